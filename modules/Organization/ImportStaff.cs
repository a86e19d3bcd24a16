using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Faults;
using PropertyGraph.Imports;

namespace PropertyGraph.Organization;

/// <summary>A row of <c>staff.csv</c>.</summary>
internal sealed record StaffRow(
    string Number, string Name, Position Position, string DepartmentCode, DateOnly HiredOn, string? Email = null, DateOnly? LeftOn = null, string? Title = null);

internal static class ImportStaff
{
    public static async Task Import(ImportBatch<StaffRow> batch, OrganizationDb db, IReadOnlyList<IOpenWork> modules, IRaisedEvents events, TimeProvider time, CancellationToken cancel)
    {
        var numbers = batch.Rows.Select(row => row.Value.Number).ToList();
        var known = await db.Staff.Where(s => numbers.Contains(s.Number)).ToDictionaryAsync(s => s.Number, cancel);
        var codes = batch.Rows.Select(row => row.Value.DepartmentCode).Distinct().ToList();
        var departments = await db.Departments.Where(d => codes.Contains(d.Code)).ToDictionaryAsync(d => d.Code, d => d.Id, cancel);
        var lines = new Dictionary<string, int>();
        var now = time.GetUtcNow();
        foreach (var row in batch.Rows)
        {
            var value = row.Value;
            var checks = Staff.Check(value.Number, value.Name, value.Email, value.Title)
                .Rule(departments.ContainsKey(value.DepartmentCode), $"There is no department {value.DepartmentCode}.", "departmentCode")
                .Rule(value.LeftOn is null || value.LeftOn >= value.HiredOn, "The last day is before the first.", "leftOn");
            if (batch.Rejects(row, checks)) continue;
            if (!lines.TryAdd(value.Number, row.Line)) { batch.Reject(row, "number", $"{value.Number} is on line {lines[value.Number]} already."); continue; }

            var department = departments[value.DepartmentCode];
            var staff = known.GetValueOrDefault(value.Number);
            var goes = staff is { Active: true } && (value.LeftOn < Days.Of(now) || department != staff.DepartmentId || value.Position != staff.Position);
            if (goes && await ReleasesAsync(staff!, value, department, modules, events, db, now, cancel) is { } fault)
            {
                batch.Reject(row, value.LeftOn is null ? department == staff!.DepartmentId ? "position" : "department_code" : "left_on", fault.Message);
                continue;
            }
            if (staff is null) db.Add(staff = new Staff(value.Number, value.Name, value.Position, department, value.Email, value.HiredOn, Days.Of(now)));
            staff.Correct(value.Name, value.Email, value.HiredOn, value.Title);
            staff.Transfer(department, value.Position);
            Place(staff, value.LeftOn, db, Days.Of(now));
            // Whoever goes next must not hand over to somebody who has gone.
            if (goes) await db.SaveChangesAsync(cancel);
        }
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Hands over what somebody leaves behind in the company, the department or the position.</summary>
    private static async Task<Fault?> ReleasesAsync(Staff staff, StaffRow row, Guid department, IReadOnlyList<IOpenWork> modules, IRaisedEvents events, OrganizationDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var hasLeft = row.LeftOn < Days.Of(now);
        if ((hasLeft || row.Position != Position.Administrator) && await LastAdministrator.IsAsync(staff, db, cancel)) return LastAdministrator.Kept("position");
        var leaves = hasLeft || (row.Position == Position.Surveyor && staff.Position != Position.Surveyor);
        if (!leaves && department == staff.DepartmentId) return null;
        if (await Successor.TakesOverAsync(staff, leaves ? WorkOf.All : WorkOf.Of(staff.DepartmentId, false), modules, db, cancel) is { } fault) return fault;
        foreach (var e in await Appointments.ReleaseAsync(staff.Id, leaves ? AppointmentEnd.Left : AppointmentEnd.Moved, db, now, cancel)) events.Add(e);
        if (hasLeft) events.Add(new StaffDeactivated(staff.Id));
        return null;
    }

    /// <summary>Before the first day, at work, on the way out, or gone.</summary>
    private static void Place(Staff staff, DateOnly? leftOn, OrganizationDb db, DateOnly today)
    {
        if (leftOn < today)
        {
            staff.Leave(leftOn.Value);
            db.Unschedule(LastDay.Timer, staff.Id);
            return;
        }
        if (staff.HiredOn <= today) staff.Begin();
        else if (!staff.Active)
        {
            staff.Expect();
            db.Schedule(FirstDay.Timer, staff.Id, Days.Start(staff.HiredOn));
        }
        if (leftOn is { } last)
        {
            staff.PlanToLeave(last);
            db.Schedule(LastDay.Timer, staff.Id, Days.End(last));
        }
    }
}
