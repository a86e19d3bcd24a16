using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;

namespace PropertyGraph.Complaints;

/// <summary>A low score is a complaint that nobody had to file; the customer is named only where the event names one.</summary>
internal static class OpenComplaintFromLowScore
{
    /// <summary>Category for them, where the company's tree has it.</summary>
    private const string CategoryCode = "LOW_SURVEY_SCORE";

    public static async Task<Reaction> Handle(SurveyScoreLow low, ComplaintsDb db, IGraph graph, TimeProvider time, CancellationToken cancel)
    {
        if (await db.Complaints.AnyAsync(c => c.SourceResponseId == low.Response, cancel)) return Reaction.None;
        var rules = await TriageRules.LoadAsync(db, await ServiceCentre.FindAsync(graph, cancel), cancel);
        var category = await db.Categories.Where(c => c.Code == CategoryCode).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(cancel);
        var now = time.GetUtcNow();
        var respondent = await CustomerNow.OfAsync(low.Customer, graph, cancel);
        var (isKeyAccount, exposed) = respondent is { } customer ? await KeyAccounts.FindAsync(customer, graph, cancel) : (false, null);
        var parties = new ComplaintParties(respondent, null, low.Property, isKeyAccount, exposed);
        var complaint = new Complaint(
            await References.NextAsync(db, now, cancel),
            $"Low survey score: {low.Score}",
            $"An answer to a survey scored {low.Score}, at or under its threshold of {low.Threshold}.",
            ComplaintChannel.Survey, parties, now);
        complaint.CameFrom(low.Response);
        complaint.Triage(rules.For(category, null, now, isKeyAccount: parties.IsKeyAccount), now);
        complaint.Filed(Actor.System);
        db.Add(complaint);
        db.WatchDeadline(complaint, now);
        return Reaction.Of(ComplaintFiled.Of(complaint));
    }
}
