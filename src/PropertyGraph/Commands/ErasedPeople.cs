using Microsoft.EntityFrameworkCore;
using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Schema;

namespace PropertyGraph.Commands;

/// <summary>
/// Nothing personal is written about people who were erased. Whoever tries is told; rows that the law keeps, such as a payment that the bank took back, and what the platform writes by itself are written without it.
/// </summary>
internal static class ErasedPeople
{
    public static IReadOnlyDictionary<Guid, byte[]?> NoKeys { get; } = new Dictionary<Guid, byte[]?>();

    /// <summary>Changes that tell something personal of who was erased, each with its type.</summary>
    /// <exception cref="ErasedPersonException">Somebody tries to write them.</exception>
    public static async Task<IReadOnlyDictionary<RowChange, WrittenEntity>> WordsAboutAsync(
        WriteUnit unit, WriteModel model, IReadOnlyList<(RowChange Change, WrittenEntity? Entity)> written, IReadOnlyDictionary<Guid, byte[]?> keys)
    {
        var found = new Dictionary<RowChange, WrittenEntity>();
        foreach (var type in written.Where(w => w.Entity is not null && HasWords(w.Change, w.Entity)).GroupBy(w => w.Entity!, w => w.Change))
        {
            IReadOnlySet<Guid> alsoErased = type.Key.Type.AlsoAbout is null ? new HashSet<Guid>() : await AlsoErasedAsync(unit, model.PersonalTables.Of(type.Key.Type)!, [.. type.Select(c => KeyOf(c, type.Key))]);
            foreach (var change in type)
                if (type.Key.DataSubject(change.Row) is { } person && keys.TryGetValue(person, out var key) && key is null || alsoErased.Contains(KeyOf(change, type.Key))) found.Add(change, type.Key);
        }
        return unit.Actor.Audience == Audience.System || found.Values.All(e => e.Type.PersonRows is RetainedRows or RetainedWithRows) ? found : throw new ErasedPersonException();
    }

    /// <summary>Statements that take it out of the rows again.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Empty(WriteModel model, IReadOnlyDictionary<RowChange, WrittenEntity> words)
    {
        foreach (var type in words.GroupBy(w => w.Value, w => KeyOf(w.Key, w.Value)))
            if (model.PersonalTables.Of(type.Key.Type) is { } table)
                yield return new($"UPDATE {table.Name} SET {string.Join(", ", table.Personal.Select(p => $"{p.Column} = {p.Empty}"))} WHERE {table.Key} = ANY ($1)") { Parameters = { new() { Value = type.ToArray() } } };
    }

    private static bool HasWords(RowChange change, WrittenEntity entity) => change.State != EntityState.Deleted && entity.Personal.Any(name =>
        change.Entry.Metadata.FindProperty(name) is { } property && change.After[property] is { } after && !PersonalTables.Emptied.Equals(after)
        && (change.State == EntityState.Added || !property.GetValueComparer().Equals(change.Before[property], after)));

    private static async Task<IReadOnlySet<Guid>> AlsoErasedAsync(WriteUnit unit, PersonalTable table, Guid[] rows)
    {
        var (of, through) = table.Also!.Value;
        await unit.SendRowsAsync();
        await using var command = new NpgsqlCommand(
            $"SELECT t.{table.Key} FROM {table.Name} AS t JOIN {of.Name} AS r ON r.{of.Key} = t.{through} JOIN propertygraph.subject_keys AS k ON k.subject = r.{of.Subject} WHERE t.{table.Key} = ANY ($1) AND k.key IS NULL",
            unit.Connection)
        { Parameters = { new() { Value = rows } } };
        await using var reader = await command.ExecuteReaderAsync(unit.Cancel);
        var found = new HashSet<Guid>();
        while (await reader.ReadAsync(unit.Cancel)) found.Add(reader.GetGuid(0));
        return found;
    }

    private static Guid KeyOf(RowChange change, WrittenEntity entity) => (Guid)change.After[entity.Type.Key]!;
}

/// <summary>Somebody tried to write something personal about a person who was erased.</summary>
internal sealed class ErasedPersonException : Exception;
