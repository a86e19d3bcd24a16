using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

[Describes("What is right of somebody who works for a partner: all of it, what is left out is taken away.")]
internal sealed record CorrectPartnerPerson(
    [Describes("Who."), IdOf("PartnerPerson")] Guid PartnerPerson,
    [Describes("Full name, which no other person of the firm has.")] string Name,
    [Describes("Telephone.")] string? Phone = null,
    [Describes("E-mail address.")] string? Email = null,
    [Describes("Trade and qualification, in at most 500 characters.")] string? Qualification = null)
{
    [Allow(Position.Manager, Position.Director, Position.Administrator), AllowAudience(Audience.Partner)]
    [Describes("Corrects what is known of somebody who works for a partner. A firm may correct its own people.")]
    public static async Task<Outcome<PartnerPerson>> Handle(CorrectPartnerPerson input, OrganizationDb db, CancellationToken cancel)
    {
        var checks = Organization.PartnerPerson.Check(input.Name, input.Phone, input.Email, input.Qualification);
        var person = await db.FindVisibleAsync<PartnerPerson>(input.PartnerPerson, cancel);
        if (person is null) checks.Add(new NotFound("There is no such person.", ["partnerPerson"]));
        if (checks.Failed) return Outcome<PartnerPerson>.Failed(checks.Faults);
        if (await db.PartnerPeople.AnyAsync(p => p.Id != person!.Id && p.PartnerId == person.PartnerId && p.ErasedAt == null && p.Name == input.Name.Trim(), cancel))
            return new Conflict("The firm has another person of this name; add something that tells them apart.", ["name"]);
        person!.Correct(input.Name, input.Phone, input.Email, input.Qualification);
        return Outcome<PartnerPerson>.Of(person.Id, new PartnerPersonCorrected(person.Id, person.PartnerId));
    }
}

[EventOf("PartnerPerson", "CORRECTED", "What is known of the person was corrected.")]
internal sealed record PartnerPersonCorrected(Guid PartnerPerson, Guid Partner) : IEvent
{
    public Guid Subject => PartnerPerson;
}
