using PropertyGraph.Access;
using PropertyGraph.Faults;
using PropertyGraph.Modules;
using PropertyGraph.Schema;

namespace PropertyGraph.Complaints;

internal static class ComplaintSteps
{
    /// <summary>Loads a complaint for a step, as far as the actor sees it and may take the step now.</summary>
    /// <returns>The complaint, which is only there where there is no fault.</returns>
    public static async Task<(Complaint Complaint, Fault? Fault)> BeginAsync(this ComplaintsDb db, Guid id, ComplaintStep step, Actor actor, CancellationToken cancel)
    {
        return await db.FindVisibleAsync<Complaint>(id, cancel) is { } complaint ? (complaint, complaint.Objection(step, actor)) : (null!, ComplaintsDb.NoSuchComplaint);
    }
}

/// <summary>A step whose turn has not come: the procedure demands something first.</summary>
[Describes("The procedure demands something that was not done yet.")]
internal sealed record StepsMissing(
    string Message,
    [property: Describes("What has to be done first.")] IReadOnlyList<ProcedureStep> Missing,
    IReadOnlyList<string>? Path = null)
    : Fault("PG-CMD-STEPS-MISSING", Message, Path)
{
    public static StepsMissing Before(ComplaintStep step, IReadOnlyList<ProcedureStep> missing, string reference) => new(
        $"Complaint {reference} is not ready for {ComplaintLifecycle.MutationOf(step)}. To be done first: {string.Join(", ", missing.Select(s => Names.Screaming(s.ToString())))}.",
        missing, ["complaint"]);
}
