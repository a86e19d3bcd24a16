using System.Globalization;
using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Imports;

namespace PropertyGraph.Complaints;

/// <summary>
/// How the demo's complaints of the last three months have to do with each other, who decides on them, and who was made aware of breaches. The choices are a stream of their own.
/// </summary>
internal sealed class DemoHandling
{
    private const int RecentDays = 90;

    private readonly DemoRequest request;
    private readonly ILookup<Position, Actor> holders;
    private readonly CoordinationRule? rule;
    private readonly Dictionary<(Guid Building, string Category), (Guid Key, Complaint Complaint)> latest = [];
    private readonly DemoTable decisions = new("complaints.decisions",
        "id", "complaint_id", "customer_id", "version", "text", "expected_loss", "centre_id", "department_id", "by_id", "at", "centre_signed_by_id", "centre_signed_at", "department_signed_by_id", "department_signed_at");
    private readonly DemoTable links = new("complaints.complaint_links", "id", "complaint_id", "to_id", "kind", "by_id", "at");
    private readonly DemoTable escalations = new("complaints.escalations", "id", "complaint_id", "clock", "level", "staff_id", "at");
    private readonly DemoTable cases = new("complaints.coordination_cases",
        "id", "reference", "complaint_id", "cause", "note", "rule_id", "opened_by_id", "opened_at", "due_at", "escalated_at", "escalated_to_id", "status", "ruling_version", "ruling", "accountable_id",
        "manager_signed_by_id", "manager_signed_at", "director_signed_by_id", "director_signed_at", "ended_at");
    private readonly DemoTable parties = new("complaints.coordination_parties", "id", "case_id", "place", "department_id", "staff_id");
    private int number;

    private DemoHandling(DemoRequest request, ILookup<Position, Actor> holders, CoordinationRule? rule, DemoIncidents incidents) =>
        (this.request, this.holders, this.rule, Incidents, Random) = (request, holders, rule, incidents, new(request.Seed, "handling"));

    public DemoRandom Random { get; }
    public DemoIncidents Incidents { get; }

    public static async Task<DemoHandling> LoadAsync(DemoRequest request, IReadOnlyList<DemoFiling> filings, ComplaintsDb db, NpgsqlConnection connection, CancellationToken cancel)
    {
        var holders = await DemoRows.ReadAsync(connection,
            $"SELECT id, department_id, position FROM organization.staff WHERE active AND position IN ('LEADER', 'MANAGER', 'DIRECTOR') AND hired_on < '{request.Today.AddDays(-RecentDays):yyyy-MM-dd}' ORDER BY number",
            r => Actor.Staff(r.GetGuid(0), r.GetGuid(1), Enum.Parse<Position>(r.GetString(2), ignoreCase: true)), cancel);
        return new(request, holders.ToLookup(h => h.Position), await CoordinationRule.CurrentAsync(db, cancel), DemoIncidents.Of(request, filings));
    }

    public bool IsRecent(DateTimeOffset at) => at > request.Now.AddDays(-RecentDays);

    /// <summary>Whether groups disagree whose a complaint is: mostly where it has changed hands, and more of late, so that some wait for a ruling.</summary>
    public bool IsDisputed(DateTimeOffset filedAt, bool isReassigned) => IsRecent(filedAt) && Random.Chance(filedAt > request.Now.AddDays(-4) ? 0.25 : isReassigned ? 0.2 : 0);

    /// <summary>Who holds a position in a department; null for nobody.</summary>
    public Actor? In(Guid department, params Position[] positions) => positions.SelectMany(p => holders[p]).FirstOrDefault(h => h.DepartmentId == department);

    /// <summary>Who holds a position in a department, or else anywhere; null for nobody.</summary>
    public Actor? For(Guid department, Position position) => In(department, position) ?? holders[position].FirstOrDefault();

    /// <summary>The complaint before of the same kind from the same building; null where there was none of late.</summary>
    public (Guid Key, Complaint Complaint)? Before(DemoFiling filing) =>
        IsRecent(filing.At) && latest.TryGetValue((filing.Resident.Building, filing.Topic.Category), out var found) && found.Complaint.FiledAt > filing.At.AddDays(-60) ? found : null;

    public static bool IsOpenAt(Complaint complaint, DateTimeOffset at) => complaint.ReopenCount == 0 && !(complaint.ResolvedAt <= at) && !(complaint.ClosedAt <= at);

    /// <summary>How soon something has to be done, as the agent says who acknowledges it; null where nothing is said.</summary>
    public ComplaintUrgency? Judge(ComplaintSeverity severity) => Random.Weighted(severity == ComplaintSeverity.Major
        ? [(ComplaintUrgency.Immediate, 60.0), (ComplaintUrgency.Normal, 30), ((ComplaintUrgency?)null, 10)]
        : new (ComplaintUrgency?, double)[] { (ComplaintUrgency.Immediate, 5), (ComplaintUrgency.Normal, 55), (ComplaintUrgency.Postponable, 25), (null, 15) });

