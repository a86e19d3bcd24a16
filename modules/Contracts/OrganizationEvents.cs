using PropertyGraph.Access;
using PropertyGraph.Events;

namespace PropertyGraph.Contracts;

/// <summary>Somebody joined the company, or came back to it.</summary>
/// <param name="Staff">Key of the member of staff.</param>
/// <param name="Department">Key of the department that he or she works in.</param>
/// <param name="Position">What he or she is employed as.</param>
[EventOf("Staff", "HIRED", "Somebody joined the company, or came back to it.")]
public sealed record StaffHired(Guid Staff, Guid Department, Position Position) : IEvent
{
    /// <inheritdoc/>
    public Guid Subject => Staff;
}

/// <summary>A member of staff left the company.</summary>
/// <param name="Staff">Key of the member of staff.</param>
[EventOf("Staff", "DEACTIVATED", "The member of staff left the company.")]
public sealed record StaffDeactivated(Guid Staff) : IEvent
{
    /// <inheritdoc/>
    public Guid Subject => Staff;
}

/// <summary>Somebody stopped working for a partner.</summary>
/// <param name="PartnerPerson">Key of the person.</param>
/// <param name="Partner">Key of the firm.</param>
[EventOf("PartnerPerson", "DEACTIVATED", "The person stopped working for the firm.")]
public sealed record PartnerPersonDeactivated(Guid PartnerPerson, Guid Partner) : IEvent
{
    /// <inheritdoc/>
    public Guid Subject => PartnerPerson;
}
