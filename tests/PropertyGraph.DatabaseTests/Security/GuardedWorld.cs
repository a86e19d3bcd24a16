using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.DatabaseTests.Reads;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Security;

/// <summary>The small world with rows that only few may see, and for each reader what the stated policies allow.</summary>
public sealed class GuardedWorld : IAsyncLifetime
{
    private readonly World world = new() { Limits = ReadWorld.Wide };
    private readonly Dictionary<(string Reader, string Type), (HashSet<string> Visible, string[] Hidden)> rows = [];

    internal ModulesPlatform Platform => world.Platform;
    internal GraphModel Model => Platform.Get<GraphModel>();

    public static string[] Readers { get; } = ["customer", "neighbour", "partner", "nobody", "agent", "worker", "leader", "manager", "director", "surveyor", "trainer", "administrator"];

    internal static Actor ActorOf(string name) => name switch
    {
        "customer" or "neighbour" or "partner" or "nobody" => World.ActorOf(name),
        _ => Staff(Enum.Parse<Position>(name, ignoreCase: true)),
    };

    /// <summary>The member of staff of World.sql who holds the position.</summary>
    private static Actor Staff(Position position)
    {
        var number = position == Position.Agent ? 8 : (int)position;
        return Actor.Staff(World.Key("staff", number), World.Key("department", 1 + (number % 5)), position);
    }

    internal HashSet<string> Visible(string reader, string type) => rows[(reader, type)].Visible;
    internal string[] Hidden(string reader, string type) => rows[(reader, type)].Hidden;

    /// <summary>The data of an answer without errors.</summary>
    internal async Task<JsonElement> DataAsync(string reader, string query, object? variables = null)
    {
        var answer = await Platform.AskAsync(query, ActorOf(reader), variables);
        Assert.False(answer.TryGetProperty("errors", out var errors), $"{reader}: {errors}\n{query}");
        return answer.GetProperty("data");
    }

    internal bool MayUse(string reader, Field field) => field.Audiences.Has(ActorOf(reader).Audience);

    /// <summary>Relations that the reader may use.</summary>
    internal IEnumerable<(Field Field, EntityType Target)> Relations(string reader, EntityType entity) => entity.Fields.Values.Where(f => MayUse(reader, f)).SelectMany(f => f switch
    {
        ToOneField one => [(f, Model.Entities[one.Target])],
        ToManyField many => [(f, Model.Entities[many.Target])],
        _ => Array.Empty<(Field, EntityType)>(),
    });

    public async Task InitializeAsync()
    {
        await world.InitializeAsync();
        await Platform.ExecuteAsync(Guarded);
        foreach (var reader in Readers)
            foreach (var type in StatedPolicies.Types)
            {
                var found = await StatedPolicies.RowsAsync(Platform, type, ActorOf(reader));
                rows[(reader, type)] = ([.. found[true]], [.. found[false]]);
            }
    }

    public Task DisposeAsync() => world.DisposeAsync();

    private static string Key(string kind, int number) => $"'{World.Key(kind, number)}'";

    private static string Guarded =>
        $"""
        INSERT INTO organization.api_keys (id, partner_id, name, lookup, hash, scopes, created_at)
          SELECT gen_random_uuid(), id, 'Portal of ' || name, md5(id::text), '\x00', ARRAY['READ'], '2026-01-01Z' FROM organization.partners;
        INSERT INTO surveys.handled_complaints (id, customer_id, property_id, department_id, closings) SELECT id, customer_id, property_id, department_id, 1 FROM complaints.complaints;
        INSERT INTO surveys.chain_members (complaint_id, staff_id) SELECT DISTINCT complaint_id, staff_id FROM complaints.responsibilities;
        INSERT INTO surveys.chain_members (complaint_id, staff_id) SELECT id, {Key("staff", 5)} FROM complaints.complaints WHERE reopen_count = 1 ON CONFLICT DO NOTHING;
        UPDATE surveys.invitations i SET sent_at = '2026-03-02Z', expires_at = '2027-03-02Z', token_hash = decode(md5(i.id::text), 'hex') WHERE get_byte(uuid_send(i.id), 0) % 2 = 0;
        UPDATE surveys.invitations i SET complaint_id = (SELECT c.id FROM complaints.complaints c WHERE c.customer_id = i.customer_id ORDER BY c.id LIMIT 1);
        INSERT INTO surveys.surveys (id, code, version, title, kind, status, language, answer_days, created_at, published_at)
          VALUES ('{Guid.CreateVersion7()}', 'INSIDE', 1, 'Among ourselves', 'INTERNAL', 'PUBLISHED', 'en', 30, '2026-01-01Z', '2026-01-02Z');
        INSERT INTO surveys.questions (id, survey_id, position, kind, text, choices, required) SELECT gen_random_uuid(), id, 9, 'NPS', 'Asked in ' || title, ARRAY[]::text[], false FROM surveys.surveys;
        INSERT INTO training.enrolments (id, session_id, course_id, staff_id, status, round, enrolled_at)
          SELECT gen_random_uuid(), s.id, s.course_id, p.id, 'FAILED', 1, '2026-11-01Z' FROM training.sessions s, organization.staff p WHERE s.id = (SELECT id FROM training.sessions ORDER BY id LIMIT 1);
        INSERT INTO customers.retention_rules (id, type, version, years, ground, valid_from) VALUES ('{Guid.CreateVersion7()}', 'Charge', 9, 10, 'Law', '2026-01-01Z');
        INSERT INTO customers.erasures (id, customer_id, reason, removed, stripped, kept, at) SELECT gen_random_uuid(), id, 'REQUEST', 1, 1, 0, '2026-11-01Z' FROM customers.customers ORDER BY id LIMIT 2;
        INSERT INTO customers.customer_exports (id, name, customer_id, by_id, at, expires_at, file_id, media_type, byte_size, sha256)
          SELECT gen_random_uuid(), 'export.json', c.id, s.id, '2026-11-01Z', '2026-11-08Z', gen_random_uuid(), 'application/json', 2, '' FROM customers.customers AS c, (VALUES (NULL::uuid), ({Key("staff", 5)}::uuid)) AS s (id);
        INSERT INTO propertygraph.audit (at, audience, actor_id, subject, command, entity, key, operation, changes, person)
          SELECT '2026-11-01Z', 'STAFF', {Key("staff", 5)}, '', 'registerCustomer', 'Customer', id, 'ADDED', jsonb_build_object('kind', jsonb_build_array(null, 'PERSON')), id FROM customers.customers;
        INSERT INTO training.assessments (id, enrolment_id, staff_id, score, passed, at) SELECT gen_random_uuid(), id, staff_id, 40, false, '2026-11-02Z' FROM training.enrolments;
        """;
}
