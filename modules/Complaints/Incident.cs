using PropertyGraph.Access;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>One thing that hits many units, such as a burst main: many complaints, one text to all.</summary>
internal sealed class Incident
{
    private Incident() { }

    public Incident(string reference, string title, Guid? propertyId, IEnumerable<Guid> units, Guid? byId, DateTimeOffset at)
    {
        (Reference, Title, PropertyId, OpenedById, OpenedAt) = (reference, title.Trim(), propertyId, byId, at);
        Units.AddRange(units.Distinct().Select(unit => new IncidentUnit(this, unit)));
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string Reference { get; private set; } = "";
    public string Title { get; private set; } = "";
    public Guid? PropertyId { get; private set; }
    public Guid? OpenedById { get; private set; }
    public DateTimeOffset OpenedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public List<IncidentUnit> Units { get; private set; } = [];
    public List<IncidentNotice> Notices { get; private set; } = [];

    public void End(DateTimeOffset at) => EndedAt = at;

    public static NotFound NoSuch => new("There is no such incident.", ["incident"]);

    internal static void Describe(EntityBuilder<Incident> incident)
    {
        incident.Is("One thing that hits many units: many complaints, one text to all.", "incident", "incidents")
            .Lookup(i => i.Reference)
            .OrderedBy(i => i.OpenedAt, descending: true);
        incident.Field(i => i.Reference, "Number that people use, such as M-2026-000007.");
        incident.Field(i => i.Title, "What it is, in one line.");
        incident.Field(i => i.OpenedAt, "When it was opened.");
        incident.Field(i => i.EndedAt, "When it was over; null before.");
        incident.One("property", "Property", i => i.PropertyId, "Which property it hits; null where none was named.");
        incident.One("openedBy", "Staff", i => i.OpenedById, "Who opened it; null where the platform did.").OnlyFor(Audience.Staff);
        incident.Many<Complaint>("complaints", c => c.IncidentId, "Complaints about it, latest first.").OnlyFor(Audience.Staff);
        incident.Many<IncidentUnit>("units", u => u.IncidentId, "Units that it hits; residents see their own.");
        incident.Many<IncidentNotice>("notices", n => n.IncidentId, "What everybody was told, oldest first.");
        incident.Many<CustomerUpdate>("updates", u => u.IncidentId, "The messages to each customer.").OnlyFor(Audience.Staff);
        incident.VisibleTo(Audience.Staff);
        incident.VisibleThrough("units", Audience.Customer);
    }
}

internal sealed class IncidentUnit
{
    private IncidentUnit() { }

    public IncidentUnit(Incident incident, Guid unitId) => (IncidentId, UnitId) = (incident.Id, unitId);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid IncidentId { get; private set; }
    public Guid UnitId { get; private set; }

    internal static void Describe(EntityBuilder<IncidentUnit> unit)
    {
        unit.Is("A unit that an incident hits.", null, null);
        unit.One("incident", "Incident", u => u.IncidentId, "The incident.");
        unit.One("unit", "Unit", u => u.UnitId, "The unit.");
        unit.VisibleTo(Audience.Staff);
        unit.VisibleThrough("unit", Audience.Customer);
    }
}

internal sealed class IncidentNotice
{
    private IncidentNotice() { }

    public IncidentNotice(Incident incident, string text, string? textZh, Guid? byId, DateTimeOffset at) =>
        (IncidentId, Text, TextZh, ById, At) = (incident.Id, text.Trim(), string.IsNullOrWhiteSpace(textZh) ? null : textZh.Trim(), byId, at);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid IncidentId { get; private set; }
    public Incident? Incident { get; private set; }
    public string Text { get; private set; } = "";
    public string? TextZh { get; private set; }
    public Guid? ById { get; private set; }
    public DateTimeOffset At { get; private set; }

    internal static void Describe(EntityBuilder<IncidentNotice> notice)
    {
        notice.Is("One text to everybody whom an incident hits.", null, null)
            .OrderedBy(n => n.At);
        notice.Field(n => n.Text, "The text in English.");
        notice.Field(n => n.TextZh, "The text in simplified Chinese; null where there is none.");
        notice.Field(n => n.At, "When it was written.");
        notice.One("incident", "Incident", n => n.IncidentId, "The incident.");
        notice.One("by", "Staff", n => n.ById, "Who wrote it; null where the platform did.").OnlyFor(Audience.Staff);
        notice.VisibleTo(Audience.Staff);
        notice.VisibleThrough("incident", Audience.Customer);
    }
}
