using Microsoft.EntityFrameworkCore;
using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Security;

/// <summary>Rows that the kernel reads for commands are what EF would have read, and those that the caller sees.</summary>
public sealed class FoundRowTests(GuardedWorld world) : IClassFixture<GuardedWorld>
{
    private const int Most = 12;

    [Fact]
    public async Task Every_row_is_found_as_EF_finds_it()
    {
        var compared = 0;
        await InTransactionAsync(Actor.System, async (unit, type, db) =>
        {
            var mapped = db.Model.FindEntityType(type.ClrType)!;
            if (mapped.GetTableName() is not { } table) return;
            foreach (var key in await KeysAsync(unit, $"SELECT \"{type.KeyColumn}\" FROM \"{mapped.GetSchema()}\".\"{table}\" ORDER BY 1 LIMIT {Most}"))
            {
                db.ChangeTracker.Clear();
                var found = await FindAsync(type, db, key);
                db.ChangeTracker.DetectChanges();
                var entry = db.Entry(found!);
                Assert.Equal(EntityState.Unchanged, entry.State);
                var (current, original) = (entry.CurrentValues.Clone(), entry.OriginalValues.Clone());
                Assert.Same(found, await FindAsync(type, db, key));

                db.ChangeTracker.Clear();
                var expected = db.Entry((await db.FindAsync(type.ClrType, key))!);
                foreach (var property in mapped.GetProperties())
                {
                    var comparer = property.GetValueComparer();
                    Assert.True(comparer.Equals(expected.CurrentValues[property], current[property]), $"{type.Name} {key} {property.Name}: {current[property]}");
                    Assert.True(comparer.Equals(expected.OriginalValues[property], original[property]), $"{type.Name} {key} {property.Name}: {original[property]}");
                }
                compared++;
            }
        });
        Assert.InRange(compared, 200, int.MaxValue);
    }

    [Fact]
    public async Task Everybody_finds_what_everybody_sees()
    {
        var (seen, hidden) = (0, 0);
        foreach (var reader in GuardedWorld.Readers)
            await InTransactionAsync(GuardedWorld.ActorOf(reader), async (unit, type, db) =>
            {
                if (type.InUse is not null || db.Model.FindEntityType(type.ClrType)!.GetTableName() is null) return;
                foreach (var id in world.Visible(reader, type.Name).Take(Most))
                {
                    Assert.True(await FindAsync(type, db, Key(id)) is not null, $"{reader} does not find {type.Name} {id}");
                    seen++;
                }
                foreach (var id in world.Hidden(reader, type.Name).Take(Most))
                {
                    Assert.True(await FindAsync(type, db, Key(id)) is null, $"{reader} finds {type.Name} {id}");
                    hidden++;
                }
            });
        Assert.InRange(seen, 1_000, int.MaxValue);
        Assert.InRange(hidden, 500, int.MaxValue);
    }

    /// <summary>Does something with each type whose rows have global ids, in one transaction.</summary>
    private Task InTransactionAsync(Actor actor, Func<WriteUnit, EntityType, ModuleDb, Task> act) =>
        world.Platform.Get<WriteTransactions>().RunAsync(actor, "test", async unit =>
        {
            unit.Abandon();
            foreach (var type in world.Model.Entities.Values.Where(t => t.IsNode)) await act(unit, type, unit.Scope(type.Module).Db!);
            return true;
        }, CancellationToken.None);

    private static Task<object?> FindAsync(EntityType type, ModuleDb db, Guid key) => ((Visibility)db.Scope).FindAsync(db, type, key, CancellationToken.None);

    private static async Task<List<Guid>> KeysAsync(WriteUnit unit, string sql)
    {
        var keys = new List<Guid>();
        await using var command = new NpgsqlCommand(sql, unit.Connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) keys.Add(reader.GetGuid(0));
        return keys;
    }

    private static Guid Key(string id) => GlobalId.TryDecode(id, out _, out var key) ? key : throw new FormatException(id);
}
