using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

[Describes("Which firm works for the company again.")]
internal sealed record ReinstatePartner([Describes("Which firm."), IdOf("Partner")] Guid Partner)
{
    [Allow(Position.Manager, Position.Director, Position.Administrator)]
    [Describes("Takes up the work with a firm again: it and its active people can sign in as before.")]
    public static async Task<Outcome<Partner>> Handle(ReinstatePartner input, OrganizationDb db, CancellationToken cancel)
    {
        var partner = await db.FindVisibleAsync<Partner>(input.Partner, cancel);
        if (partner is null) return new NotFound("There is no such partner.", ["partner"]);
        if (partner.Active) return new Conflict("This firm is active.", ["partner"]);
        partner.Work(true);
        return Outcome<Partner>.Of(partner.Id, new PartnerRegistered(partner.Id));
    }
}
