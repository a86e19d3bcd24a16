using PropertyGraph.Access;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

internal sealed class Partner
{
    private Partner() { }

    public Partner(string code, string name, string trade, string? phone) =>
        (Code, Name, Trade, Phone) = (code.Trim(), name.Trim(), trade.Trim(), phone?.Trim());

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string Trade { get; private set; } = "";
    public string? Phone { get; private set; }
    public bool Active { get; private set; } = true;

    public static InputChecks Check(string code, string name, string trade, string? phone) => new InputChecks()
        .Text("code", code, 40)
        .Text("name", name, 200)
        .Text("trade", trade, 100)
        .OptionalText("phone", phone, 40);

    public void Correct(string name, string trade, string? phone) => (Name, Trade, Phone) = (name.Trim(), trade.Trim(), phone?.Trim());

    public void Work(bool active) => Active = active;

    internal static void Describe(EntityBuilder<Partner> partner)
    {
        partner.Is("A firm that works for the management company, such as a lift contractor.", "partner", "partners")
            .Lookup(p => p.Code)
            .OrderedBy(p => p.Code);
        partner.Field(p => p.Code, "Short name that people and files use.").Searchable();
        partner.Field(p => p.Name, "Name of the firm.").Searchable();
        partner.Field(p => p.Trade, "What the firm does, such as lifts or plumbing.");
        partner.Field(p => p.Phone, "Telephone for orders and emergencies; null where none is known.");
        partner.Field(p => p.Active, "Whether the firm works for the company now and may sign in.");
        partner.Many<PartnerPerson>("people", p => p.PartnerId, "Who works for the firm, at present and before.");
        partner.VisibleTo(Audience.Staff);
        partner.VisibleTo(Audience.Partner, (p, actor) => p.Id == actor.PartnerId);
    }
}
