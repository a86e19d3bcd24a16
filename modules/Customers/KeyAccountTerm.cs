using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

/// <summary>A time in which a customer was a key account of one tier, looked after by one person.</summary>
internal sealed class KeyAccountTerm
{
    private KeyAccountTerm() { }

    public KeyAccountTerm(Guid customerId, KeyAccountTier tier, Guid? accountManagerId, string? reason, Guid? byId, DateTimeOffset from) =>
        (CustomerId, Tier, AccountManagerId, Reason, ById, From) = (customerId, tier, accountManagerId, reason?.Trim(), byId, from);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid CustomerId { get; private set; }
    public KeyAccountTier Tier { get; private set; }
    public Guid? AccountManagerId { get; private set; }
    public string? Reason { get; private set; }
    public Guid? ById { get; private set; }
    public DateTimeOffset From { get; private set; }
    public DateTimeOffset? To { get; private set; }

    public void EndAt(DateTimeOffset at) => To = at;

    internal static void Describe(EntityBuilder<KeyAccountTerm> term)
    {
        term.Is("A time in which a customer was a key account of one tier, looked after by one person.", null, null)
            .OrderedBy(t => t.From, descending: true)
            .DataSubject(t => t.CustomerId);
        term.Field(t => t.Tier, "How important it was.");
        term.Field(t => t.Reason, "Why it began; null where nothing was given.").Personal();
        term.Field(t => t.From, "When it began.");
        term.Field(t => t.To, "When another term began, or the customer was no key account any more; null while it runs.");
        term.One("customer", "Customer", t => t.CustomerId, "The customer.");
        term.One("accountManager", "Staff", t => t.AccountManagerId, "Who looked after it; null for nobody.");
        term.One("by", "Staff", t => t.ById, "Who decided it; null where the platform or an import did.");
        term.VisibleTo(Audience.Staff);
    }
}
