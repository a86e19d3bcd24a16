using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("A remark of dissatisfaction that asks for no answer.")]
internal sealed record RecordGrievance(
    [Describes("What was said, in at most 4,000 characters.")] string Text,
    [Describes("How it reached the company; where it is left out, IN_PERSON for staff and APP for customers.")] ComplaintChannel? Channel = null,
    [Describes("Unit that it is about."), IdOf("Unit")] Guid? Unit = null,
    [Describes("Property that it is about; not needed beside a unit."), IdOf("Property")] Guid? Property = null,
    [Describes("Whose it is; left out where nobody knows. Customers record their own."), IdOf("Customer")] Guid? Customer = null)
{
    [Allow, AllowAudience(Audience.Customer)]
    [Describes("Records a grievance: what was said in passing, with no complaint meant. It can be raised to one later.")]
    public static async Task<Outcome<Grievance>> Handle(RecordGrievance input, ComplaintsDb db, IGraph graph, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var channel = input.Channel ?? (actor.Audience == Audience.Customer ? ComplaintChannel.App : ComplaintChannel.InPerson);
        var checks = new InputChecks()
            .Text("text", input.Text, 4000)
            .Rule(FilingChannels.MayUse(actor.Audience, channel), $"Choose another channel: {FilingChannels.Names(actor.Audience)}.", "channel");
        var parties = await FilingParties.FindAsync(input.Customer, input.Unit, input.Property, graph, actor, checks, cancel);
        if (checks.Failed) return Outcome<Grievance>.Failed(checks.Faults);

        var grievance = new Grievance(input.Text, channel, parties, actor.StaffIdOrNull, time.GetUtcNow());
        db.Add(grievance);
        return Outcome<Grievance>.Of(grievance.Id, new GrievanceRecorded(grievance.Id, grievance.Channel, grievance.CustomerId, grievance.PropertyId));
    }
}

[EventOf("Grievance", "RECORDED", "It was recorded.")]
internal sealed record GrievanceRecorded(Guid Grievance, ComplaintChannel Channel, Guid? Customer, Guid? Property) : IEvent
{
    public Guid Subject => Grievance;
}
