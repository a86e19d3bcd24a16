namespace PropertyGraph.Surveys;

/// <summary>
/// What events have told about a complaint: whom to ask, and who had a part in handling it. Those people are not independent of it: they neither ask
/// its customer nor read the answer. It is kept here because policies are expressions over a module's own tables, and because a reopened complaint can
/// add people after the invitation.
/// </summary>
internal sealed class HandledComplaint
{
    private HandledComplaint() { }

    public HandledComplaint(Guid complaintId) => Id = complaintId;

    /// <summary>Key of the complaint.</summary>
    public Guid Id { get; private set; }
    public Guid? CustomerId { get; private set; }
    public Guid? PropertyId { get; private set; }
    public Guid? DepartmentId { get; private set; }

    /// <summary>How often it was closed.</summary>
    public int Closings { get; private set; }

    /// <summary>The responsibility chain.</summary>
    public List<ChainMember> Chain { get; private set; } = [];

    public void Involve(params IEnumerable<Guid> staff)
    {
        foreach (var id in staff)
            if (!Involves(id)) Chain.Add(new ChainMember(Id, id));
    }

    public bool Involves(Guid staff) => Chain.Exists(m => m.StaffId == staff);

    public void Close(Guid? customerId, Guid? propertyId, Guid departmentId)
    {
        (CustomerId, PropertyId, DepartmentId) = (customerId, propertyId, departmentId);
        Closings++;
    }
}

/// <summary>A member of staff in a complaint's responsibility chain.</summary>
internal sealed class ChainMember
{
    private ChainMember() { }

    public ChainMember(Guid complaintId, Guid staffId) => (ComplaintId, StaffId) = (complaintId, staffId);

    public Guid ComplaintId { get; private set; }
    public Guid StaffId { get; private set; }
}
