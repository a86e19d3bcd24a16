using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

[Describes("What is right of a member of staff.")]
internal sealed record CorrectStaff(
    [Describes("Who."), IdOf("Staff")] Guid Staff,
    [Describes("Full name.")] string Name,
    [Describes("E-mail address at work; taken away where it is left out.")] string? Email = null,
    [Describes("First day of work; unchanged where it is left out. It can't come to lie on the other side of today (UTC), nor after the last day.")] DateOnly? HiredOn = null)
{
    [Allow(Position.Administrator)]
    [Describes("Corrects what is known of a member of staff. Department, position and title are transferStaff's.")]
    public static async Task<Outcome<Staff>> Handle(CorrectStaff input, OrganizationDb db, TimeProvider time, CancellationToken cancel)
    {
        var staff = await db.FindVisibleAsync<Staff>(input.Staff, cancel);
        if (staff is null) return new NotFound("There is no such member of staff.", ["staff"]);
        var today = Days.Of(time.GetUtcNow());
        var hiredOn = input.HiredOn ?? staff.HiredOn;
        var checks = Organization.Staff.Check(staff.Number, input.Name, input.Email, staff.Title)
            .Rule(hiredOn == staff.HiredOn || (hiredOn > today) == staff.IsToCome, staff.IsToCome ? "The person has not begun: give a day to come." : "The person has begun: give a day that has come.", "hiredOn")
            .Rule((staff.LeftOn ?? staff.LeavesOn) is not { } last || hiredOn <= last, "The first day is after the last.", "hiredOn");
        if (checks.Failed) return Outcome<Staff>.Failed(checks.Faults);
        staff.Correct(input.Name, input.Email, hiredOn, staff.Title);
        if (staff.IsToCome) db.Schedule(FirstDay.Timer, staff.Id, Days.Start(hiredOn));
        return Outcome<Staff>.Of(staff.Id, new StaffCorrected(staff.Id));
    }
}

[EventOf("Staff", "CORRECTED", "What is known of the member of staff was corrected.")]
internal sealed record StaffCorrected(Guid Staff) : IEvent
{
    public Guid Subject => Staff;
}
