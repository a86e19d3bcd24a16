using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

/// <summary>What charges are for: configuration of the company.</summary>
internal sealed class ChargeKind
{
    private ChargeKind() { }

    public ChargeKind(string code, string name, string? nameZh, bool isActive = true) => (Code, Name, NameZh, IsActive) = (code, name.Trim(), nameZh?.Trim(), isActive);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string? NameZh { get; private set; }
    public bool IsActive { get; private set; }

    public void Correct(string name, string? nameZh, bool isActive) => (Name, NameZh, IsActive) = (name.Trim(), nameZh?.Trim(), isActive);

    internal static void Describe(EntityBuilder<ChargeKind> kind)
    {
        kind.Is("What charges are for, such as management fee or parking.", "chargeKind", "chargeKinds")
            .Lookup(k => k.Code)
            .OrderedBy(k => k.Code);
        kind.Field(k => k.Code, "Name that files use, such as MANAGEMENT.");
        kind.Field(k => k.Name, "Name in English.");
        kind.Field(k => k.NameZh, "Name in simplified Chinese; null where there is none.");
        kind.Field(k => k.IsActive, "Whether charges of this kind can be recorded.");
        kind.VisibleTo(Audience.Staff, Audience.Customer);
    }
}
