using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;
using PropertyGraph.Schema;

namespace PropertyGraph.Complaints;

[Describes("What became of a message.")]
internal sealed record ReportDelivery(
    [Describes("Which message."), IdOf("CustomerUpdate")] Guid CustomerUpdate,
    [Describes("Whether it was delivered.")] bool Delivered,
    [Describes("Why not, in at most 1,000 characters.")] string? Trouble = null)
{
    [Allow(Position.Administrator)]
    [MayFail(typeof(StepNotAllowed))]
    [Describes("Tells what became of a message that waited to be sent: for whoever sends messages by hand, and for modules that send them.")]
    public static async Task<Outcome<CustomerUpdate>> Handle(ReportDelivery input, ComplaintsDb db, TimeProvider time, CancellationToken cancel)
    {
        var update = await db.FindVisibleAsync<CustomerUpdate>(input.CustomerUpdate, cancel);
        if (update is null) return new NotFound("There is no such message.", ["customerUpdate"]);
        var checks = new InputChecks()
            .OptionalText("trouble", input.Trouble, 1000)
            .Rule(input.Delivered || !string.IsNullOrWhiteSpace(input.Trouble), "Say why it could not be delivered.", "trouble");
        if (checks.Failed) return Outcome<CustomerUpdate>.Failed(checks.Faults);
        if (update.Status is not (UpdateStatus.Ready or UpdateStatus.Failed))
            return new StepNotAllowed("This message does not wait to be sent.", Names.Screaming(update.Status.ToString()), [], ["customerUpdate"]);

        update.Ended(input.Delivered, input.Delivered ? null : input.Trouble, time.GetUtcNow());
        return Outcome<CustomerUpdate>.Of(update.Id, new CustomerUpdateEnded(update.Id, input.Delivered));
    }
}

[EventOf("CustomerUpdate", "ENDED", "It was delivered, or could not be.", StaffOnly = true)]
internal sealed record CustomerUpdateEnded(Guid CustomerUpdate, bool Delivered) : IEvent
{
    public Guid Subject => CustomerUpdate;
}
