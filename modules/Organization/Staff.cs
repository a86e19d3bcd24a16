using PropertyGraph.Access;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

internal sealed class Staff
{
    private Staff() { }

    public Staff(string number, string name, Position position, Guid departmentId, string? email, DateOnly hiredOn, DateOnly today, string? title = null) =>
        (Number, Name, Position, DepartmentId, Email, HiredOn, Active, Title) = (number.Trim(), name.Trim(), position, departmentId, email?.Trim(), hiredOn, hiredOn <= today, title?.Trim());

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string Number { get; private set; } = "";
    public string Name { get; private set; } = "";
    public Position Position { get; private set; }
    public Guid DepartmentId { get; private set; }
    public Department? Department { get; private set; }
    public string? Title { get; private set; }
    public string? Email { get; private set; }
    public DateOnly HiredOn { get; private set; }
    public DateOnly? LeavesOn { get; private set; }
    public DateOnly? LeftOn { get; private set; }
    public bool Active { get; private set; }
    /// <summary>Since when somebody should have left whose work nobody takes over.</summary>
    public DateTimeOffset? StuckSince { get; private set; }

    /// <summary>Hired, but for a day that has not come.</summary>
    public bool IsToCome => !Active && LeftOn is null;

    public static InputChecks Check(string number, string name, string? email, string? title) => new InputChecks()
        .Text("number", number, 40)
        .Text("name", name, 200)
        .OptionalText("title", title, 100)
        .OptionalText("email", email, 254)
        .Rule(email is null || System.Net.Mail.MailAddress.TryCreate(email.Trim(), out _), "Give an e-mail address such as li.wei@example.com.", "email");

    public void Correct(string name, string? email, DateOnly hiredOn, string? title) => (Name, Email, HiredOn, Title) = (name.Trim(), email?.Trim(), hiredOn, title?.Trim());

    public void Transfer(Guid departmentId, Position position) => (DepartmentId, Position) = (departmentId, position);

    public void Call(string? title) => Title = title?.Trim();

    /// <summary>The first day of work has come, or somebody who left is back.</summary>
    public void Begin() => (Active, LeftOn) = (true, null);

    /// <summary>The first day is to come, of somebody new or who left before.</summary>
    public void Expect() => (Active, LeftOn) = (false, null);

    public void PlanToLeave(DateOnly? on) => (LeavesOn, StuckSince) = (on, null);

    public void Stuck(DateTimeOffset since) => StuckSince ??= since;

    public void Leave(DateOnly on) => (Active, LeftOn, LeavesOn, StuckSince) = (false, on, null, null);

    internal static void Describe(EntityBuilder<Staff> staff)
    {
        staff.Is("Somebody employed by the management company.", "staffMember", "staff")
            .Lookup(s => s.Number)
            .OrderedBy(s => s.Number);
        staff.Field(s => s.Number, "Staff number that people and files use.").OnlyFor(Audience.Staff).Searchable();
        staff.Field(s => s.Name, "Full name.").Personal().Searchable();
        staff.Field(s => s.Position, "What the person is employed as; decides which mutations are allowed.");
        staff.Field(s => s.Title, "What the person is called at work, such as Shift supervisor; null where the position says it.");
        staff.Field(s => s.Active, "Whether the person works here now: neither before the first day nor after the last.").OnlyFor(Audience.Staff);
        staff.Field(s => s.Email, "E-mail address at work.").OnlyFor(Audience.Staff).Personal();
        staff.Field(s => s.HiredOn, "First day of work.").OnlyFor(Audience.Staff);
        staff.Field(s => s.LeftOn, "Last day of work; null while employed.").OnlyFor(Audience.Staff);
        staff.Field("leavesOn", (s, actor) => actor.Role == "MANAGER" || actor.Role == "DIRECTOR" || actor.Role == "ADMINISTRATOR" || actor.Role == "SYSTEM" ? s.LeavesOn : null,
            "Last day of work as planned, for managers, directors and administrators; null where none is planned, and for everybody else.").OnlyFor(Audience.Staff);
        staff.Field(s => s.StuckSince, "Since when the person should have left, but nobody can take over the work; null for everybody else.").OnlyFor(Audience.Staff);
        staff.One("department", "Department", s => s.DepartmentId, "Where the person works.");
        staff.Many<Appointment>("appointments", a => a.StaffId, "Customer-service roles that the person holds and held, latest first.").OnlyFor(Audience.Staff);
        staff.VisibleTo(Audience.Staff, Audience.Customer);
    }
}
