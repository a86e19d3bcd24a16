namespace PropertyGraph.Surveys;

/// <summary>
/// Who had a part in handling a complaint, as far as events have told. Those people are not independent of it: they neither ask its customer nor read
/// the answer. It is kept here because policies are expressions over a module's own tables, and because a reopened complaint can add people
/// after the invitation.
/// </summary>
internal sealed class ResponsibilityChain
{
    private ResponsibilityChain() { }

    public ResponsibilityChain(Guid complaintId) => Id = complaintId;

    /// <summary>Key of the complaint.</summary>
    public Guid Id { get; private set; }

    /// <summary>How often the complaint was closed.</summary>
    public int Closings { get; private set; }
    public List<ChainMember> Members { get; private set; } = [];

    public int CountClosing() => ++Closings;

    public void Add(IEnumerable<Guid> staff)
    {
        foreach (var id in staff)
            if (!Members.Exists(m => m.StaffId == id)) Members.Add(new ChainMember(Id, id));
    }

    public bool Includes(Guid staff) => Members.Exists(m => m.StaffId == staff);
}

/// <summary>A member of staff in a complaint's responsibility chain.</summary>
internal sealed class ChainMember
{
    private ChainMember() { }

    public ChainMember(Guid complaintId, Guid staffId) => (ComplaintId, StaffId) = (complaintId, staffId);

    public Guid ComplaintId { get; private set; }
    public Guid StaffId { get; private set; }
}