    /// <summary>Has managers and director settle who does it.</summary>
    public CoordinationCase Open(Complaint complaint, string note, Guid by, DateTimeOffset at) => new(
        $"K-{at.UtcDateTime.Year:0000}-{++number:000000}", complaint.Id, CoordinationCause.ByHand, note, null, rule, rule is null ? null : at.AddMinutes(rule.RuleWithinMinutes), by, at);

    /// <summary>Keeps a complaint that was told, with what belongs to it, under the key that it has in the database.</summary>
    public void Add(Guid key, DemoFiling filing, DemoTold told, IEnumerable<ClockOccurrence> passed, ComplaintsDb db)
    {
        if (!IsRecent(filing.At.AddDays(60))) return;
        if (told.Complaint.Status != ComplaintStatus.Merged) latest[(filing.Resident.Building, filing.Topic.Category)] = (key, told.Complaint);
        if (told.Decision is { } d)
            decisions.Add(Random.Key(d.At), key, d.CustomerId, d.Version, d.Text, d.ExpectedLoss, d.CentreId, d.DepartmentId, d.ById, d.At, d.CentreSignedById, d.CentreSignedAt, d.DepartmentSignedById, d.DepartmentSignedAt);
        if (told.Repeats is var (earlier, by, at)) links.Add(Random.Key(at), key, earlier, ComplaintLinkKind.Repeats, by, at);
        if (told.Case is { } it) Add(key, told.Complaint, it, db);
        foreach (var breach in passed.Where(p => p.Level > 0 && IsRecent(p.At)))
            escalations.Add(Random.Key(breach.At), key, breach.Clock, breach.Level,
                For(told.Complaint.DepartmentId, breach.Level switch { 1 => Position.Leader, 2 => Position.Manager, _ => Position.Director })?.Id, breach.At);
    }

    private void Add(Guid complaint, Complaint about, CoordinationCase it, ComplaintsDb db)
    {
        var key = Random.Key(it.OpenedAt);
        if (it is { Status: CoordinationStatus.Open, DueAt: { } due })
        {
            if (due > request.Now) db.Schedule(ComplaintsDb.CaseTimer, key, due);
            else it.Escalate(For(about.DepartmentId, Position.Director)?.Id, due);
        }
        cases.Add(key, it.Reference, complaint, it.Cause, it.Note, it.RuleId, it.OpenedById, it.OpenedAt, it.DueAt, it.EscalatedAt, it.EscalatedToId, it.Status, it.RulingVersion, it.Ruling, it.AccountableId,
            it.ManagerSignedById, it.ManagerSignedAt, it.DirectorSignedById, it.DirectorSignedAt, it.EndedAt);
        parties.Add(Random.Key(it.OpenedAt), key, 1, about.DepartmentId, In(about.DepartmentId, Position.Manager)?.Id);
        parties.Add(Random.Key(it.OpenedAt), key, 2, null, For(about.DepartmentId, Position.Director)?.Id);
    }

    public async Task LoadAsync(DemoWorld world, NpgsqlConnection connection, CancellationToken cancel)
    {
        foreach (var table in new[] { decisions, links, escalations, cases, parties }) await table.LoadAsync(connection, cancel);
        await Incidents.LoadAsync(Random, world, connection, cancel);
        await using var count = new NpgsqlCommand(
            $"""
            UPDATE complaints.complaints AS c SET duplicate_count = d.count
            FROM (SELECT merged_into_id, count(*) FROM complaints.complaints WHERE merged_into_id IS NOT NULL GROUP BY merged_into_id) AS d WHERE d.merged_into_id = c.id;
            SELECT setval('complaints.{ComplaintsDb.CoordinationNumbers}', {Math.Max(number, 1).ToString(CultureInfo.InvariantCulture)}, {(number > 0 ? "true" : "false")});
            """, connection);
        await count.ExecuteNonQueryAsync(cancel);
    }
}

/// <summary>What hit a whole building: where most complained of the same within two days. All but the last are over.</summary>
internal sealed class DemoIncidents
{
    private static readonly Dictionary<string, (string Title, string Text, string TextZh)> Kinds = new()
    {
        ["WATER_CUT"] = ("停水 Water cut", "The main is being mended; water comes back tonight.", "主管道抢修中，预计今晚恢复供水。"),
        ["POWER_CUT"] = ("停电 Power cut", "The supplier is at work; power comes back within hours.", "供电部门抢修中，预计数小时内恢复。"),
        ["HEATING"] = ("暖气停供 No heating", "A pump is being changed; it gets warm again tomorrow.", "正在更换水泵，预计明日恢复供暖。"),
        ["LIFT_STOPPED"] = ("电梯停运 Lift out of order", "The part arrives tomorrow; please use the other lift.", "配件明日到货，请暂乘另一部电梯。"),
    };

