using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Imports;

namespace PropertyGraph.Complaints;

/// <summary>Complaints of the last 24 months, ten for each customer, with timelines, responsibilities, causes, improvements, ratings and the timers of those that are open; what they have to do with each other, what is done about causes, and grievances.</summary>
internal static class ComplaintsDemo
{
    /// <summary>Complaints in memory at a time.</summary>
    private const int ChunkSize = 10_000;

    public static async Task LoadAsync(DemoRequest request, ComplaintsDb db, NpgsqlConnection connection, CancellationToken cancel)
    {
        var random = new DemoRandom(request.Seed, "complaints");
        var ratings = new DemoRandom(request.Seed, "ratings");
        var world = await DemoWorld.ReadAsync(request, connection, cancel);
        var causes = await DemoCauses.LoadAsync(request, world, db, cancel);
        await PromiseKeyAccountsAsync(request, db, connection, cancel);
        var rules = await TriageRules.LoadAsync(db, world.ServiceCentre, cancel);
        var categories = (await DemoRows.ReadAsync(connection, "SELECT code, id FROM complaints.categories", r => (Code: r.GetString(0), Id: r.GetGuid(1)), cancel))
            .ToDictionary(c => c.Code, c => c.Id);
        var first = (await DemoRows.ReadAsync(connection,
            "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM complaints.complaint_numbers", r => r.GetInt64(0), cancel))[0];
        var levels = await db.ServiceLevels.AsNoTracking().ToDictionaryAsync(l => l.Id, cancel);
        var filings = new DemoFilings(request, random, world).Draw(request.IsLarge ? 200_000 : 5_000);
        var handling = await DemoHandling.LoadAsync(request, filings, db, connection, cancel);
        var number = first;
        await using (var pipeline = new DemoPipeline())
        {
            foreach (var chunk in filings.Chunk(ChunkSize))
            {
                var rows = new DemoComplaintRows(random, levels, request.Now);
                foreach (var filing in chunk)
                {
                    Guid? category = categories.TryGetValue(filing.Topic.Category, out var known) ? known : null;
                    var told = DemoStory.Tell(random, ratings, world, request.Now, rules, causes, handling, category, filing, $"C-{filing.At.UtcDateTime.Year:0000}-{++number:000000}");
                    var (key, nextMoment, passed) = rows.Add(told.Complaint, told.MergedInto);
                    handling.Add(key, filing, told, passed, db);
                    if (told.Investigation is { } investigation) rows.Add(key, investigation, causes.Random);
                    if (told.Improvement is { } improvement && rows.Add(key, improvement, causes.Random) is { } open && improvement.DueAt > request.Now) db.Schedule(ComplaintsDb.ImprovementTimer, open, improvement.DueAt);
                    if (told.Complaint.RunningUntil is { } due && due > request.Now) db.Schedule(ComplaintsDb.OverdueTimer, key, due);
                    if (nextMoment is { } next) db.Schedule(ComplaintsDb.ClockTimer, key, next);
                }
                await pipeline.NextAsync(() => rows.LoadAsync(connection, cancel));
            }
        }
        await causes.LoadAsync(db, connection, cancel);
        await handling.LoadAsync(world, connection, cancel);
        await using var advance = new NpgsqlCommand($"SELECT setval('complaints.complaint_numbers', {number.ToString(CultureInfo.InvariantCulture)})", connection);
        await advance.ExecuteNonQueryAsync(cancel);
        await DemoDispatch.LoadAsync(request, db, connection, cancel);
        await DemoGrievances.LoadAsync(request, world, connection, cancel);
    }

    /// <summary>Key accounts are answered in half the time, unless the company has said otherwise.</summary>
    private static async Task PromiseKeyAccountsAsync(DemoRequest request, ComplaintsDb db, NpgsqlConnection connection, CancellationToken cancel)
    {
        if (await db.ServiceLevels.AnyAsync(l => l.ForKeyAccounts, cancel)) return;
        var levels = new DemoTable("complaints.service_levels",
            "id", "severity", "for_key_accounts", "version", "valid_from", "resolve_within_hours", "pauses_on_hold", "acknowledge_within_minutes", "investigate_within_minutes", "silence_within_minutes", "escalate_after_minutes");
        var (random, from) = (new DemoRandom(request.Seed, "promises"), request.Now.AddMonths(-25));
        levels.Add(random.Key(from), ComplaintSeverity.Major, true, 1, from, 12, true, 15, 120, 12 * 60, 60);
        levels.Add(random.Key(from), ComplaintSeverity.General, true, 1, from, 36, true, 60, 24 * 60, 48 * 60, 8 * 60);
        await levels.LoadAsync(connection, cancel);
    }
}

