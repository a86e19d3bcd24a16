using Npgsql;
using PropertyGraph.Imports;

namespace PropertyGraph.Complaints;

/// <summary>Grievances of the last 24 months, one for every dozen complaints: some became a complaint, most were settled, the newest are open. The choices are a stream of their own.</summary>
internal static class DemoGrievances
{
    private static readonly (ComplaintChannel, double)[] Channels = [(ComplaintChannel.InPerson, 45), (ComplaintChannel.App, 25), (ComplaintChannel.Hotline, 20), (ComplaintChannel.CommentCard, 10)];

    public static async Task LoadAsync(DemoRequest request, DemoWorld world, NpgsqlConnection connection, CancellationToken cancel)
    {
        var random = new DemoRandom(request.Seed, "grievances");
        var rows = new DemoTable("complaints.grievances",
            "id", "text", "channel", "status", "customer_id", "unit_id", "property_id", "by_id", "at", "ended_at", "outcome", "complaint_id");
        foreach (var (complaint, title, customer, unit, property, filed) in await RaisedAsync(request, connection, cancel))
        {
            var at = filed - random.Span(TimeSpan.FromHours(30), 0.8);
            rows.Add(random.Key(at), title, random.Weighted(Channels), GrievanceStatus.Raised, customer, unit, property, random.Pick(world.Agents).Id, at, filed, null, complaint);
        }
        for (var i = 0; i < (request.IsLarge ? 16_000 : 400); i++)
        {
            var at = random.Moment(request.Now.AddMonths(-24), request.Now);
            var resident = random.Pick(world.Residents);
            if (!resident.IsThereOn(DateOnly.FromDateTime(at.UtcDateTime))) continue;
            var settled = at + random.Span(TimeSpan.FromDays(3), 0.8);
            var isOpen = settled >= request.Now || random.Chance(0.02);
            rows.Add(random.Key(at), Say(random.Pick(DemoComplaintTexts.Grievances)), random.Weighted(Channels), isOpen ? GrievanceStatus.Open : GrievanceStatus.Settled,
                resident.Customer, resident.Unit, resident.Property, random.Pick(world.Agents).Id, at, isOpen ? null : settled, isOpen ? null : Say(random.Pick(DemoComplaintTexts.Settlements)), null);

            string Say((string Zh, string En) text) => resident.IsChinese ? text.Zh : text.En;
        }
        await rows.LoadAsync(connection, cancel);
    }

    /// <summary>Complaints that began as a grievance: every hundredth that was told to somebody.</summary>
    private static Task<IReadOnlyList<(Guid Complaint, string Title, Guid Customer, Guid? Unit, Guid? Property, DateTimeOffset Filed)>> RaisedAsync(DemoRequest request, NpgsqlConnection connection, CancellationToken cancel) =>
        DemoRows.ReadAsync(connection,
            $"""
            SELECT id, title, customer_id, unit_id, property_id, filed_at FROM complaints.complaints
            WHERE customer_id IS NOT NULL AND channel IN ('HOTLINE', 'IN_PERSON') AND reference LIKE '%25' AND filed_at > '{request.Now.AddMonths(-23):O}' ORDER BY id
            """,
            r => (r.GetGuid(0), r.GetString(1), r.GetGuid(2), r.KeyOrNull(3), r.KeyOrNull(4), r.GetFieldValue<DateTimeOffset>(5)), cancel);
}
