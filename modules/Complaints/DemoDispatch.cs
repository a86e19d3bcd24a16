using System.Globalization;
using Npgsql;
using PropertyGraph.Imports;

namespace PropertyGraph.Complaints;

/// <summary>
/// What the complaints of the last two months had people do: orders to groups and partners, what was done at once about grave ones, and when people are there. The choices are a stream of their own.
/// </summary>
internal sealed class DemoDispatch
{
    private const int Days = 60;

    private static readonly (string Zh, string En)[] Results = [("已更换部件并测试。", "Part replaced and tested."), ("已清理并复查。", "Cleaned and looked at again."), ("已处理，现场正常。", "Done; all is well on site.")];

    private static readonly (string Zh, string En)[] Measures =
        [("现场围挡，张贴告示。", "Closed off, with a notice."), ("临时抢修，恢复使用。", "Makeshift repair; in use again."), ("关闭阀门，抽水。", "Valve shut, water pumped out.")];

    private readonly DemoTable orders = new("complaints.dispatch_orders",
        "id", "reference", "complaint_id", "customer_id", "unit_id", "property_id", "kind", "title", "department_id", "staff_id", "partner_id", "partner_person_id", "window_from", "window_to", "effort_hours",
        "actual_hours", "is_emergency", "status", "offered_by_id", "offered_at", "answered_at", "started_at", "finished_at", "result", "reschedule_count", "version");
    private readonly DemoTable measures = new("complaints.emergency_measures", "id", "complaint_id", "customer_id", "kind", "description", "expected_cost", "actual_cost", "by_id", "at", "completed_at");
    private readonly ILookup<Guid, Guid> people;
    private readonly DemoRequest request;
    private readonly DemoRandom random;
    private int number;

    private DemoDispatch(DemoRequest request, ILookup<Guid, Guid> people) => (this.request, this.people, random) = (request, people, new(request.Seed, "dispatch"));

    /// <summary>A complaint that somebody works or worked on.</summary>
    private sealed record Case(
        Guid Id, Guid? Customer, Guid? Unit, Guid? Property, Guid Department, Guid? Partner, Guid Accountable, string Title, bool IsMajor, string? Category, DateTimeOffset AcknowledgedAt, DateTimeOffset? ResolvedAt);

    public static async Task LoadAsync(DemoRequest request, ComplaintsDb db, NpgsqlConnection connection, CancellationToken cancel)
    {
        var people = await DemoRows.ReadAsync(connection, "SELECT partner_id, id FROM organization.partner_people WHERE active ORDER BY partner_id, id", r => (Partner: r.GetGuid(0), Id: r.GetGuid(1)), cancel);
        var demo = new DemoDispatch(request, people.ToLookup(p => p.Partner, p => p.Id));
        var cases = await DemoRows.ReadAsync(connection,
            $"""
            SELECT c.id, c.customer_id, c.unit_id, c.property_id, c.department_id, c.partner_id, c.accountable_id, c.title, c.severity = 'MAJOR', k.code, c.acknowledged_at, c.resolved_at
            FROM complaints.complaints AS c LEFT JOIN complaints.categories AS k ON k.id = c.category_id
            WHERE c.filed_at > '{request.Now.AddDays(-Days):O}' AND c.accountable_id IS NOT NULL AND c.status IN ('IN_PROGRESS', 'RESOLVED', 'CLOSED') ORDER BY c.id
            """,
            r => new Case(
                r.GetGuid(0), r.KeyOrNull(1), r.KeyOrNull(2), r.KeyOrNull(3), r.GetGuid(4), r.KeyOrNull(5), r.GetGuid(6), r.GetString(7), r.GetBoolean(8), r.IsDBNull(9) ? null : r.GetString(9),
                r.GetFieldValue<DateTimeOffset>(10), r.IsDBNull(11) ? null : r.GetFieldValue<DateTimeOffset>(11)), cancel);
        foreach (var complaint in cases)
        {
            if (demo.random.Chance(0.5)) demo.Order(complaint);
            if (complaint.IsMajor && demo.random.Chance(0.6)) demo.Measure(complaint);
        }
        await demo.orders.LoadAsync(connection, cancel);
        await demo.measures.LoadAsync(connection, cancel);
        await demo.CountAsync(connection, cancel);
        foreach (var group in await DemoRows.ReadAsync(connection,
            "SELECT d.id, count(*) FROM organization.departments AS d JOIN organization.staff AS s ON s.department_id = d.id WHERE d.code <> 'SERVICE_CENTRE' AND s.position = 'WORKER' AND s.active GROUP BY d.id ORDER BY d.id",
            r => (Id: r.GetGuid(0), Workers: (int)r.GetInt64(1)), cancel))
            db.Add(new ShiftPlan(group.Id, 1, "Asia/Shanghai", Shifts(group.Workers), null, request.Now));
    }

