using Microsoft.EntityFrameworkCore;
using PropertyGraph.Imports;

namespace PropertyGraph.Complaints;

/// <summary>A row of <c>causes.csv</c>. A parent stands on an earlier line or is known already.</summary>
internal sealed record CauseRow(string Code, string Name, string? NameZh = null, string? ParentCode = null);

internal static class ImportCauses
{
    public static async Task Import(ImportBatch<CauseRow> batch, ComplaintsDb db, CancellationToken cancel)
    {
        var known = await db.Causes.ToDictionaryAsync(c => c.Code, cancel);
        var all = known.Values.ToDictionary(c => c.Id);
        var lines = new Dictionary<string, int>();
        foreach (var row in batch.Rows)
        {
            var (code, name, nameZh, parentCode) = row.Value;
            var parent = parentCode is null ? null : known.GetValueOrDefault(parentCode);
            var checks = Cause.Check(code, name, nameZh)
                .Rule(parentCode is null || parent is not null, $"There is no cause {parentCode}; put it on an earlier line.", "parentCode");
            if (batch.Rejects(row, checks)) continue;
            if (lines.TryGetValue(code, out var line)) { batch.Reject(row, "code", $"{code} is on line {line} already."); continue; }

            var cause = known.GetValueOrDefault(code) ?? new Cause(code, name, nameZh);
            if (!cause.PlaceUnder(parent, all)) { batch.Reject(row, "parentCode", $"{parentCode} is {code} itself or stands under it."); continue; }
            cause.Rename(name, nameZh);
            lines.Add(code, row.Line);
            if (known.TryAdd(code, cause)) db.Add(all[cause.Id] = cause);
        }
        await db.SaveChangesAsync(cancel);
    }
}