    private readonly Dictionary<DemoFiling, DemoIncident> byFiling = [];
    private readonly List<DemoIncident> all = [];

    /// <summary>An incident of a building.</summary>
    private sealed record DemoIncident(Guid Key, string Reference, DemoFiling First, DateTimeOffset OpenedAt, DateTimeOffset? EndedAt);

    public static DemoIncidents Of(DemoRequest request, IReadOnlyList<DemoFiling> filings)
    {
        var (random, found) = (new DemoRandom(request.Seed, "incidents"), new DemoIncidents());
        var likely = filings.Where(f => Kinds.ContainsKey(f.Topic.Category) && f.At > request.Now.AddDays(-60)).GroupBy(f => (f.Resident.Building, f.Topic.Category))
            .SelectMany(g => g.Select(first => (First: first, Hit: g.Where(f => f.At >= first.At && f.At < first.At.AddDays(2)).ToList()))).OrderByDescending(g => g.Hit.Count).ThenBy(g => g.First.At).ToList();
        foreach (var (first, hit) in likely.Where(g => g.First.At < request.Now.AddDays(-4)).DistinctBy(g => (g.First.Resident.Building, g.First.Topic.Category)).Take(request.IsLarge ? 12 : 2).OrderBy(g => g.First.At))
            found.Add(first, hit, first.At.AddMinutes(random.Between(20, 90)), first.At.AddHours(random.Between(20, 60)), random);
        // There is always one that goes on.
        if (likely.Where(g => g.First.At > request.Now.AddDays(-2)).FirstOrDefault(likely.FirstOrDefault()) is { First: { } last } now)
            found.Add(last, now.Hit, new[] { last.At.AddMinutes(30), request.Now.AddHours(-30) }.Max() is var at && at < request.Now ? at : last.At, null, random);
        return found;
    }

    private void Add(DemoFiling first, IEnumerable<DemoFiling> hit, DateTimeOffset opened, DateTimeOffset? ended, DemoRandom random)
    {
        var it = new DemoIncident(random.Key(opened), $"M-{opened.UtcDateTime.Year:0000}-{all.Count + 1:000000}", first, opened, ended);
        all.Add(it);
        foreach (var filing in hit) byFiling.TryAdd(filing, it);
    }

    /// <summary>The incident that a complaint is about, with when it can join; null for none.</summary>
    public (Guid Key, DateTimeOffset From, DateTimeOffset? To)? About(DemoFiling filing) => byFiling.TryGetValue(filing, out var it) ? (it.Key, it.OpenedAt, it.EndedAt) : null;

    public async Task LoadAsync(DemoRandom random, DemoWorld world, NpgsqlConnection connection, CancellationToken cancel)
    {
        var incidents = new DemoTable("complaints.incidents", "id", "reference", "title", "property_id", "opened_by_id", "opened_at", "ended_at");
        var units = new DemoTable("complaints.incident_units", "id", "incident_id", "unit_id");
        var notices = new DemoTable("complaints.incident_notices", "id", "incident_id", "text", "text_zh", "by_id", "at");
        foreach (var it in all)
        {
            var (place, kind, by) = (it.First.Resident, Kinds[it.First.Topic.Category], random.Pick(world.Agents).Id);
            incidents.Add(it.Key, it.Reference, $"{place.BuildingName} {kind.Title}", place.Property, by, it.OpenedAt, it.EndedAt);
            notices.Add(random.Key(it.OpenedAt), it.Key, kind.Text, kind.TextZh, by, it.OpenedAt.AddMinutes(5));
            if (it.EndedAt is { } ended) notices.Add(random.Key(ended), it.Key, "It is over.", "现已结束。", by, ended);
            foreach (var unit in await DemoRows.ReadAsync(connection, $"SELECT id FROM customers.units WHERE building_id = '{place.Building}' ORDER BY id", r => r.GetGuid(0), cancel)) units.Add(random.Key(it.OpenedAt), it.Key, unit);
        }
        foreach (var table in new[] { incidents, units, notices }) await table.LoadAsync(connection, cancel);
        if (all.Count == 0) return;
        await using var advance = new NpgsqlCommand($"SELECT setval('complaints.{ComplaintsDb.IncidentNumbers}', {all.Count.ToString(CultureInfo.InvariantCulture)})", connection);
        await advance.ExecuteNonQueryAsync(cancel);
    }
}
