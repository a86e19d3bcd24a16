using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

[Describes("What is right of a firm that works for the company.")]
internal sealed record CorrectPartner(
    [Describes("Which firm."), IdOf("Partner")] Guid Partner,
    [Describes("Name of the firm.")] string Name,
    [Describes("What the firm does, such as lifts or plumbing.")] string Trade,
    [Describes("Telephone for orders and emergencies; taken away where it is left out.")] string? Phone = null)
{
    [Allow(Position.Manager, Position.Director, Position.Administrator)]
    [Describes("Corrects what is known of a firm. Its code stays.")]
    public static async Task<Outcome<Partner>> Handle(CorrectPartner input, OrganizationDb db, CancellationToken cancel)
    {
        var partner = await db.FindVisibleAsync<Partner>(input.Partner, cancel);
        if (partner is null) return new NotFound("There is no such partner.", ["partner"]);
        var checks = Organization.Partner.Check(partner.Code, input.Name, input.Trade, input.Phone);
        if (checks.Failed) return Outcome<Partner>.Failed(checks.Faults);
        partner.Correct(input.Name, input.Trade, input.Phone);
        return Outcome<Partner>.Of(partner.Id, new PartnerCorrected(partner.Id));
    }
}

[EventOf("Partner", "CORRECTED", "What is known of the firm was corrected.")]
internal sealed record PartnerCorrected(Guid Partner) : IEvent
{
    public Guid Subject => Partner;
}
