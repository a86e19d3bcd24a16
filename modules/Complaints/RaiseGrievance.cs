using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;
using PropertyGraph.Schema;

namespace PropertyGraph.Complaints;

[Describes("A grievance that becomes a complaint.")]
internal sealed record RaiseGrievance(
    [Describes("Which grievance."), IdOf("Grievance")] Guid Grievance,
    [Describes("What the complaint is about, in one line of at most 200 characters.")] string Title,
    [Describes("What kind of complaint it is; left out where that is not known yet."), IdOf("Category")] Guid? Category = null,
    [Describes("How grave it is; staff only. Where it is left out, the category's default, or GENERAL.")] ComplaintSeverity? Severity = null)
{
    [Allow(Position.Agent, Position.Worker, Position.Leader, Position.Manager, Position.Director)]
    [AllowAudience(Audience.Customer)]
    [MayFail(typeof(StepNotAllowed))]
    [Describes("Raises an open grievance to a complaint of the same customer about the same place, in the same words. Customers raise their own.")]
    public static async Task<Outcome<Complaint>> Handle(RaiseGrievance input, ComplaintsDb db, IGraph graph, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var grievance = await db.FindVisibleAsync<Grievance>(input.Grievance, cancel);
        if (grievance is null) return NoSuch;
        if (Ended(grievance) is { } ended) return ended;
        var rules = await TriageRules.LoadAsync(db, await ServiceCentre.FindAsync(graph, cancel), cancel);
        var checks = Complaint.Check(input.Title, grievance.Text)
            .Rule(input.Severity is null || actor.Audience is Audience.Staff or Audience.System, "Leave severity out: staff decide it.", "severity");
        if (input.Category is { } category && !rules.Knows(category)) checks.Add(new NotFound("There is no such category.", ["category"]));
        if (checks.Failed) return Outcome<Complaint>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        var (isKeyAccount, exposed) = grievance.CustomerId is { } customer ? await KeyAccounts.FindAsync(customer, graph, cancel) : (false, null);
        var parties = grievance.Parties with { IsKeyAccount = isKeyAccount, ExposedRevenue = exposed };
        var complaint = new Complaint(await References.NextAsync(db, now, cancel), input.Title, grievance.Text, grievance.Channel, parties, now);
        complaint.Triage(rules.For(input.Category, input.Severity, now, isKeyAccount: parties.IsKeyAccount), now);
        complaint.Filed(actor);
        db.Add(complaint);
        db.WatchDeadline(complaint, now);
        grievance.RaiseTo(complaint.Id, now);
        return Outcome<Complaint>.Of(complaint.Id, ComplaintFiled.Of(complaint), new GrievanceRaised(grievance.Id, complaint.Id));
    }

    public static NotFound NoSuch => new("There is no such grievance, or none that you may see.", ["grievance"]);

    public static StepNotAllowed? Ended(Grievance grievance) => grievance.Status == GrievanceStatus.Open
        ? null
        : new("The grievance was raised or settled already.", Names.Screaming(grievance.Status.ToString()), [], ["grievance"]);
}

[EventOf("Grievance", "RAISED", "It became a complaint.")]
internal sealed record GrievanceRaised(Guid Grievance, Guid Complaint) : IEvent
{
    public Guid Subject => Grievance;
}
