using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Imports;

namespace PropertyGraph.Organization;

/// <summary>A row of <c>appointments.csv</c>: who holds a role now.</summary>
internal sealed record AppointmentRow(string DepartmentCode, string RoleCode, string StaffNumber);

internal static class ImportAppointments
{
    public static async Task Import(ImportBatch<AppointmentRow> batch, OrganizationDb db, TimeProvider time, CancellationToken cancel)
    {
        var codes = batch.Rows.Select(row => row.Value.DepartmentCode).Distinct().ToList();
        var departments = await db.Departments.Where(d => codes.Contains(d.Code)).ToDictionaryAsync(d => d.Code, d => d.Id, cancel);
        var roles = await db.CustomerServiceRoles.Where(r => r.IsActive).ToDictionaryAsync(r => r.Code, r => r.Id, cancel);
        var numbers = batch.Rows.Select(row => row.Value.StaffNumber).Distinct().ToList();
        var staff = await db.Staff.Where(s => numbers.Contains(s.Number)).ToDictionaryAsync(s => s.Number, cancel);
        var keys = departments.Values.ToList();
        var held = await db.Appointments.Where(a => keys.Contains(a.DepartmentId) && a.To == null).ToDictionaryAsync(a => (a.DepartmentId, a.RoleId), cancel);
        var lines = new Dictionary<(string, string), int>();
        var now = time.GetUtcNow();
        foreach (var row in batch.Rows)
        {
            var (departmentCode, roleCode, number) = row.Value;
            if (!departments.TryGetValue(departmentCode, out var department)) { batch.Reject(row, "department_code", $"There is no department {departmentCode}."); continue; }
            if (!roles.TryGetValue(roleCode, out var role)) { batch.Reject(row, "role_code", $"There is no role {roleCode}."); continue; }
            if (!staff.TryGetValue(number, out var person) || !person.Active || person.DepartmentId != department || person.Position == Position.Surveyor)
            {
                batch.Reject(row, "staff_number", $"{number} is no active member of {departmentCode}'s staff who may have it; surveyors may not.");
                continue;
            }
            if (!lines.TryAdd((departmentCode, roleCode), row.Line)) { batch.Reject(row, "role_code", $"{roleCode} of {departmentCode} is on line {lines[(departmentCode, roleCode)]} already."); continue; }
            var before = held.GetValueOrDefault((department, role));
            if (before?.StaffId == person.Id) continue;
            before?.EndAt(now, AppointmentEnd.Replaced);
            db.Add(new Appointment(role, department, person.Id, null, now));
        }
        await db.SaveChangesAsync(cancel);
    }
}
