using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>A version of what is to be done. It holds once service centre and responsible department have signed it, by two people.</summary>
internal sealed class Decision
{
    private Decision() { }

    public Decision(Complaint complaint, int version, string text, decimal? expectedLoss, Guid centreId, Guid? byId, DateTimeOffset at)
    {
        (ComplaintId, CustomerId, Version, Text, ExpectedLoss) = (complaint.Id, complaint.CustomerId, version, text.Trim(), expectedLoss);
        (CentreId, DepartmentId, ById, At) = (centreId, complaint.DepartmentId, byId, at);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid ComplaintId { get; private set; }
    /// <summary>The complaint's customer, whom the text may tell of.</summary>
    public Guid? CustomerId { get; private set; }
    public int Version { get; private set; }
    public string Text { get; private set; } = "";
    public decimal? ExpectedLoss { get; private set; }
    public Guid CentreId { get; private set; }
    public Guid DepartmentId { get; private set; }
    public Guid? ById { get; private set; }
    public DateTimeOffset At { get; private set; }
    public Guid? CentreSignedById { get; private set; }
    public DateTimeOffset? CentreSignedAt { get; private set; }
    public Guid? DepartmentSignedById { get; private set; }
    public DateTimeOffset? DepartmentSignedAt { get; private set; }
    public DateTimeOffset? SupersededAt { get; private set; }

    public bool IsCommitted => CentreSignedAt is not null && DepartmentSignedAt is not null && SupersededAt is null;

    public void Supersede(DateTimeOffset at) => SupersededAt ??= at;

    /// <summary>Signs for the side that the member of staff belongs to; where one department is both, for the one that has not signed.</summary>
    /// <returns>Null, or why not; nothing was changed then.</returns>
    public string? Sign(Guid staff, Guid department, DateTimeOffset at)
    {
        if (new Signatures(CentreId, DepartmentId, CentreSignedById, DepartmentSignedById).Objection(staff, department) is { } objection) return objection;
        if (department == CentreId && CentreSignedAt is null) (CentreSignedById, CentreSignedAt) = (staff, at);
        else (DepartmentSignedById, DepartmentSignedAt) = (staff, at);
        return null;
    }

    internal static void Describe(EntityBuilder<Decision> decision)
    {
        decision.Is("A version of what is to be done about a complaint.", null, "decisions")
            .OrderedBy(d => d.At)
            .DataSubject(d => d.CustomerId);
        decision.Field(d => d.Version, "Number of the version, from 1 for each complaint.");
        decision.Field(d => d.Text, "What is to be done.").Personal();
        decision.Field(d => d.ExpectedLoss, "What it is expected to cost, in the company's currency; null where nobody said.");
        decision.Field(d => d.At, "When it was proposed.");
        decision.Field(d => d.CentreSignedAt, "When the service centre signed; null before.");
        decision.Field(d => d.DepartmentSignedAt, "When the responsible department signed; null before.");
        decision.Field(d => d.SupersededAt, "When another version or another department took its place; null while it holds.");
        decision.Field("isCommitted", d => d.CentreSignedAt != null && d.DepartmentSignedAt != null && d.SupersededAt == null, "Whether both sides have signed it and no later version took its place.");
        decision.One("complaint", "Complaint", d => d.ComplaintId, "The complaint.");
        decision.One("department", "Department", d => d.DepartmentId, "The responsible department, whose signature it needs.");
        decision.One("proposedBy", "Staff", d => d.ById, "Who proposed it; null where the platform did.");
        decision.One("centreSignedBy", "Staff", d => d.CentreSignedById, "Who signed for the service centre; null before.");
        decision.One("departmentSignedBy", "Staff", d => d.DepartmentSignedById, "Who signed for the department; null before.");
        decision.VisibleTo(Audience.Staff);
    }
}

/// <summary>Whose signatures a decision needs, and who has signed.</summary>
internal sealed record Signatures(Guid Centre, Guid Department, Guid? ByCentre, Guid? ByDepartment)
{
    /// <summary>Why somebody can't sign, or null.</summary>
    public string? Objection(Guid staff, Guid department)
    {
        if (staff == ByCentre || staff == ByDepartment) return "You have signed this version; the other side's signature has to be somebody else's.";
        if (department != Centre && department != Department) return "A decision is signed by the service centre and by the department that works on the complaint; you belong to neither.";
        return (department == Centre && ByCentre is null) || (department == Department && ByDepartment is null) ? null : "Your side has signed this version; the other side's signature is missing.";
    }
}
