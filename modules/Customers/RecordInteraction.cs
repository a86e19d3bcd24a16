using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

[Describes("What was said or written between the company and a customer.")]
internal sealed record RecordInteraction(
    [Describes("With whom."), IdOf("Customer")] Guid Customer,
    [Describes("How it took place.")] InteractionChannel Channel,
    [Describes("Who began it.")] InteractionDirection Direction,
    [Describes("What it was about; the customer can read it.")] string Summary,
    [Describes("When it took place; now where it is left out.")] DateTimeOffset? At = null,
    [Describes("Whether customer and company were at odds; the customer can't see this.")] bool IsConflict = false)
{
    /// <summary>How far a caller's clock may be ahead of ours.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    [Allow]
    [Describes("Records a call, visit or letter. The member of staff who calls this mutation is the one who spoke for the company.")]
    public static async Task<Outcome<Interaction>> Handle(RecordInteraction input, CustomersDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var checks = new InputChecks()
            .Text("summary", input.Summary, 4000)
            .Rule(input.At is null || input.At <= now + ClockSkew, "Give a time that has come: interactions are recorded afterwards.", "at");
        if (await db.FindVisibleAsync<Customer>(input.Customer, cancel) is null) checks.Add(new NotFound("There is no such customer.", ["customer"]));
        if (checks.Failed) return Outcome<Interaction>.Failed(checks.Faults);

        var interaction = new Interaction(
            input.Customer, input.Channel, input.Direction, input.Summary, input.IsConflict,
            actor.StaffIdOrNull, (input.At ?? now).ToUniversalTime());
        db.Add(interaction);
        return Outcome<Interaction>.Of(interaction.Id, new InteractionRecorded(
            interaction.Id, interaction.CustomerId, interaction.StaffId, interaction.Channel, interaction.Direction));
    }
}

[EventOf("Interaction", "RECORDED", "A call, visit or letter was recorded.")]
internal sealed record InteractionRecorded(
    Guid Interaction, Guid Customer, Guid? Staff, InteractionChannel Channel, InteractionDirection Direction) : IEvent
{
    public Guid Subject => Interaction;
}
