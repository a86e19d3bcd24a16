using System.Globalization;
using System.IO.Compression;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using PropertyGraph.Access;
using PropertyGraph.Files;
using PropertyGraph.Schema;

namespace PropertyGraph.Commands;

/// <summary>What all modules keep about people, in one transaction.</summary>
internal sealed class PersonalRecords(WriteUnit unit, WriteModel model, IRowPolicies policies, FileStore files) : IPersonalRecords
{
    private PersonalTables Tables => model.PersonalTables;

    /// <inheritdoc/>
    public IReadOnlyList<string> RetainedTypes => [.. Tables.All.Where(t => t.Type.PersonRows is RetainedRows).Select(t => t.Type.Name)];

    /// <inheritdoc/>
    public Task HoldAsync(IReadOnlyList<Guid> people, CancellationToken cancel) => unit.Keys.HoldAsync(people, cancel);

    /// <inheritdoc/>
    public async Task MoveAsync(string type, Guid from, Guid to, CancellationToken cancel)
    {
        await unit.SaveAsync();
        var isPerson = Tables.OfPeople.Any(t => t.Type.Name == type && t.Subject == t.Key);
        var columns = Tables.All.SelectMany(t => t.Relations.Where(r => r.Target == type).Select(r => (t.Name, r.Column)).Concat(isPerson && t.Subject is { } subject && subject != t.Key ? [(t.Name, subject)] : [])).Distinct();
        await using var batch = new NpgsqlBatch(unit.Connection);
        foreach (var (table, column) in columns)
            batch.BatchCommands.Add(new($"UPDATE {table} SET {column} = $2 WHERE {column} = $1") { Parameters = { new() { Value = from }, new() { Value = to } } });
        await batch.ExecuteNonQueryAsync(cancel);
    }

    /// <inheritdoc/>
    public Task SignInAsync(Audience audience, Guid person, Guid? instead, CancellationToken cancel) => instead is { } other
        ? ExecuteAsync("UPDATE propertygraph.principals SET person_id = $3 WHERE audience = $1 AND person_id = $2", cancel, EnumText<Audience>.Of(audience), person, other)
        : ExecuteAsync("DELETE FROM propertygraph.principals WHERE audience = $1 AND person_id = $2", cancel, EnumText<Audience>.Of(audience), person);

    /// <inheritdoc/>
    public async Task<WrittenFile> ExportAsync(IReadOnlyList<Guid> people, Actor reader, CancellationToken cancel)
    {
        await unit.SaveAsync();
        var file = await files.WriteAsync("application/zip", async stream =>
        {
            await using var archive = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
            await using (var data = await AddAsync(archive, "data.json", CompressionLevel.Optimal, cancel))
            await using (var text = new StreamWriter(data, new UTF8Encoding(false)) { NewLine = "\n" })
            {
                await text.WriteAsync($"{{\"exportedAt\":\"{unit.Now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}\"");
                foreach (var table in Tables.OfPeople) await WriteAsync(table, people, reader, text, cancel);
                await text.WriteLineAsync("}");
            }
            foreach (var table in Tables.OfPeople) if (table.File is var (column, _, place)) await CopyFilesAsync(table, $"t.{column}, {place}", people, reader, archive, cancel);
        }, cancel);
        files.Keep(file.Id);
        unit.AtEnd(KeptFiles.Insert([file.Id], unit.Now));
        return file;
    }