    private static IEnumerable<ShiftHours> Shifts(int workers) => Enum.GetValues<Weekday>().SelectMany(day => day is Weekday.Saturday or Weekday.Sunday
        ? new ShiftHours[] { new(day, "08:00", "20:00", Math.Max(1, workers / 4)) }
        : [new(day, "08:00", "18:00", Math.Max(1, workers * 2 / 3)), new(day, "18:00", "08:00", Math.Max(1, workers / 6))]);

    private async Task CountAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        if (number == 0) return;
        await using var advance = new NpgsqlCommand($"SELECT setval('complaints.{ComplaintsDb.DispatchNumbers}', {number.ToString(CultureInfo.InvariantCulture)})", connection);
        await advance.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Done before the complaint was resolved; else planned, taken on or under way.</summary>
    private void Order(Case complaint)
    {
        var offered = complaint.AcknowledgedAt.AddMinutes(random.Between(2, 90));
        var begin = offered + random.Span(TimeSpan.FromHours(6), 0.8);
        var effort = random.Between(2, 16) / 4m;
        if (complaint.ResolvedAt is { } resolved && begin.AddHours((double)effort) > resolved) (offered, begin) = (complaint.AcknowledgedAt, complaint.AcknowledgedAt + ((resolved - complaint.AcknowledgedAt) / 3));
        var end = begin.AddHours((double)effort);
        var status = complaint.ResolvedAt is not null ? DispatchStatus.Finished : random.Weighted([(DispatchStatus.Offered, 20.0), (DispatchStatus.Accepted, 45), (DispatchStatus.Started, 35)]);
        if (status == DispatchStatus.Started && begin >= request.Now) status = DispatchStatus.Accepted;
        if (status != DispatchStatus.Finished && offered >= request.Now) return;
        DateTimeOffset? answered = status == DispatchStatus.Offered ? null : Before(offered.AddMinutes(random.Between(1, 60)), begin);
        DateTimeOffset? started = status is DispatchStatus.Started or DispatchStatus.Finished ? begin : null;
        DateTimeOffset? finished = status == DispatchStatus.Finished ? Before(end, complaint.ResolvedAt!.Value) : null;
        var isPartners = complaint.Partner is not null && random.Chance(0.7);
        var (version, hours) = (status switch { DispatchStatus.Offered => 1, DispatchStatus.Accepted => 2, DispatchStatus.Started => 3, _ => 4 }, status == DispatchStatus.Finished ? random.Between(2, 18) / 4m : (decimal?)null);
        orders.Add(
            random.Key(offered), $"D-{offered.UtcDateTime.Year:0000}-{++number:000000}", complaint.Id, complaint.Customer, complaint.Unit, complaint.Property, complaint.Category ?? "VISIT", complaint.Title,
            isPartners ? null : complaint.Department, isPartners || status == DispatchStatus.Offered ? null : complaint.Accountable, isPartners ? complaint.Partner : null, isPartners ? Person(complaint.Partner!.Value, status) : null, begin, end, effort,
            hours, complaint.IsMajor && random.Chance(0.3), status, null, offered, answered, started, finished, finished is null ? null : Say(complaint, Results), 0, version);
    }

    private void Measure(Case complaint)
    {
        var at = complaint.AcknowledgedAt.AddMinutes(random.Between(1, 20));
        if (at >= (complaint.ResolvedAt ?? request.Now)) return;
        var expected = random.Between(2, 60) * 50m;
        DateTimeOffset? completed = complaint.ResolvedAt is { } resolved && random.Chance(0.95) ? resolved : null;
        measures.Add(
            random.Key(at), complaint.Id, complaint.Customer, random.Pick([EmergencyMeasureKind.Repair, EmergencyMeasureKind.Replacement, EmergencyMeasureKind.Safeguard]), Say(complaint, Measures),
            expected, completed is null ? null : decimal.Round(expected * random.Between(70, 150) / 100, 2), complaint.Accountable, at, completed);
    }

    /// <summary>Who of the firm took it on, or was asked for.</summary>
    private Guid? Person(Guid partner, DispatchStatus status) => people[partner].ToList() is { Count: > 0 } theirs && (status != DispatchStatus.Offered || random.Chance(0.5)) ? random.Pick(theirs) : null;

    private static DateTimeOffset Before(DateTimeOffset moment, DateTimeOffset latest) => moment < latest ? moment : latest;

    private string Say(Case complaint, IReadOnlyList<(string Zh, string En)> texts)
    {
        var (zh, en) = random.Pick(texts);
        return complaint.Title.Any(c => c > 0x2E80) ? zh : en;
    }
}
