using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

[Describes("Who is to be hired.")]
internal sealed record HireStaff(
    [Describes("Staff number, not used before.")] string Number,
    [Describes("Full name.")] string Name,
    [Describes("What the person is employed as.")] Position Position,
    [Describes("Where the person will work."), IdOf("Department")] Guid Department,
    [Describes("E-mail address at work.")] string? Email = null,
    [Describes("First day of work; today (UTC) where it is left out. Before it the person can neither sign in nor be given work.")] DateOnly? HiredOn = null,
    [Describes("What the person is called at work, such as Shift supervisor.")] string? Title = null)
{
    [Allow(Position.Administrator, IsFixed = true)]
    [Describes("Takes somebody into the company's service.")]
    public static async Task<Outcome<Staff>> Handle(HireStaff input, OrganizationDb db, TimeProvider time, CancellationToken cancel)
    {
        var checks = Organization.Staff.Check(input.Number, input.Name, input.Email, input.Title);
        var department = await db.FindVisibleAsync<Department>(input.Department, cancel);
        if (department is null) checks.Add(new NotFound("There is no such department; query departments for those that exist.", ["department"]));
        if (checks.Failed) return Outcome<Staff>.Failed(checks.Faults);

        var number = input.Number.Trim();
        if (await db.Staff.AnyAsync(s => s.Number == number, cancel))
            return new Conflict("This number is taken; choose another, or use reinstateStaff for somebody who comes back.", ["number"]);

        var today = Days.Of(time.GetUtcNow());
        var staff = new Staff(number, input.Name, input.Position, input.Department, input.Email, input.HiredOn ?? today, today, input.Title);
        db.Add(staff);
        if (staff.Active) return Outcome<Staff>.Of(staff.Id, new StaffHired(staff.Id, staff.DepartmentId, staff.Position));
        db.Schedule(FirstDay.Timer, staff.Id, Days.Start(staff.HiredOn));
        return Outcome<Staff>.Of(staff.Id, new StaffExpected(staff.Id, staff.DepartmentId, staff.Position, staff.HiredOn));
    }
}

[EventOf("Staff", "EXPECTED", "Somebody will join the company on a day to come.")]
internal sealed record StaffExpected(Guid Staff, Guid Department, Position Position, DateOnly On) : IEvent
{
    public Guid Subject => Staff;
}

/// <summary>The first day of somebody who was hired ahead of it.</summary>
internal static class FirstDay
{
    public const string Timer = "first-day";

    public static async Task<Reaction> Handle(TimerFired timer, OrganizationDb db, TimeProvider time, CancellationToken cancel)
    {
        // Somebody may have thought better of it, or corrected the day.
        if (await db.Staff.FindAsync([timer.Key], cancel) is not { IsToCome: true } staff) return Reaction.None;
        if (staff.HiredOn > Days.Of(time.GetUtcNow()))
        {
            db.Schedule(Timer, staff.Id, Days.Start(staff.HiredOn));
            return Reaction.None;
        }
        staff.Begin();
        return Reaction.Of([new StaffHired(staff.Id, staff.DepartmentId, staff.Position)]);
    }
}
