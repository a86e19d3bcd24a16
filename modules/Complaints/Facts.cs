using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.Migrations;
using PropertyGraph.Access;

namespace PropertyGraph.Complaints;

/// <summary>Who asks, and the rights that the company has set.</summary>
/// <param name="Department">Where a member of staff works.</param>
/// <param name="Centre">The service centre.</param>
/// <param name="Rights">Positions that may call a mutation, for mutations of which the company says so.</param>
internal sealed record CallerFacts(Guid? Department, Guid? Centre, IReadOnlyDictionary<string, IReadOnlyList<string>>? Rights)
{
    [JsonIgnore]
    public Actor Actor { get; init; } = Actor.Anonymous;

    [JsonIgnore]
    public string Role => Actor.Role;

    [JsonIgnore]
    public bool IsCentre => Centre is { } centre && DispatchRights.IsCentre(Actor, centre);

    /// <summary>Positions and audiences that may call a mutation.</summary>
    public IReadOnlyList<string> WhoMay(string mutation)
    {
        var roles = StepRoles.Mutations[mutation];
        return Rights?.GetValueOrDefault(mutation) is { } positions ? [.. positions, .. roles.Where(StepRoles.IsAudience)] : roles;
    }

    /// <summary>What the reader learns of who may do something: staff all, others themselves; null where that is nothing.</summary>
    public IReadOnlyList<string>? Show(IReadOnlyList<string> by) => Actor.Audience is Audience.Staff or Audience.System ? by : by.Contains(Role) ? [Role] : null;
}

/// <summary>What of a complaint decides what can be done about it.</summary>
/// <param name="HasMeasure">Whether there is an emergency measure that could be completed.</param>
/// <param name="Decision">The version that can be signed.</param>
/// <param name="HandOver">The offer that waits for an answer.</param>
/// <param name="Orders">Orders that are not over, as far as the reader sees them.</param>
internal sealed record ComplaintFacts(
    Guid Id, ComplaintStatus Status, bool HasCustomer, Guid? Accountable, bool HasMeasure, Signatures? Decision, HandOverFacts? HandOver, IReadOnlyList<OrderFacts>? Orders)
{
    /// <summary>Whether there is what a step is taken with.</summary>
    public bool HasWhatItNeeds(ComplaintStep step) => step switch
    {
        ComplaintStep.CompleteEmergencyMeasure => HasMeasure,
        ComplaintStep.SignDecision => Decision is not null,
        ComplaintStep.DisputeFees => HasCustomer,
        _ => true,
    };

    /// <summary>Why the actor in person can't take a step, or null.</summary>
    public string? Objection(ComplaintStep step, Actor actor) => step == ComplaintStep.SignDecision ? Decision!.Objection(actor.StaffId, actor.DepartmentId) : null;
}

/// <summary>An offer that waits for an answer.</summary>
internal sealed record HandOverFacts(Guid Id, Guid To, Guid? By);

/// <summary>What of an order decides what can be done about it.</summary>
internal sealed record OrderFacts(Guid Id, DispatchStatus Status, Guid? Department, Guid? Staff, Guid? Partner, Guid? OfferedBy)
{
    [JsonIgnore]
    public OrderPeople People => new(Department, Staff, Partner, OfferedBy);
}

