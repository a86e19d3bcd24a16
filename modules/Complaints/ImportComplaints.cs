using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Faults;
using PropertyGraph.Imports;
using PropertyGraph.Schema;

namespace PropertyGraph.Complaints;

/// <summary>A row of <c>complaints.csv</c>: a complaint and how far it had come. Times are UTC unless they carry an offset.</summary>
internal sealed record ComplaintRow(
    string Reference, string Title, string Description, ComplaintChannel Channel, DateTimeOffset FiledAt,
    ComplaintStatus Status = ComplaintStatus.Filed, ComplaintSeverity? Severity = null, string? CategoryCode = null, string? CustomerNumber = null,
    string? PropertyCode = null, string? BuildingCode = null, string? UnitCode = null,
    string? DepartmentCode = null, string? AccountableNumber = null, string? PartnerCode = null,
    DateTimeOffset? AcknowledgedAt = null, DateTimeOffset? ResolvedAt = null, DateTimeOffset? ClosedAt = null, string? Resolution = null);

/// <summary>
/// New complaints take the steps that their row tells of, through the lifecycle, so that they have a timeline like any other. One that is here already
/// keeps its state: only what was written about it is corrected.
/// </summary>
internal static class ImportComplaints
{
    public static async Task Import(ImportBatch<ComplaintRow> batch, ComplaintsDb db, IGraph graph, TimeProvider time, CancellationToken cancel)
    {
        db.IsHistory = true;
        var now = time.GetUtcNow();
        var references = batch.Rows.Select(row => row.Value.Reference).ToList();
        var known = await db.Complaints.Where(c => references.Contains(c.Reference)).ToDictionaryAsync(c => c.Reference, cancel);
        var names = await ImportedNames.LoadAsync(batch, db, graph, cancel);
        var rules = await TriageRules.LoadAsync(db, await ServiceCentre.FindAsync(graph, cancel), cancel);
        var lines = new Dictionary<string, int>();
        foreach (var row in batch.Rows)
        {
            var value = row.Value;
            var found = names.Find(value);
            if (batch.Rejects(row, Check(value, found, now))) continue;
            if (!lines.TryAdd(value.Reference, row.Line)) { batch.Reject(row, "reference", $"{value.Reference} is on line {lines[value.Reference]} already."); continue; }

            if (known.TryGetValue(value.Reference, out var complaint))
            {
                complaint.Correct(value.Title, value.Description);
                continue;
            }
            db.Add(complaint = Replay(value, found, rules, now));
            if (complaint.IsOpen) db.WatchDeadline(complaint, now);
        }
        await References.SkipAsync(db, lines.Keys, cancel);
        await db.SaveChangesAsync(cancel);
    }

    private static InputChecks Check(ComplaintRow row, ImportedKeys keys, DateTimeOffset now)
    {
        var checks = Complaint.Check(row.Title, row.Description).Text("reference", row.Reference, 40).OptionalText("resolution", row.Resolution, 4000);
        foreach (var (column, name) in keys.Missing) checks.Rule(false, $"There is no {name}.", column);
        var state = Names.Screaming(row.Status.ToString());
        var steps = ImportedSteps.Of(row.Status);
        var resolved = steps.Contains(ComplaintStep.Resolve);
        var ended = row.Status is ComplaintStatus.Closed or ComplaintStatus.Withdrawn or ComplaintStatus.Merged;
        return checks
            .Rule(row.Status != ComplaintStatus.Merged, "Give the state that it had before, and merge it here: a file does not say into which.", "status")
            .Rule(row.FiledAt <= now, "The time is in the future.", "filedAt")
            .Rule(steps.Contains(ComplaintStep.Acknowledge) is var acknowledged && (!acknowledged || row.AccountableNumber is not null),
                $"Name who answers for it: it is {state}.", "accountableNumber")
            .Rule(!acknowledged || row.AcknowledgedAt is not null, $"Give the time: it is {state}.", "acknowledgedAt")
            .Rule(acknowledged || row.AcknowledgedAt is null, $"Leave it empty: it is {state}.", "acknowledgedAt")
            .Rule(resolved == row.ResolvedAt is not null, resolved ? $"Give the time: it is {state}." : $"Leave it empty: it is {state}.", "resolvedAt")
            .Rule(ended == row.ClosedAt is not null, ended ? $"Give the time: it is {state}." : $"Leave it empty: it is {state}.", "closedAt")
            .Rule(InOrder(row.FiledAt, row.AcknowledgedAt), "The time is before the filing.", "acknowledgedAt")
            .Rule(InOrder(row.AcknowledgedAt ?? row.FiledAt, row.ResolvedAt), "The time is before the acknowledgement.", "resolvedAt")
            .Rule(InOrder(row.ResolvedAt ?? row.FiledAt, row.ClosedAt), "The time is before the one of the step before.", "closedAt")
            .Rule(InOrder(row.ClosedAt ?? row.ResolvedAt ?? row.AcknowledgedAt ?? row.FiledAt, now), "The time is in the future.", "closedAt");
    }

