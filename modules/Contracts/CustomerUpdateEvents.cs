using PropertyGraph.Events;

namespace PropertyGraph.Contracts;

/// <summary>
/// A message to a customer waits to be sent. This is the seam to the world: a module that can send by some channel handles the event, which happens exactly once, reads text
/// and address from the graph as the platform. A provider that fails makes its handler throw: the kernel tries again later, and parks the event in the end. What became of a message is told
/// with the mutation <c>reportDelivery</c>. Where the contact is removed before, the event is told once more with the next contact: an event whose contact is not the message's own any more is void.
/// </summary>
/// <param name="Update">Key of the CustomerUpdate, which has the text.</param>
/// <param name="Customer">Key of the customer.</param>
/// <param name="Contact">Key of the Contact, which has the address.</param>
/// <param name="Channel">Kind of contact, as the enum ContactChannel of the schema spells it, such as <c>EMAIL</c>.</param>
[EventOf("CustomerUpdate", "READY", "It waits to be sent.", StaffOnly = true)]
public sealed record CustomerUpdateReady(Guid Update, Guid Customer, Guid Contact, string Channel) : IEvent
{
    /// <inheritdoc/>
    public Guid Subject => Update;
}