/// <summary>Complaints as rows, under keys that are the same for the same seed.</summary>
internal sealed class DemoComplaintRows(DemoRandom random, IReadOnlyDictionary<Guid, ServiceLevel> levels, DateTimeOffset now)
{
    private readonly DemoTable complaints = new("complaints.complaints",
        "id", "reference", "title", "description", "channel", "severity", "status", "category_id", "customer_id", "unit_id", "property_id", "department_id",
        "accountable_id", "partner_id", "filed_at", "acknowledged_at", "resolved_at", "closed_at", "due_at", "held_at", "held_in", "pauses_on_hold",
        "reopen_count", "resolution", "source_response_id", "procedure_id", "rules", "bounce_count", "service_level_id", "clock_moments_told", "cause_id", "steps_done",
        "is_key_account", "exposed_revenue", "rating", "rating_comment", "rated_at", "urgency", "incident_id", "merged_into_id");
    private readonly DemoTable events = new("complaints.complaint_events",
        "id", "complaint_id", "customer_id", "kind", "at", "actor_kind", "actor_id", "note", "visibility", "from_status", "to_status", "service_level_id");
    private readonly DemoTable investigations = new("complaints.investigations", "id", "complaint_id", "customer_id", "kind", "findings", "cause_id", "by_id", "at");
    private readonly DemoTable improvements = new("complaints.improvements",
        "id", "complaint_id", "customer_id", "title", "owner_id", "due_at", "status", "result", "planned_by_id", "planned_at", "ended_by_id", "ended_at");
    private readonly DemoTable responsibilities = new("complaints.responsibilities", "id", "complaint_id", "staff_id", "from", "to", "reason", "last_act_at");
    private readonly DemoTable handOvers = new("complaints.hand_overs", "id", "complaint_id", "from_id", "to_id", "way", "status", "at", "answered_at", "reason", "is_bounce", "responsibility_id");

    private readonly DemoTable clocks = new("complaints.service_clocks",
        "id", "complaint_id", "clock", "round", "started_at", "due_at", "stopped_at", "warned_at", "breached_at", "breaches", "is_paused", "elapsed");

    /// <summary>Adds a complaint with all that belongs to it.</summary>
    /// <param name="mergedInto">Key of the complaint that it goes on as a part of; null for none.</param>
    /// <returns>The key that it has in the database, when its clocks pass their next moment, and what they have passed.</returns>
    public (Guid Key, DateTimeOffset? NextMoment, IReadOnlyList<ClockOccurrence> Passed) Add(Complaint c, Guid? mergedInto)
    {
        foreach (var e in c.Events) e.WasUnder(c.ServiceLevelId);
        var fold = ClockFold.Of(RunClocks.Entries(c.Events, levels, []), now);
        var key = random.Key(c.FiledAt);
        complaints.Add(key, c.Reference, c.Title, c.Description, c.Channel, c.Severity, c.Status, c.CategoryId, c.CustomerId, c.UnitId, c.PropertyId, c.DepartmentId,
            c.AccountableId, c.PartnerId, c.FiledAt, c.AcknowledgedAt, c.ResolvedAt, c.ClosedAt, c.DueAt, c.HeldAt, c.HeldIn, c.PausesOnHold,
            c.ReopenCount, c.Resolution, c.SourceResponseId, c.ProcedureId, c.Rules, c.BounceCount, c.ServiceLevelId, fold.Occurrences.Count, c.CauseId, c.StepsDone,
            c.IsKeyAccount, c.ExposedRevenue, c.Rating, c.RatingComment, c.RatedAt, c.Urgency, c.IncidentId, mergedInto);
        foreach (var e in c.Events)
            events.Add(random.Key(e.At), key, e.CustomerId, e.Kind, e.At, e.ActorKind, e.ActorId, e.Note, e.Visibility, e.FromStatus, e.ToStatus, e.ServiceLevelId);
        foreach (var clock in fold.Clocks.Select(state => new ServiceClock(key, state)))
            clocks.Add(random.Key(clock.StartedAt), key, clock.Clock, clock.Round, clock.StartedAt, clock.DueAt, clock.StoppedAt, clock.WarnedAt, clock.BreachedAt, clock.Breaches, clock.IsPaused, clock.Elapsed);
        foreach (var link in c.HandOvers)
        {
            var (r, turn) = (link.Responsibility!, random.Key(link.At));
            var lastAct = c.Events.Where(e => e.ActorId == r.StaffId && e.At >= r.From && (r.To is null || e.At <= r.To)).Select(e => e.At).DefaultIfEmpty(r.From).Max();
            responsibilities.Add(turn, key, r.StaffId, r.From, r.To, r.Reason, lastAct);
            handOvers.Add(random.Key(link.At), key, link.FromId, link.ToId, link.Way, link.Status, link.At, link.AnsweredAt, link.Reason, link.IsBounce, turn);
        }
        return (key, fold.Next, fold.Occurrences);
    }

    public void Add(Guid complaint, Investigation i, DemoRandom keys) => investigations.Add(keys.Key(i.At), complaint, i.CustomerId, i.Kind, i.Findings, i.CauseId, i.ById, i.At);

    /// <summary>Adds what is improved because of a complaint, and gives its key while it is planned.</summary>
    public Guid? Add(Guid complaint, Improvement i, DemoRandom keys)
    {
        var key = keys.Key(i.PlannedAt);
        improvements.Add(key, complaint, i.CustomerId, i.Title, i.OwnerId, i.DueAt, i.Status, i.Result, i.PlannedById, i.PlannedAt, i.EndedById, i.EndedAt);
        return i.Status == ImprovementStatus.Planned ? key : null;
    }

    public async Task LoadAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await complaints.LoadAsync(connection, cancel);
        await events.LoadAsync(connection, cancel);
        await investigations.LoadAsync(connection, cancel);
        await improvements.LoadAsync(connection, cancel);
        await responsibilities.LoadAsync(connection, cancel);
        await handOvers.LoadAsync(connection, cancel);
        await clocks.LoadAsync(connection, cancel);
    }
}