    private static bool InOrder(DateTimeOffset? earlier, DateTimeOffset? later) => later is null || earlier <= later;

    private static Complaint Replay(ComplaintRow row, ImportedKeys keys, TriageRules rules, DateTimeOffset now)
    {
        var filedAt = row.FiledAt.ToUniversalTime();
        var complaint = new Complaint(row.Reference, row.Title, row.Description, row.Channel, keys.Parties, filedAt);
        complaint.Triage(rules.For(keys.Category, row.Severity, filedAt, keys.Department), filedAt);
        complaint.Assign(complaint.DepartmentId, keys.Partner);
        complaint.Filed(Actor.System);
        foreach (var step in ImportedSteps.Of(row.Status))
        {
            var at = (ImportedSteps.TimeOf(step, row) ?? now).ToUniversalTime();
            if (complaint.Take(step, Actor.System, at, step == ComplaintStep.Resolve ? row.Resolution : null) is { } refused)
                throw new InvalidOperationException($"The steps to {row.Status} do not fit the lifecycle: {refused.Message}");
            if (step == ComplaintStep.Acknowledge) complaint.HandOver(keys.Accountable!.Value, null, at);
            if (step == ComplaintStep.Reopen) complaint.SetDeadline(rules.For(keys.Category, complaint.Severity, at), at);
            if (step is ComplaintStep.Close or ComplaintStep.Withdraw or ComplaintStep.Merge) complaint.EndResponsibility(at);
        }
        return complaint;
    }
}

/// <summary>The steps by which a complaint reaches a state, and when an imported row took them.</summary>
internal static class ImportedSteps
{
    public static IReadOnlyList<ComplaintStep> Of(ComplaintStatus status) => status switch
    {
        ComplaintStatus.Filed => [],
        ComplaintStatus.Acknowledged => [ComplaintStep.Acknowledge],
        ComplaintStatus.InProgress => [ComplaintStep.Acknowledge, ComplaintStep.Assign],
        ComplaintStatus.OnHold => [ComplaintStep.Acknowledge, ComplaintStep.Assign, ComplaintStep.Hold],
        ComplaintStatus.Resolved => [ComplaintStep.Acknowledge, ComplaintStep.Assign, ComplaintStep.Resolve],
        ComplaintStatus.Closed => [ComplaintStep.Acknowledge, ComplaintStep.Assign, ComplaintStep.Resolve, ComplaintStep.Close],
        ComplaintStatus.Reopened => [ComplaintStep.Acknowledge, ComplaintStep.Assign, ComplaintStep.Resolve, ComplaintStep.Reopen],
        ComplaintStatus.Withdrawn => [ComplaintStep.Withdraw],
        ComplaintStatus.Merged => [ComplaintStep.Merge],
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    /// <summary>Null where the file does not say: holds and reopenings then begin with the import.</summary>
    public static DateTimeOffset? TimeOf(ComplaintStep step, ComplaintRow row) => step switch
    {
        ComplaintStep.Acknowledge or ComplaintStep.Assign => row.AcknowledgedAt,
        ComplaintStep.Resolve => row.ResolvedAt,
        ComplaintStep.Close or ComplaintStep.Withdraw or ComplaintStep.Merge => row.ClosedAt,
        _ => null,
    };
}
