using PropertyGraph.Access;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

internal sealed class Property
{
    private Property() { }

    public Property(string code, string name, string address, string? city, DateOnly? managedSince) =>
        Correct(code, name, address, city, managedSince);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string Address { get; private set; } = "";
    public string? City { get; private set; }
    public DateOnly? ManagedSince { get; private set; }
    public List<Building> Buildings { get; private set; } = [];
    public List<Unit> Units { get; private set; } = [];

    public static InputChecks Check(string code, string name, string address, string? city) => new InputChecks()
        .Text("code", code, 40)
        .Text("name", name, 200)
        .Text("address", address, 500)
        .OptionalText("city", city, 100);

    public void Correct(string code, string name, string address, string? city, DateOnly? managedSince) =>
        (Code, Name, Address, City, ManagedSince) = (code.Trim(), name.Trim(), address.Trim(), city?.Trim(), managedSince);

    internal static void Describe(EntityBuilder<Property> property)
    {
        property.Is("An estate, compound or site that the company manages.", "property", "properties")
            .Lookup(p => p.Code)
            .OrderedBy(p => p.Code);
        property.Field(p => p.Code, "Short name that people and files use.").Searchable();
        property.Field(p => p.Name, "Name of the estate.").Searchable();
        property.Field(p => p.Address, "Street address.").Searchable();
        property.Field(p => p.City, "City; null where the address says it.");
        property.Field(p => p.ManagedSince, "First day under the company's management; null where unknown.").OnlyFor(Audience.Staff, Audience.Customer);
        property.Many<Building>("buildings", b => b.PropertyId, "Its buildings.");
        property.Many<Unit>("units", u => u.PropertyId, "Units of all its buildings.");
        // Names of estates are on their gates; whoever fills in the web form has to choose one.
        property.VisibleTo(Audience.Staff, Audience.Customer, Audience.Partner, Audience.Anonymous);
    }
}