/// <summary>
/// Reads what SQL tells of a row and its reader inside the statement that reads the row. The functions are here because a migration that EF writes does not know them: call <see cref="Create"/>
/// at the end of its Up. Tables of the organization are there before those of this module.
/// </summary>
internal static class Facts
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper) } };

    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Json)!;

    public static string Write<T>(T facts) => JsonSerializer.Serialize(facts, Json);

    public static CallerFacts Caller(string role, string id, string text)
    {
        var facts = Read<CallerFacts>(text);
        var key = Guid.Parse(id);
        return facts with
        {
            Actor = role switch
            {
                "CUSTOMER" => Actor.Customer(key),
                "PARTNER" => Actor.Partner(key),
                "ANONYMOUS" => Actor.Anonymous,
                "SYSTEM" => Actor.System,
                _ => Actor.Staff(key, facts.Department ?? Guid.Empty, Enum.Parse<Position>(role, ignoreCase: true)),
            },
        };
    }

    public static void Drop(MigrationBuilder migration) => migration.Sql(
        """
        DROP FUNCTION complaints.complaint_facts(uuid, text, uuid);
        DROP FUNCTION complaints.hand_over_facts(uuid);
        DROP FUNCTION complaints.order_facts(uuid);
        DROP FUNCTION complaints.order_facts(complaints.dispatch_orders);
        DROP FUNCTION complaints.caller_facts(text, uuid);
        """);

    public static void Create(MigrationBuilder migration) => migration.Sql(
        """
        CREATE OR REPLACE FUNCTION complaints.caller_facts(role text, who uuid) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
        $$
        SELECT CASE WHEN role IN ('CUSTOMER', 'PARTNER', 'ANONYMOUS', 'SYSTEM') THEN '{}' ELSE jsonb_build_object(
            'department', (SELECT department_id FROM organization.staff WHERE id = who),
            'centre', (SELECT id FROM organization.departments WHERE code = 'SERVICE_CENTRE'),
            'rights', (SELECT jsonb_object_agg(mutation, positions) FROM organization.rights WHERE valid_to IS NULL AND NOT is_default))::text END
        $$;
        CREATE OR REPLACE FUNCTION complaints.order_facts(o complaints.dispatch_orders) RETURNS jsonb LANGUAGE sql STABLE PARALLEL SAFE AS
        $$
        SELECT jsonb_build_object('id', o.id, 'status', o.status, 'department', o.department_id, 'staff', o.staff_id, 'partner', o.partner_id, 'offeredBy', o.offered_by_id)
        $$;
        CREATE OR REPLACE FUNCTION complaints.order_facts(dispatch_order uuid) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
        $$
        SELECT complaints.order_facts(o)::text FROM complaints.dispatch_orders AS o WHERE o.id = dispatch_order
        $$;
        CREATE OR REPLACE FUNCTION complaints.hand_over_facts(hand_over uuid) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
        $$
        SELECT coalesce((SELECT jsonb_build_object('id', h.id, 'to', h.to_id, 'by', h.by_id)::text FROM complaints.hand_overs AS h WHERE h.id = hand_over AND h.status = 'PENDING'), '')
        $$;
        CREATE OR REPLACE FUNCTION complaints.complaint_facts(complaint uuid, role text, who uuid) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
        $$
        SELECT (jsonb_build_object('id', c.id, 'status', c.status, 'hasCustomer', c.customer_id IS NOT NULL)
            || CASE WHEN role IN ('CUSTOMER', 'PARTNER', 'ANONYMOUS') THEN '{}' ELSE jsonb_build_object(
                'accountable', c.accountable_id,
                'hasMeasure', EXISTS (SELECT 1 FROM complaints.emergency_measures AS m WHERE m.complaint_id = c.id AND m.kind <> 'NOT_NEEDED'),
                'decision', (
                    SELECT jsonb_build_object('centre', d.centre_id, 'department', d.department_id, 'byCentre', d.centre_signed_by_id, 'byDepartment', d.department_signed_by_id)
                    FROM complaints.decisions AS d WHERE d.complaint_id = c.id AND d.superseded_at IS NULL ORDER BY d.version DESC LIMIT 1),
                'handOver', (SELECT complaints.hand_over_facts(h.id)::jsonb FROM complaints.hand_overs AS h WHERE h.complaint_id = c.id AND h.status = 'PENDING')) END
            || CASE WHEN role IN ('CUSTOMER', 'ANONYMOUS') THEN '{}' ELSE jsonb_build_object('orders', (
                SELECT jsonb_agg(complaints.order_facts(o) ORDER BY o.window_from, o.id) FROM complaints.dispatch_orders AS o
                WHERE o.complaint_id = c.id AND o.status NOT IN ('FINISHED', 'CANCELLED') AND (role <> 'PARTNER' OR o.partner_id = who))) END)::text
        FROM complaints.complaints AS c WHERE c.id = complaint
        $$;
        """);
}
