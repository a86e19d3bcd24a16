using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

/// <summary>That a customer was erased: what it came to, and until when the law keeps the rest.</summary>
internal sealed class Erasure
{
    private Erasure() { }

    public Erasure(Guid customerId, ErasureReason reason, ErasureSums sums, Guid? byId, DateTimeOffset at) =>
        (CustomerId, Reason, Removed, Stripped, Kept, KeptUntil, ById, At) = (customerId, reason, sums.Removed, sums.Stripped, sums.Kept, sums.KeptUntil, byId, at);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid CustomerId { get; private set; }
    public ErasureReason Reason { get; private set; }
    public int Removed { get; private set; }
    public int Stripped { get; private set; }
    public int Kept { get; private set; }
    public DateOnly? KeptUntil { get; private set; }
    public Guid? ById { get; private set; }
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }

    public void Finish(DateTimeOffset at) => DoneAt = at;

    internal static void Describe(EntityBuilder<Erasure> erasure)
    {
        erasure.Is("That a customer was erased, and what it came to.", "erasure", "erasures")
            .OrderedBy(e => e.At, descending: true);
        erasure.Field(e => e.Reason, "Why.");
        erasure.Field(e => e.Removed, "How many rows were removed.");
        erasure.Field(e => e.Stripped, "How many rows stay without anything personal.");
        erasure.Field(e => e.Kept, "How many rows the law kept, without anything personal.");
        erasure.Field(e => e.KeptUntil, "Last day of the last of them; null where the law kept none.");
        erasure.Field(e => e.At, "When.");
        erasure.Field(e => e.DoneAt, "When the last row that the law kept was removed; null while there are some.");
        erasure.One("customer", "Customer", e => e.CustomerId, "Who was erased: what is left has a number and no name.");
        erasure.One("by", "Staff", e => e.ById, "Who did it.");
        erasure.VisibleTo(Audience.Staff, (e, actor) => actor.Position == Position.Director || actor.Position == Position.Administrator);
    }
}

/// <summary>How many rows an erasure removes, strips and keeps.</summary>
internal sealed record ErasureSums(int Removed, int Stripped, int Kept, DateOnly? KeptUntil);

[Describes("Why a customer is erased.")]
internal enum ErasureReason
{
    [Describes("The customer asks for it.")]
    Request,
    [Describes("The customer takes a consent back, without which the data may not be kept.")]
    ConsentWithdrawn,
    [Describes("The data serve no purpose any more.")]
    NoLongerNeeded,
    [Describes("The data should never have been kept.")]
    UnlawfullyKept,
}
