using Npgsql;
using NpgsqlTypes;
using PropertyGraph.Benchmarks.Floors;
using PropertyGraph.Commands;

namespace PropertyGraph.Benchmarks.Operations;

/// <summary>
/// The same change, by hand, with what the platform promises of every change: it is decided by the row as the transaction sees it; what is personal is encrypted in the audit with the person's key, which
/// nobody erases meanwhile; nobody's rights were changed meanwhile; the log tells by which keys rows are visible. Three round trips: what is needed, all that is written with the commit, and the payload.
/// </summary>
internal sealed class PromisedNoteMutation : NoteMutation
{
    public override string Name => "promised";

    public override string Title => "The same mutation, whose floor keeps the promises too";

    private static readonly string[] Needed =
    [
        "BEGIN ISOLATION LEVEL REPEATABLE READ",
        "SELECT status, customer_id, partner_id, accountable_id, service_level_id FROM complaints.complaints WHERE id = $1",
        "SELECT key FROM propertygraph.subject_keys WHERE subject = (SELECT customer_id FROM complaints.complaints WHERE id = $1)",
    ];

    private static readonly string[] Written =
    [
        "SELECT FROM propertygraph.subject_keys WHERE subject = $1 FOR SHARE",
        """
        INSERT INTO complaints.complaint_events (id, complaint_id, customer_id, kind, at, actor_kind, actor_id, note, visibility, from_status, to_status, service_level_id)
        VALUES ($1, $2, $3, 'INTERNAL_NOTE_ADDED', $4, 'STAFF', $5, $6, 'INTERNAL', $7, $7, $8)
        """,
        """
        INSERT INTO propertygraph.audit (at, audience, actor_id, subject, command, entity, key, operation, changes, person)
        VALUES ($1, 'STAFF', $2, 'benchmark', 'addNote', 'ComplaintEvent', $3, 'INSERT', $4, $5)
        """,
        """
        INSERT INTO propertygraph.events (epoch, entity, kind, subject, at, audience, actor_id, staff_only, before, after, record, data)
        SELECT max(epoch), 'Complaint', 'INTERNAL_NOTE_ADDED', $1, $2, 'STAFF', $3, true, $4, $4, 'PropertyGraph.Benchmarks.Note', $5 FROM propertygraph.epochs
        """,
        "SELECT propertygraph.require_rights($1)",
        "COMMIT",
    ];

    protected override async Task ChangeAsync(FloorConnection connection, Guid complaint, CancellationToken cancel)
    {
        var needed = await connection.ChangesAsync(this, 0, () => MakeNeeded(connection.Connection), cancel);
        Set(needed, 1, 0, complaint);
        Set(needed, 2, 0, complaint);
        string status;
        Guid? customer, partner, accountable, level;
        byte[]? key = null;
        await using (var reader = await needed.ExecuteReaderAsync(cancel))
        {
            if (!await reader.ReadAsync(cancel)) throw new InvalidOperationException("There is no such complaint.");
            status = reader.GetString(0);
            (customer, partner, accountable, level) = (Id(reader, 1), Id(reader, 2), Id(reader, 3), Id(reader, 4));
            await reader.NextResultAsync(cancel);
            if (await reader.ReadAsync(cancel)) key = reader.GetFieldValue<byte[]>(0);
        }

        var (id, at) = (Guid.CreateVersion7(), DateTime.UtcNow);
        var personal = key is null || customer is null ? "null" : $"\"{SubjectKeys.Encrypt(key, customer.Value, null, Note)}\"";
        var keys = $$"""{"Id":"{{complaint}}","PartnerId":{{Json(partner)}},"CustomerId":{{Json(customer)}}}""";
        var written = await connection.ChangesAsync(this, 1, () => MakeWritten(connection.Connection), cancel);
        Set(written, 0, 0, customer ?? Guid.Empty);
        Set(written, 1, 0, id);
        Set(written, 1, 1, complaint);
        SetOrNull(written, 1, 2, customer);
        Set(written, 1, 3, at);
        SetOrNull(written, 1, 4, accountable);
        Set(written, 1, 6, status);
        SetOrNull(written, 1, 7, level);
        Set(written, 2, 0, at);
        SetOrNull(written, 2, 1, accountable);
        Set(written, 2, 2, id);
        Set(written, 2, 3,
            $$"""{"Id":[null,"{{id}}"],"ComplaintId":[null,"{{complaint}}"],"CustomerId":[null,{{Json(customer)}}],"Kind":[null,"INTERNAL_NOTE_ADDED"],"At":[null,"{{at:O}}"],"ActorKind":[null,"STAFF"],"ActorId":[null,{{Json(accountable)}}],"Note":{"personal":{{personal}}},"Visibility":[null,"INTERNAL"],"FromStatus":[null,"{{status}}"],"ToStatus":[null,"{{status}}"],"ServiceLevelId":[null,{{Json(level)}}]}""");
        SetOrNull(written, 2, 4, customer);
        Set(written, 3, 0, complaint);
        Set(written, 3, 1, at);
        SetOrNull(written, 3, 2, accountable);
        Set(written, 3, 3, keys);
        Set(written, 3, 4, $$"""{"complaint":"{{complaint}}"}""");
        await written.ExecuteNonQueryAsync(cancel);
    }

    private static NpgsqlBatch MakeNeeded(NpgsqlConnection connection) => Make(connection, Needed, [[], [Uuid()], [Uuid()]]);

    private static NpgsqlBatch MakeWritten(NpgsqlConnection connection) => Make(connection, Written,
    [
        [Uuid()],
        [Uuid(), Uuid(), NullableUuid(), Moment(), NullableUuid(), Text(NpgsqlDbType.Text, Note), Text(NpgsqlDbType.Text, ""), NullableUuid()],
        [Moment(), NullableUuid(), Uuid(), Text(NpgsqlDbType.Jsonb, "{}"), NullableUuid()],
        [Uuid(), Moment(), NullableUuid(), Text(NpgsqlDbType.Jsonb, "{}"), Text(NpgsqlDbType.Jsonb, "{}")],
        [new NpgsqlParameter<long> { TypedValue = 0 }],
        [],
    ]);

    private static NpgsqlBatch Make(NpgsqlConnection connection, string[] statements, NpgsqlParameter[][] parameters)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var (sql, values) in statements.Zip(parameters))
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.AddRange(values);
            batch.BatchCommands.Add(command);
        }
        return batch;
    }

    private static NpgsqlParameter<Guid> Uuid() => new() { TypedValue = Nobody };
    private static NpgsqlParameter<DateTime> Moment() => new() { TypedValue = DateTime.UtcNow };
    private static NpgsqlParameter<string> Text(NpgsqlDbType type, string value) => new() { TypedValue = value, NpgsqlDbType = type };
    private static NpgsqlParameter NullableUuid() => new() { Value = Nobody, NpgsqlDbType = NpgsqlDbType.Uuid };

    private static void SetOrNull(NpgsqlBatch batch, int command, int parameter, Guid? value) => batch.BatchCommands[command].Parameters[parameter].Value = value is { } known ? known : DBNull.Value;

    private static Guid? Id(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetGuid(column);

    private static string Json(Guid? id) => id is { } known ? $"\"{known}\"" : "null";
}
