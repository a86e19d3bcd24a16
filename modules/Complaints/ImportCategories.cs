using Microsoft.EntityFrameworkCore;
using PropertyGraph.Commands;
using PropertyGraph.Imports;

namespace PropertyGraph.Complaints;

/// <summary>A row of <c>categories.csv</c>. A parent stands on an earlier line or is known already.</summary>
internal sealed record CategoryRow(
    string Code, string Name, string? NameZh = null, string? ParentCode = null, ComplaintSeverity? DefaultSeverity = null, string? DepartmentCode = null);

internal static class ImportCategories
{
    public static async Task Import(ImportBatch<CategoryRow> batch, ComplaintsDb db, IGraph graph, CancellationToken cancel)
    {
        // The whole tree: it is small, and a row may move under any other.
        var known = await db.Categories.ToDictionaryAsync(c => c.Code, cancel);
        var departments = await GraphKeys.ByAsync(graph, "departments", "Department", "code", batch.Rows.Select(r => r.Value.DepartmentCode), cancel);
        var lines = new Dictionary<string, int>();
        foreach (var row in batch.Rows)
        {
            var (code, name, nameZh, parentCode, severity, departmentCode) = row.Value;
            var parent = parentCode is null ? null : known.GetValueOrDefault(parentCode);
            Guid? department = departmentCode is not null && departments.TryGetValue(departmentCode, out var found) ? found : null;
            var category = known.GetValueOrDefault(code);
            var checks = Category.Check(code, name, nameZh)
                .Rule(parentCode is null || parent is not null, $"There is no category {parentCode}; put it on an earlier line.", "parentCode")
                .Rule(departmentCode is null || department is not null, $"There is no department {departmentCode}.", "departmentCode")
                .Rule(category is null || !category.IsAbove(parent, known.Values.ToDictionary(c => c.Id)), $"{parentCode} is {code} itself or stands under it.", "parentCode");
            if (batch.Rejects(row, checks)) continue;
            if (!lines.TryAdd(code, row.Line)) { batch.Reject(row, "code", $"{code} is on line {lines[code]} already."); continue; }

            if (category is null) db.Add(known[code] = category = new Category(code, name, nameZh));
            else category.Rename(name, nameZh);
            category.PlaceUnder(parent?.Id);
            category.Default(severity, department);
        }
        await db.SaveChangesAsync(cancel);
    }
}
