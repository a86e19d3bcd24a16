using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

[Describes("Somebody who works for a partner.")]
internal sealed record AddPartnerPerson(
    [Describes("Which firm."), IdOf("Partner")] Guid Partner,
    [Describes("Full name, which no other person of the firm has.")] string Name,
    [Describes("Telephone.")] string? Phone = null,
    [Describes("E-mail address.")] string? Email = null,
    [Describes("Trade and qualification, in at most 500 characters.")] string? Qualification = null)
{
    [Allow(Position.Manager, Position.Director, Position.Administrator), AllowAudience(Audience.Partner)]
    [Describes("Adds somebody who works for a partner. A firm may add its own people.")]
    public static async Task<Outcome<PartnerPerson>> Handle(AddPartnerPerson input, OrganizationDb db, CancellationToken cancel)
    {
        var checks = PartnerPerson.Check(input.Name, input.Phone, input.Email, input.Qualification);
        var partner = await db.FindVisibleAsync<Partner>(input.Partner, cancel);
        if (partner is null) checks.Add(new NotFound("There is no such partner.", ["partner"]));
        if (checks.Failed) return Outcome<PartnerPerson>.Failed(checks.Faults);
        if (!partner!.Active) return new Conflict("This firm is inactive; nobody of it may sign in.", ["partner"]);
        if (await db.PartnerPeople.AnyAsync(p => p.PartnerId == input.Partner && p.ErasedAt == null && p.Name == input.Name.Trim(), cancel))
            return new Conflict("The firm has a person of this name; add something that tells them apart.", ["name"]);

        var person = new PartnerPerson(partner.Id, input.Name, input.Phone, input.Email, input.Qualification);
        db.Add(person);
        return Outcome<PartnerPerson>.Of(person.Id, new PartnerPersonAdded(person.Id, partner.Id));
    }
}

[EventOf("PartnerPerson", "ADDED", "The person began to work for the firm.")]
internal sealed record PartnerPersonAdded(Guid PartnerPerson, Guid Partner) : IEvent
{
    public Guid Subject => PartnerPerson;
}