    /// <summary>A type's rows, one a line; nothing where there are none.</summary>
    private async Task WriteAsync(PersonalTable table, IReadOnlyList<Guid> people, Actor reader, TextWriter text, CancellationToken cancel)
    {
        var (isFirst, hidden) = (true, 0);
        var fields = table.Fields.Where(f => f.Field.Audiences.Has(reader.Audience)).Select(f => $"t.{f.Column} AS \"{f.Field.Name}\"");
        if (table.File is var (_, field, place)) fields = fields.Append($"{place} AS \"{field}\"");
        await using var command = Rows(table, $"(SELECT row_to_json(f)::text FROM (SELECT {string.Join(", ", fields)}) AS f)", people, reader);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            if (await rows.IsDBNullAsync(0, cancel)) { hidden++; continue; }
            await text.WriteAsync(isFirst ? $",\n\"{table.Type.Name}\":[\n" : ",\n");
            await text.WriteAsync(rows.GetString(0));
            isFirst = false;
        }
        if (!isFirst) await text.WriteAsync("]");
        // How much a customer may not see is no figure for customers.
        if (hidden > 0 && reader.Audience == Audience.Staff) await text.WriteAsync(string.Create(CultureInfo.InvariantCulture, $",\n\"hidden{table.Type.Name}\":{hidden}"));
    }

    /// <summary>What the rows' files contain, one after the other. One that the disk has lost is left out; its row says what it was.</summary>
    private async Task CopyFilesAsync(PersonalTable table, string fileAndPlace, IReadOnlyList<Guid> people, Actor reader, ZipArchive archive, CancellationToken cancel)
    {
        await using var command = Rows(table, fileAndPlace, people, reader);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            if (await rows.IsDBNullAsync(0, cancel) || files.Open(rows.GetGuid(0)) is not { } content) continue;
            await using (content)
            // Pictures, films and PDF are compressed as they are.
            await using (var copy = await AddAsync(archive, rows.GetString(1), CompressionLevel.NoCompression, cancel)) await content.CopyToAsync(copy, cancel);
        }
    }

    private Task<Stream> AddAsync(ZipArchive archive, string name, CompressionLevel compression, CancellationToken cancel)
    {
        var entry = archive.CreateEntry(name, compression);
        entry.LastWriteTime = unit.Now;
        return entry.OpenAsync(cancel);
    }

    /// <summary>Something of all rows about people, in order; null of those that the reader may not see.</summary>
    private NpgsqlCommand Rows(PersonalTable table, string select, IReadOnlyList<Guid> people, Actor reader)
    {
        var visible = policies.Visible(table.Type, reader.Audience, also: true);
        var keys = visible?.Sql ?? $"SELECT {table.Key} FROM {table.Name}";
        var command = new NpgsqlCommand(
            $"SELECT s.* FROM {table.Name} AS t LEFT JOIN ({keys}) AS v (key) ON v.key = t.{table.Key} LEFT JOIN LATERAL (SELECT {select}) AS s ON v.key IS NOT NULL WHERE {table.About("= ANY ($1)")} ORDER BY t.{table.Key}",
            unit.Connection);
        command.Parameters.Add(new() { Value = people.ToArray() });
        if (visible is not null) command.Parameters.AddRange(visible.Parameters(reader, unit.Now).ToArray());
        return command;
    }

    /// <inheritdoc/>
    public async Task EraseAsync(IReadOnlyList<Guid> people, IReadOnlyDictionary<string, int> years, int thisYear, CancellationToken cancel)
    {
        await unit.SaveAsync();
        var going = Tables.OfPeople.Where(t => t.Subject is not null).Select(t => (Table: t, Where: Going(t, years, thisYear))).Where(g => g.Where is not null).ToDictionary(g => g.Table, g => g.Where!);
        foreach (var (table, where) in going)
            foreach (var (other, column) in Tables.All.Where(t => !going.ContainsKey(t)).SelectMany(t => t.Relations.Where(r => r.Target == table.Type.Name && r.IsNullable).Select(r => (t, r.Column))))
                await ForPeopleAsync($"UPDATE {other.Name} SET {column} = NULL WHERE {column} IN (SELECT t.{table.Key} FROM {table.Name} AS t WHERE {where})", people, cancel);
        foreach (var table in PersonalTables.ReferrersFirst(going.Keys))
        {
            foreach (var file in table.File is not var (column, _, _) ? [] : await FilesAsync($"SELECT t.{column} FROM {table.Name} AS t WHERE {going[table]}", people, cancel)) await RemoveFileAsync(file, cancel);
            await ForPeopleAsync($"DELETE FROM {table.Name} AS t WHERE {going[table]}", people, cancel);
        }
        foreach (var table in Tables.OfPeople.Where(t => t.Personal.Count > 0 && t.Type.PersonRows is not RemovedRows))
            await ForPeopleAsync(
                $"UPDATE {table.Name} AS t SET {string.Join(", ", table.Personal.Select(p => $"{p.Column} = {p.Empty}"))} WHERE {table.About("= ANY ($1)")} AND ({string.Join(" OR ", table.Personal.Select(p => $"t.{p.Column} IS DISTINCT FROM {p.Empty}"))})",
                people, cancel);
        // What others' keys encrypt is not forgotten with the key.
        foreach (var table in Tables.OfPeople)
            if (table.Also is var (of, through))
                await ForPeopleAsync(
                    $"""
                    UPDATE propertygraph.audit AS a SET changes = coalesce((SELECT jsonb_object_agg(f.field, CASE jsonb_typeof(f.value) WHEN 'object' THEN jsonb_build_object('personal', NULL) ELSE f.value END) FROM jsonb_each(a.changes) AS f (field, value)), a.changes)
                    WHERE a.entity = '{table.Type.ClrType.Name}' AND a.key IN ({table.AlsoOf($"t.{table.Key}", of, through, "= ANY ($1)")})
                    """, people, cancel);
        await ForgetAsync(people, cancel);
    }

    /// <summary>Which rows of a type go now, over the alias <c>t</c>; null where all stay.</summary>
    private static string? Going(PersonalTable table, IReadOnlyDictionary<string, int> years, int thisYear)
    {
        if (table.Type.PersonRows is RemovedRows) return $"t.{table.Subject} = ANY ($1)";
        if (table.Retention is not var (root, through)) return null;
        var over = years.TryGetValue(root.Type.Name, out var kept)
            ? string.Create(CultureInfo.InvariantCulture, $" AND r.{root.RetainedFrom} < DATE '{Math.Max(1, thisYear - kept):0000}-01-01'")
            : "";
        return $"t.{through ?? root.Key} IN (SELECT r.{root.Key} FROM {root.Name} AS r WHERE r.{root.Subject} = ANY ($1){over})";
    }

    /// <summary>What the kernel itself knows of people: their key to the audit, under which name they came, and what they asked for.</summary>
    private async Task ForgetAsync(IReadOnlyList<Guid> people, CancellationToken cancel)
    {
        await ForPeopleAsync("DELETE FROM propertygraph.idempotency_keys WHERE caller IN (SELECT audience || ' ' || subject FROM propertygraph.principals WHERE person_id = ANY ($1) UNION SELECT 'CUSTOMER ' || person::text FROM unnest($1) AS p (person))", people, cancel);
        await ForPeopleAsync("UPDATE propertygraph.audit SET subject = actor_id::text WHERE audience = 'CUSTOMER' AND actor_id = ANY ($1) AND subject <> actor_id::text", people, cancel);
        await ForPeopleAsync("DELETE FROM propertygraph.principals WHERE person_id = ANY ($1)", people, cancel);
        await unit.Keys.ForgetAsync(people, cancel);
    }

    /// <inheritdoc/>
    public async Task RemoveFileAsync(Guid file, CancellationToken cancel)
    {
        await ExecuteAsync("DELETE FROM propertygraph.files WHERE id = $1", cancel, file);
        unit.AfterCommit(() => files.Remove(file));
    }

    private async Task<IReadOnlyList<Guid>> FilesAsync(string sql, IReadOnlyList<Guid> people, CancellationToken cancel)
    {
        await using var command = ForPeople(sql, people);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var found = new List<Guid>();
        while (await rows.ReadAsync(cancel)) found.Add(rows.GetGuid(0));
        return found;
    }

    private async Task ForPeopleAsync(string sql, IReadOnlyList<Guid> people, CancellationToken cancel)
    {
        await using var command = ForPeople(sql, people);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private NpgsqlCommand ForPeople(string sql, IReadOnlyList<Guid> people) =>
        new(sql, unit.Connection) { Parameters = { new() { Value = people.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid } } };

    private async Task ExecuteAsync(string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, unit.Connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
