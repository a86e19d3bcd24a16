using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

[Describes("Who works for a partner again.")]
internal sealed record ReinstatePartnerPerson([Describes("Who."), IdOf("PartnerPerson")] Guid PartnerPerson)
{
    [Allow(Position.Manager, Position.Director, Position.Administrator), AllowAudience(Audience.Partner)]
    [Describes("Lets somebody who worked for a partner before do so again. A firm may do so with its own people.")]
    public static async Task<Outcome<PartnerPerson>> Handle(ReinstatePartnerPerson input, OrganizationDb db, CancellationToken cancel)
    {
        var person = await db.FindVisibleAsync<PartnerPerson>(input.PartnerPerson, cancel);
        if (person is null) return new NotFound("There is no such person.", ["partnerPerson"]);
        if (person.Active) return new Conflict("This person is active.", ["partnerPerson"]);
        person.Activate(true);
        return Outcome<PartnerPerson>.Of(person.Id, new PartnerPersonAdded(person.Id, person.PartnerId));
    }
}
