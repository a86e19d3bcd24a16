namespace PropertyGraph.Contracts;

/// <summary>A module that is about to use contacts of customers, and is told when one goes.</summary>
public interface IContactUser
{
    /// <summary>Before a contact is removed, in the same transaction: does what was to be done by it in another way, or not at all.</summary>
    /// <param name="customer">Key of the customer whose it is.</param>
    /// <param name="contact">Key of the contact.</param>
    /// <param name="cancel">Ends the wait.</param>
    Task LetGoAsync(Guid customer, Guid contact, CancellationToken cancel);
}
