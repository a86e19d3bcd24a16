using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

[Describes("A firm that will work for the company.")]
internal sealed record RegisterPartner(
    [Describes("Short name, not used before.")] string Code,
    [Describes("Name of the firm.")] string Name,
    [Describes("What the firm does, such as lifts or plumbing.")] string Trade,
    [Describes("Telephone for orders and emergencies.")] string? Phone = null)
{
    [Allow(Position.Manager, Position.Director, Position.Administrator)]
    [Describes("Registers a firm that works for the company.")]
    public static async Task<Outcome<Partner>> Handle(RegisterPartner input, OrganizationDb db, CancellationToken cancel)
    {
        var checks = Partner.Check(input.Code, input.Name, input.Trade, input.Phone);
        if (checks.Failed) return Outcome<Partner>.Failed(checks.Faults);
        if (await db.Partners.AnyAsync(p => p.Code == input.Code.Trim(), cancel))
            return new Conflict("This code is taken; choose another.", ["code"]);

        var partner = new Partner(input.Code, input.Name, input.Trade, input.Phone);
        db.Add(partner);
        return Outcome<Partner>.Of(partner.Id, new PartnerRegistered(partner.Id));
    }
}

[EventOf("Partner", "REGISTERED", "The firm began to work for the company, or does so again.")]
internal sealed record PartnerRegistered(Guid Partner) : IEvent
{
    public Guid Subject => Partner;
}
