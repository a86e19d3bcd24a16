using PropertyGraph.Access;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

internal sealed class Staff
{
    private Staff() { }

    public Staff(string number, string name, Position position, Guid departmentId, string? email, DateOnly hiredOn) =>
        (Number, Name, Position, DepartmentId, Email, HiredOn) = (number.Trim(), name.Trim(), position, departmentId, email?.Trim(), hiredOn);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string Number { get; private set; } = "";
    public string Name { get; private set; } = "";
    public Position Position { get; private set; }
    public Guid DepartmentId { get; private set; }
    public Department? Department { get; private set; }
    public string? Email { get; private set; }
    public DateOnly HiredOn { get; private set; }
    public DateOnly? LeftOn { get; private set; }
    public bool Active { get; private set; } = true;

    public static InputChecks Check(string number, string name, string? email) => new InputChecks()
        .Text("number", number, 40)
        .Text("name", name, 200)
        .OptionalText("email", email, 254)
        .Rule(email is null || System.Net.Mail.MailAddress.TryCreate(email.Trim(), out _), "Give an e-mail address such as li.wei@example.com.", "email");

    public void Correct(string name, string? email, DateOnly hiredOn) => (Name, Email, HiredOn) = (name.Trim(), email?.Trim(), hiredOn);

    public void Transfer(Guid departmentId, Position position) => (DepartmentId, Position) = (departmentId, position);

    public void Leave(DateOnly on) => (Active, LeftOn) = (false, on);

    public void Return() => (Active, LeftOn) = (true, null);

    internal static void Describe(EntityBuilder<Staff> staff)
    {
        staff.Is("Somebody employed by the management company.", "staffMember", "staff")
            .Lookup(s => s.Number)
            .OrderedBy(s => s.Number);
        staff.Field(s => s.Number, "Staff number that people and files use.").OnlyFor(Audience.Staff).Searchable();
        staff.Field(s => s.Name, "Full name.").Personal().Searchable();
        staff.Field(s => s.Position, "What the person is employed as; decides which mutations are allowed.");
        staff.Field(s => s.Active, "Whether the person works here now.").OnlyFor(Audience.Staff);
        staff.Field(s => s.Email, "E-mail address at work.").OnlyFor(Audience.Staff).Personal();
        staff.Field(s => s.HiredOn, "First day of work.").OnlyFor(Audience.Staff);
        staff.Field(s => s.LeftOn, "Last day of work; null while employed.").OnlyFor(Audience.Staff);
        staff.One("department", "Department", s => s.DepartmentId, "Where the person works.");
        staff.VisibleTo(Audience.Staff, Audience.Customer);
    }
}
