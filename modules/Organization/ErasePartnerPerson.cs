using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

[Describes("Who is erased.")]
internal sealed record ErasePartnerPerson([Describes("Somebody who no longer works for the partner."), IdOf("PartnerPerson")] Guid PartnerPerson)
{
    [Allow(Position.Director, Position.Administrator)]
    [Describes("Erases what is kept about somebody who worked for a partner: name, telephone, e-mail address, qualification, what the audit knows of them, and the sign-in. It can't be taken back.")]
    public static async Task<Outcome<PartnerPerson>> Handle(ErasePartnerPerson input, OrganizationDb db, IPersonalRecords records, TimeProvider time, CancellationToken cancel)
    {
        var person = await db.FindVisibleAsync<PartnerPerson>(input.PartnerPerson, cancel);
        if (person is null) return new NotFound("There is no such person.", ["partnerPerson"]);
        if (person.Active) return new Conflict("This person works for the firm; use deactivatePartnerPerson first.", ["partnerPerson"]);
        var now = time.GetUtcNow();
        person.Erase(now);
        await records.EraseAsync([person.Id], new Dictionary<string, int>(), now.Year, cancel);
        return Outcome<PartnerPerson>.Of(person.Id, new PartnerPersonErased(person.Id, person.PartnerId));
    }
}

[EventOf("PartnerPerson", "ERASED", "What was kept about the person was erased.")]
internal sealed record PartnerPersonErased(Guid PartnerPerson, Guid Partner) : IEvent
{
    public Guid Subject => PartnerPerson;
}
