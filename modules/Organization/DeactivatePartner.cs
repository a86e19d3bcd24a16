using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

[Describes("Which firm no longer works for the company.")]
internal sealed record DeactivatePartner([Describes("Which firm."), IdOf("Partner")] Guid Partner)
{
    [Allow(Position.Manager, Position.Director, Position.Administrator)]
    [Describes("Ends the work with a firm: it can no longer sign in, and stays known for what it did.")]
    public static async Task<Outcome<Partner>> Handle(DeactivatePartner input, OrganizationDb db, CancellationToken cancel)
    {
        var partner = await db.FindVisibleAsync<Partner>(input.Partner, cancel);
        if (partner is null) return new NotFound("There is no such partner.", ["partner"]);
        if (!partner.Active) return new Conflict("This firm is inactive already.", ["partner"]);
        partner.Work(false);
        return Outcome<Partner>.Of(partner.Id, new PartnerDeactivated(partner.Id));
    }
}

[EventOf("Partner", "DEACTIVATED", "The firm stopped working for the company.")]
internal sealed record PartnerDeactivated(Guid Partner) : IEvent
{
    public Guid Subject => Partner;
}
