using Microsoft.EntityFrameworkCore;
using PropertyGraph.Imports;

namespace PropertyGraph.Organization;

/// <summary>A row of <c>departments.csv</c>.</summary>
internal sealed record DepartmentRow(string Code, string Name, DepartmentKind Kind, string? ParentCode = null, string? NameZh = null);

internal static class ImportDepartments
{
    public static async Task Import(ImportBatch<DepartmentRow> batch, OrganizationDb db, CancellationToken cancel)
    {
        var codes = batch.Rows.SelectMany(row => new[] { row.Value.Code, row.Value.ParentCode ?? row.Value.Code }).Distinct().ToList();
        var known = await db.Departments.Where(d => codes.Contains(d.Code)).ToDictionaryAsync(d => d.Code, cancel);
        var lines = new Dictionary<string, int>();
        foreach (var row in batch.Rows)
        {
            var (code, name, kind, parentCode, nameZh) = row.Value;
            if (batch.Rejects(row, Department.Check(code, name, nameZh))) continue;
            if (!lines.TryAdd(code, row.Line)) { batch.Reject(row, "code", $"{code} is on line {lines[code]} already."); continue; }
            if (parentCode == code) { batch.Reject(row, "parent_code", "A department can't report to itself."); continue; }
            if (parentCode is not null && !known.ContainsKey(parentCode))
            {
                batch.Reject(row, "parent_code", $"There is no department {parentCode}; list it on an earlier line.");
                continue;
            }
            var parent = parentCode is null ? null : known[parentCode];
            if (known.TryGetValue(code, out var department))
            {
                if (await db.IsUnderAsync(parent, department.Id, cancel)) { batch.Reject(row, "parent_code", $"{parentCode} itself reports to {code}."); continue; }
                department.Correct(name, nameZh, kind);
                department.PlaceUnder(parent?.Id);
            }
            else db.Add(known[code] = new Department(code, name, nameZh, kind, parent?.Id));
        }
        await db.SaveChangesAsync(cancel);
    }
}
