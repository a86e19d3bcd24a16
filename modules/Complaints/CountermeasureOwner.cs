using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>A time in which somebody answered for a countermeasure.</summary>
internal sealed class CountermeasureOwner
{
    /// <summary>Writes the owners of countermeasures that have none, by their stages.</summary>
    public const string FromStages =
        """
        INSERT INTO complaints.countermeasure_owners (id, countermeasure_id, staff_id, by_id, "from", "to")
        SELECT md5(countermeasure_id::text || extract(epoch FROM min("from"))::text)::uuid, countermeasure_id, owner_id, (array_agg(decided_by_id ORDER BY "from"))[1], min("from"), CASE WHEN bool_or("to" IS NULL) THEN NULL ELSE max("to") END
        FROM (
            SELECT *, count(*) FILTER (WHERE before IS DISTINCT FROM owner_id) OVER (PARTITION BY countermeasure_id ORDER BY "from") AS turn
            FROM (SELECT s.*, lag(owner_id) OVER (PARTITION BY countermeasure_id ORDER BY "from") AS before FROM complaints.countermeasure_stages AS s) AS s
            WHERE NOT EXISTS (SELECT 1 FROM complaints.countermeasure_owners AS o WHERE o.countermeasure_id = s.countermeasure_id)) AS s
        GROUP BY countermeasure_id, owner_id, turn;
        """;

    private CountermeasureOwner() { }

    public CountermeasureOwner(Countermeasure countermeasure, Guid staffId, string? reason, Guid? byId, DateTimeOffset from) =>
        (CountermeasureId, Countermeasure, StaffId, Reason, ById, From) = (countermeasure.Id, countermeasure, staffId, reason?.Trim(), byId, from);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid CountermeasureId { get; private set; }
    public Countermeasure? Countermeasure { get; private set; }
    public Guid StaffId { get; private set; }
    public string? Reason { get; private set; }
    public Guid? ById { get; private set; }
    public DateTimeOffset From { get; private set; }
    public DateTimeOffset? To { get; private set; }

    public void End(DateTimeOffset at) => To = at;

    internal static void Describe(EntityBuilder<CountermeasureOwner> owner)
    {
        owner.Is("A time in which somebody answered for a countermeasure.", null, null)
            .OrderedBy(o => o.From);
        owner.Field(o => o.From, "When it began.");
        owner.Field(o => o.To, "When it ended; null while it lasts.");
        owner.Field(o => o.Reason, "Why it was handed over to the person; null where a decision named him or her, and where the one before left.");
        owner.One("countermeasure", "Countermeasure", o => o.CountermeasureId, "The countermeasure.");
        owner.One("staff", "Staff", o => o.StaffId, "Who.");
        owner.One("by", "Staff", o => o.ById, "Who named the person; null for what the platform did.");
        owner.VisibleTo(Audience.Staff);
    }
}
