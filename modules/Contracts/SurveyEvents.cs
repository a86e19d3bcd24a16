using PropertyGraph.Events;

namespace PropertyGraph.Contracts;

/// <summary>An answer to a survey scored at or under the survey's threshold.</summary>
/// <param name="Response">Key of the response; a module that reacts does so once for each.</param>
/// <param name="Survey">Key of the survey.</param>
/// <param name="Customer">Key of the customer who answered and agreed to be named; null otherwise.</param>
/// <param name="Property">Key of the property that the answer is about; null where there is none.</param>
/// <param name="Score">The score, on the question's own scale.</param>
/// <param name="Threshold">The survey's threshold, on the same scale.</param>
[EventOf("Response", "SCORE_LOW", "The answer scored at or under the survey's threshold.", StaffOnly = true)]
public sealed record SurveyScoreLow(Guid Response, Guid Survey, Guid? Customer, Guid? Property, int Score, int Threshold) : IEvent
{
    /// <inheritdoc/>
    public Guid Subject => Response;
}
