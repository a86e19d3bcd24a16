using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>Dissatisfaction that asks for no answer, yet. Kept so that it can be counted, learnt from, and raised to a complaint.</summary>
internal sealed class Grievance
{
    private Grievance() { }

    public Grievance(string text, ComplaintChannel channel, ComplaintParties parties, Guid? byId, DateTimeOffset at)
    {
        (Text, Channel, ById, At) = (text.Trim(), channel, byId, at);
        (CustomerId, UnitId, PropertyId) = (parties.Customer, parties.Unit, parties.Property);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string Text { get; private set; } = "";
    public ComplaintChannel Channel { get; private set; }
    public GrievanceStatus Status { get; private set; } = GrievanceStatus.Open;
    public Guid? CustomerId { get; private set; }
    public Guid? UnitId { get; private set; }
    public Guid? PropertyId { get; private set; }
    public Guid? ById { get; private set; }
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public string? Outcome { get; private set; }
    public Guid? ComplaintId { get; private set; }

    public ComplaintParties Parties => new(CustomerId, UnitId, PropertyId);

    public void RaiseTo(Guid complaint, DateTimeOffset at) => (Status, ComplaintId, EndedAt) = (GrievanceStatus.Raised, complaint, at);

    public void Settle(string outcome, DateTimeOffset at) => (Status, Outcome, EndedAt) = (GrievanceStatus.Settled, outcome.Trim(), at);

    internal static void Describe(EntityBuilder<Grievance> grievance)
    {
        grievance.Is("Dissatisfaction that asks for no answer, yet: a remark that may become a complaint.", "grievance", "grievances")
            .OrderedBy(g => g.At, descending: true)
            .DataSubject(g => g.CustomerId);
        grievance.Field(g => g.Text, "What was said.").Personal();
        grievance.Field(g => g.Channel, "How it reached the company.");
        grievance.Field(g => g.Status, "What became of it.");
        grievance.Field("isRaised", g => g.Status == GrievanceStatus.Raised, "Whether it became a complaint.");
        grievance.Field(g => g.At, "When it was recorded.");
        grievance.Field(g => g.EndedAt, "When it was raised or settled; null while it is open.");
        grievance.Field(g => g.Outcome, "How it was settled; null otherwise.").Personal();
        grievance.One("customer", "Customer", g => g.CustomerId, "Whose it is; null where nobody knows.");
        grievance.One("unit", "Unit", g => g.UnitId, "Which unit it is about; null where none was named.");
        grievance.One("property", "Property", g => g.PropertyId, "Which property it is about; null where none was named.");
        grievance.One("by", "Staff", g => g.ById, "Who recorded it; null unless it was a member of staff.");
        grievance.One("complaint", "Complaint", g => g.ComplaintId, "The complaint that it became; null unless it was raised.");
        grievance.VisibleTo(Audience.Staff);
        grievance.VisibleTo(Audience.Customer, (g, actor) => g.CustomerId == actor.CustomerId);
    }
}

[Describes("What became of a grievance.")]
internal enum GrievanceStatus
{
    [Describes("Nothing yet.")]
    Open,
    [Describes("A complaint.")]
    Raised,
    [Describes("It was settled without one.")]
    Settled,
}
