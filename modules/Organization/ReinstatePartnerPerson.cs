using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

[Describes("Who works for a partner again.")]
internal sealed record ReinstatePartnerPerson([Describes("Who."), IdOf("PartnerPerson")] Guid PartnerPerson)
{
    [Allow(Position.Manager, Position.Director, Position.Administrator), AllowAudience(Audience.Partner)]
    [Describes("Lets somebody who worked for a partner before do so again. A firm may do so with its own people, unless the company keeps them out.")]
    public static async Task<Outcome<PartnerPerson>> Handle(ReinstatePartnerPerson input, OrganizationDb db, Actor actor, CancellationToken cancel)
    {
        var person = await db.FindVisibleAsync<PartnerPerson>(input.PartnerPerson, cancel);
        if (person is null) return new NotFound("There is no such person.", ["partnerPerson"]);
        if (person.Active) return new Conflict("This person is active.", ["partnerPerson"]);
        if (person.IsBarred && actor.Audience == Audience.Partner) return new NotAllowed("The company ended this person's work for it; ask the company to let the person in again.", ["partnerPerson"]);
        person.Begin();
        return Outcome<PartnerPerson>.Of(person.Id, new PartnerPersonAdded(person.Id, person.PartnerId));
    }
}
