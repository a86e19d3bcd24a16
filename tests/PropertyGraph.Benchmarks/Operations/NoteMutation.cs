using System.Data;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PropertyGraph.Benchmarks.Floors;
using PropertyGraph.Schema;

namespace PropertyGraph.Benchmarks.Operations;

/// <summary>
/// A change with its payload. The floor does in its transaction what the change is: the event of the timeline, the audit row and the row of the log; and after it reads the
/// payload. It looks up no rights and does not encrypt what is personal in the audit row, which <see cref="PromisedNoteMutation"/> does, and keeps no idempotency keys.
/// </summary>
internal class NoteMutation : Operation
{
    protected const string Note = "A note of the benchmark.";
    protected static readonly Guid Nobody = Guid.CreateVersion7();

    public override string Name => "note";

    public override string Title => "A mutation: a note on a complaint, and its payload";

    public override string Query =>
        "mutation($id: ID!) { addNote(input: { complaint: $id, note: \"" + Note + "\", visibility: INTERNAL }) { complaint { reference status events(last: 1) { nodes { kind note } } } errors { __typename } } }";

    public override bool IsList => false;

    public override bool Changes => true;

    public override FloorParameter[] Parameters { get; } = [new("key", NpgsqlDbType.Uuid)];

    public override string JsonSql =>
        """
        SELECT json_build_object('addNote', json_build_object('complaint', (
            SELECT json_build_object('reference', reference, 'status', status, 'events', json_build_object('nodes', json_build_array((
                SELECT json_build_object('kind', kind, 'note', note) FROM complaints.complaint_events WHERE complaint_id = c.id ORDER BY at DESC, id DESC LIMIT 1))))
            FROM complaints.complaints AS c WHERE id = $1), 'errors', NULL))
        """;

    public override string[] RowsSql =>
    [
        "SELECT reference, status FROM complaints.complaints WHERE id = $1",
        "SELECT kind, note FROM complaints.complaint_events WHERE complaint_id = $1 ORDER BY at DESC, id DESC LIMIT 1",
    ];

    private readonly string[] changes =
    [
        // No complaint, no rows: nothing is noted then.
        """
        INSERT INTO complaints.complaint_events (id, complaint_id, customer_id, kind, at, actor_kind, actor_id, note, visibility, from_status, to_status, service_level_id)
        SELECT $2, id, customer_id, 'INTERNAL_NOTE_ADDED', $3, 'STAFF', accountable_id, $4, 'INTERNAL', status, status, service_level_id FROM complaints.complaints WHERE id = $1
        """,
        """
        INSERT INTO propertygraph.audit (at, audience, actor_id, subject, command, entity, key, operation, changes)
        VALUES ($3, 'STAFF', $5, 'benchmark', 'addNote', 'ComplaintEvent', $2, 'ADDED', $6)
        """,
        """
        INSERT INTO propertygraph.events (epoch, entity, kind, subject, at, audience, actor_id, staff_only, before, after, record, data)
        SELECT max(epoch), 'Complaint', 'INTERNAL_NOTE_ADDED', $1, $3, 'STAFF', $5, true, '{}', '{}', 'PropertyGraph.Benchmarks.Note', $7 FROM propertygraph.epochs
        """,
    ];

    public override async Task<IReadOnlyList<Variant>> VariantsAsync(Preparation preparation) =>
    [
        .. (await preparation.KeysAsync("SELECT id FROM complaints.complaints WHERE status = 'IN_PROGRESS' ORDER BY md5(id::text) LIMIT 200"))
            .Select(key => new Variant(new { id = GlobalId.Encode("Complaint", key) }, $"key={key}")),
    ];

    public override async Task AnswerWithJsonAsync(FloorConnection connection, IReadOnlyList<object> values, CancellationToken cancel)
    {
        await ChangeAsync(connection, (Guid)values[0], cancel);
        await base.AnswerWithJsonAsync(connection, values, cancel);
    }

    public override async Task AnswerWithRowsAsync(FloorConnection connection, IReadOnlyList<object> values, CancellationToken cancel)
    {
        await ChangeAsync(connection, (Guid)values[0], cancel);
        await base.AnswerWithRowsAsync(connection, values, cancel);
    }

    protected override async Task WriteAsync(NpgsqlDataReader reader, FloorConnection to, CancellationToken cancel)
    {
        var json = to.Json;
        json.Write("{\"addNote\":{\"complaint\":{\"reference\":"u8);
        await reader.ReadAsync(cancel);
        json.Text(reader, 0);
        json.Write(",\"status\":"u8);
        json.Text(reader, 1);
        json.Write(",\"events\":{\"nodes\":[{\"kind\":"u8);
        await reader.NextResultAsync(cancel);
        await reader.ReadAsync(cancel);
        json.Text(reader, 0);
        json.Write(",\"note\":"u8);
        json.Text(reader, 1);
        json.Write("}]}},\"errors\":null}}"u8);
    }

    /// <summary>The transaction: its three statements are one batch, which PostgreSQL runs as one transaction.</summary>
    protected virtual async Task ChangeAsync(FloorConnection connection, Guid complaint, CancellationToken cancel)
    {
        var (id, at) = (Guid.CreateVersion7(), DateTime.UtcNow);
        var batch = await connection.ChangesAsync(this, 0, () => Make(connection.Connection), cancel);
        Set<Guid>(batch, 0, 0, complaint);
        Set<Guid>(batch, 0, 1, id);
        Set<DateTime>(batch, 0, 2, at);
        Set<DateTime>(batch, 1, 2, at);
        Set<Guid>(batch, 1, 1, id);
        Set<Guid>(batch, 2, 0, complaint);
        Set<DateTime>(batch, 2, 2, at);
        Set<string>(batch, 1, 5, $$"""{"complaintId":[null,"{{complaint}}"],"kind":[null,"INTERNAL_NOTE_ADDED"],"at":[null,"{{at:O}}"],"note":{"personal":null},"visibility":[null,"INTERNAL"]}""");
        Set<string>(batch, 2, 6, $$"""{"complaint":"{{complaint}}"}""");
        await batch.ExecuteNonQueryAsync(cancel);
    }

    private NpgsqlBatch Make(NpgsqlConnection connection)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var sql in changes)
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Nobody });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Nobody });
            command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = DateTime.UtcNow });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Note });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Nobody });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = "{}", NpgsqlDbType = NpgsqlDbType.Jsonb });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = "{}", NpgsqlDbType = NpgsqlDbType.Jsonb });
            batch.BatchCommands.Add(command);
        }
        return batch;
    }

    protected static void Set<T>(NpgsqlBatch batch, int command, int parameter, T value) =>
        ((NpgsqlParameter<T>)((NpgsqlBatchCommand)batch.BatchCommands[command]).Parameters[parameter]).TypedValue = value;
}
