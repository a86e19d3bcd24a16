using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Faults;
using PropertyGraph.Modules;
using PropertyGraph.Schema;

namespace PropertyGraph.Complaints;

[Describes("Something that groups can't settle among themselves.")]
internal sealed record OpenCoordinationCase(
    [Describes("Which complaint."), IdOf("Complaint")] Guid Complaint,
    [Describes("What is to be settled, in at most 4,000 characters; staff alone can read it.")] string Note,
    [Describes("Groups whose managers have to settle it, beside that of the complaint, at most 5."), IdOf("Department")] IReadOnlyList<Guid>? Departments = null)
{
    private const int MostDepartments = 5;

    [Allow(Position.Agent, Position.Worker, Position.Leader, Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed))]
    [Describes("Asks department managers and customer director to settle something about a complaint. One case by hand at a time.")]
    public static async Task<Outcome<CoordinationCase>> Handle(OpenCoordinationCase input, ComplaintsDb db, IGraph graph, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        if (await db.FindVisibleAsync<Complaint>(input.Complaint, cancel) is not { } complaint) return ComplaintsDb.NoSuchComplaint;
        IReadOnlyList<Guid> departments = [.. (input.Departments ?? []).Distinct()];
        var checks = new InputChecks().Text("note", input.Note, 4000).Rule(departments.Count <= MostDepartments, $"Name at most {MostDepartments} departments.", "departments");
        foreach (var department in departments.Take(MostDepartments)) checks.Add(await graph.RequireAsync("Department", department, "departments", cancel));
        if (checks.Failed) return Outcome<CoordinationCase>.Failed(checks.Faults);
        if (!complaint.HasAccountable)
            return new StepNotAllowed(
                $"Complaint {complaint.Reference} is {Names.Screaming(complaint.Status.ToString())}: nobody answers for it whom a ruling could replace.", Names.Screaming(complaint.Status.ToString()), ComplaintLifecycle.Possible(complaint.Status), ["complaint"]);

        var opened = await Coordination.OpenAsync(complaint, CoordinationCause.ByHand, departments, input.Note, null, actor.StaffIdOrNull, db, graph, time.GetUtcNow(), cancel);
        return opened is null
            ? new Conflict("A case that was opened by hand waits for its ruling already.", ["complaint"])
            : Outcome<CoordinationCase>.Of(opened.Id, new CoordinationCaseOpened(opened.Id, complaint.Id, opened.Cause));
    }
}
