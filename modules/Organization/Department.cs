using PropertyGraph.Access;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

internal sealed class Department
{
    private Department() { }

    public Department(string code, string name, string? nameZh, DepartmentKind kind, Guid? parentId)
    {
        (Code, ParentId) = (code.Trim(), parentId);
        Correct(name, nameZh, kind);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string? NameZh { get; private set; }
    public DepartmentKind Kind { get; private set; }
    public Guid? ParentId { get; private set; }
    public Department? Parent { get; private set; }
    public List<Department> Children { get; private set; } = [];
    public List<Staff> Staff { get; private set; } = [];
    public List<Appointment> Appointments { get; private set; } = [];

    public static InputChecks Check(string code, string name, string? nameZh) => new InputChecks()
        .Text("code", code, 40)
        .Rule(!code.Any(char.IsWhiteSpace), "Write the code without blanks, such as ENGINEERING.", "code")
        .Text("name", name, 200)
        .OptionalText("nameZh", nameZh, 200);

    public void Correct(string name, string? nameZh, DepartmentKind kind) => (Name, NameZh, Kind) = (name.Trim(), string.IsNullOrWhiteSpace(nameZh) ? null : nameZh.Trim(), kind);

    public void PlaceUnder(Guid? parentId) => ParentId = parentId;

    internal static void Describe(EntityBuilder<Department> department)
    {
        department.Is("A unit of the management company: the customer service centre or one of the groups around it.", "department", "departments")
            .Lookup(d => d.Code)
            .OrderedBy(d => d.Code);
        department.Field(d => d.Code, "Short name that people and files use, such as ENGINEERING.").Searchable();
        department.Field(d => d.Name, "Name as customers read it.").Searchable();
        department.Field(d => d.NameZh, "Name in simplified Chinese, for customers whose language it is; null where they read the other one.").Searchable();
        department.Field(d => d.Kind, "What the department does.");
        department.One("parent", "Department", d => d.ParentId, "Department that it reports to; null at the top.");
        department.One("customerServiceLead", "Staff", d => d.Appointments.Where(a => a.To == null).OrderBy(a => a.Role!.Rank).ThenBy(a => a.Role!.Code).Select(a => (Guid?)a.StaffId).FirstOrDefault(),
            "The member of staff through whom the service centre works with this department: who holds the highest customer-service role that is held; null while none is.");
        department.Many<Department>("children", d => d.ParentId, "Departments that report to it.");
        department.Many<Staff>("staff", s => s.DepartmentId, "Who works in it, present and former.");
        department.Many<Appointment>("appointments", a => a.DepartmentId, "Who holds and held its customer-service roles, latest first.");
        department.Many<MissingRole>("missingRoles", m => m.DepartmentId, "Customer-service roles that it should have, and nobody holds.");
        department.VisibleTo(Audience.Staff, Audience.Customer, Audience.Partner);
    }
}

[Describes("What a department does.")]
internal enum DepartmentKind
{
    [Describes("Customer service centre: all work for customers starts and ends here.")]
    ServiceCentre,
    [Describes("Buildings, lifts, water, power and repairs.")]
    Engineering,
    [Describes("Cleaning, greenery and waste.")]
    Environment,
    [Describes("Fees, contracts and personnel.")]
    Administration,
    [Describes("Guards, gates, parking and fire safety.")]
    Security,
    [Describes("Anything else.")]
    Other,
}
