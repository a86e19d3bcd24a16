using PropertyGraph.Events;

namespace PropertyGraph.Contracts;

/// <summary>A complaint got a department and an accountable member of staff, or changed hands.</summary>
/// <param name="Complaint">Key of the complaint.</param>
/// <param name="Department">Key of the department that works on it now.</param>
/// <param name="Accountable">Key of the member of staff who answers for it now.</param>
/// <param name="Partner">Key of the partner that works on it too; null for none.</param>
[EventOf("Complaint", "ASSIGNED", "Work was given to a department, an accountable member of staff and perhaps a partner, or changed hands.")]
public sealed record ComplaintAssigned(Guid Complaint, Guid Department, Guid Accountable, Guid? Partner) : IEvent
{
    /// <inheritdoc/>
    public Guid Subject => Complaint;
}

/// <summary>A complaint was closed: the work is done and the answer was given.</summary>
/// <param name="Complaint">Key of the complaint.</param>
/// <param name="Customer">Key of the customer; null when it was anonymous.</param>
/// <param name="Property">Key of the property; null where none was named.</param>
/// <param name="Department">Key of the department that worked on it last.</param>
/// <param name="Chain">Keys of all members of staff who were ever accountable for it, worked on it or took a step on it, each once: they are not independent of it.</param>
[EventOf("Complaint", "CLOSED", "It was closed.")]
public sealed record ComplaintClosed(Guid Complaint, Guid? Customer, Guid? Property, Guid Department, IReadOnlyList<Guid> Chain) : IEvent
{
    /// <inheritdoc/>
    public Guid Subject => Complaint;
}
