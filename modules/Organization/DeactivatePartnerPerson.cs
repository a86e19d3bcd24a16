using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

[Describes("Who no longer works for a partner.")]
internal sealed record DeactivatePartnerPerson([Describes("Who."), IdOf("PartnerPerson")] Guid PartnerPerson)
{
    [Allow(Position.Manager, Position.Director, Position.Administrator), AllowAudience(Audience.Partner)]
    [Describes("Ends somebody's work for a partner: neither the person nor the person's API keys are let in any more. A firm may do so with its own people; whom the company keeps out, also after the firm did, the firm can't let in again.")]
    public static async Task<Outcome<PartnerPerson>> Handle(DeactivatePartnerPerson input, OrganizationDb db, Actor actor, CancellationToken cancel)
    {
        var person = await db.FindVisibleAsync<PartnerPerson>(input.PartnerPerson, cancel);
        if (person is null) return new NotFound("There is no such person.", ["partnerPerson"]);
        var isBarred = actor.Audience != Audience.Partner;
        if (!person.Active && (person.IsBarred || !isBarred)) return new Conflict("This person is inactive already.", ["partnerPerson"]);
        person.Leave(isBarred);
        return Outcome<PartnerPerson>.Of(person.Id, new PartnerPersonDeactivated(person.Id, person.PartnerId));
    }
}
