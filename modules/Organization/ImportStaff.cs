using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Imports;

namespace PropertyGraph.Organization;

/// <summary>A row of <c>staff.csv</c>.</summary>
internal sealed record StaffRow(
    string Number, string Name, Position Position, string DepartmentCode, DateOnly HiredOn, string? Email = null, DateOnly? LeftOn = null);

internal static class ImportStaff
{
    public static async Task Import(ImportBatch<StaffRow> batch, OrganizationDb db, CancellationToken cancel)
    {
        var numbers = batch.Rows.Select(row => row.Value.Number).ToList();
        var known = await db.Staff.Where(s => numbers.Contains(s.Number)).ToDictionaryAsync(s => s.Number, cancel);
        var codes = batch.Rows.Select(row => row.Value.DepartmentCode).Distinct().ToList();
        var departments = await db.Departments.Where(d => codes.Contains(d.Code)).ToDictionaryAsync(d => d.Code, d => d.Id, cancel);
        var lines = new Dictionary<string, int>();
        foreach (var row in batch.Rows)
        {
            var value = row.Value;
            var checks = Staff.Check(value.Number, value.Name, value.Email)
                .Rule(departments.ContainsKey(value.DepartmentCode), $"There is no department {value.DepartmentCode}.", "departmentCode")
                .Rule(value.LeftOn is null || value.LeftOn >= value.HiredOn, "The last day is before the first.", "leftOn");
            if (batch.Rejects(row, checks)) continue;
            if (!lines.TryAdd(value.Number, row.Line)) { batch.Reject(row, "number", $"{value.Number} is on line {lines[value.Number]} already."); continue; }

            var department = departments[value.DepartmentCode];
            if (known.TryGetValue(value.Number, out var staff))
            {
                if (staff.DepartmentId != department || value.LeftOn is not null) await CustomerServiceLeads.ReleaseAsync(staff.Id, db, cancel);
                staff.Correct(value.Name, value.Email, value.HiredOn);
                staff.Transfer(department, value.Position);
            }
            else db.Add(staff = new Staff(value.Number, value.Name, value.Position, department, value.Email, value.HiredOn));
            if (value.LeftOn is { } leftOn) staff.Leave(leftOn);
            else staff.Return();
        }
        await db.SaveChangesAsync(cancel);
    }
}
