using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Surveys;

[Describes("Which survey is to be published.")]
internal sealed record PublishSurvey([Describes("A draft."), IdOf("Survey")] Guid Survey)
{
    [Allow(Position.Surveyor, Position.Director, Position.Administrator)]
    [MayFail(typeof(StepNotAllowed))]
    [Describes("Publishes a draft: from now on it can be answered, and never changes. To change it, create its next version under the same code.")]
    public static async Task<Outcome<Survey>> Handle(PublishSurvey input, SurveysDb db, TimeProvider time, CancellationToken cancel)
    {
        var survey = await db.FindVisibleAsync<Survey>(input.Survey, cancel);
        if (survey is null) return new NotFound("There is no such survey; query surveys for those that exist.", ["survey"]);
        if (survey.Status != SurveyStatus.Draft)
            return new StepNotAllowed("The survey is published already, and a published version never changes; create its next version under the same code.",
                "PUBLISHED", ["inviteCustomer", "createSurvey"], ["survey"]);

        survey.Publish(time.GetUtcNow());
        return Outcome<Survey>.Of(survey.Id, new SurveyPublished(survey.Id, survey.Kind, survey.Version));
    }
}

[EventOf("Survey", "PUBLISHED", "The survey was published.")]
internal sealed record SurveyPublished(Guid Survey, SurveyKind Kind, int Version) : IEvent
{
    public Guid Subject => Survey;
}
