using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PropertyGraph.Commands;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads.Oracle;

/// <summary>
/// Every row of every table as the module's own entities: each table is read whole, once; EF's change tracker connects the navigations. The rank
/// of each text comes from PostgreSQL, because only it knows its collation.
/// </summary>
internal sealed class SlowRows
{
    private readonly IReadOnlyDictionary<string, IReadOnlyList<object>> rows;
    private readonly IReadOnlyDictionary<string, IReadOnlyDictionary<Guid, object>> byKey;
    private readonly IReadOnlyDictionary<string, int> ranks;

    private SlowRows(GraphModel model, IReadOnlyDictionary<Type, IReadOnlyList<object>> loaded, IReadOnlyDictionary<string, int> ranks)
    {
        Model = model;
        this.ranks = ranks;
        rows = model.Entities.Values.ToDictionary(e => e.Name, e => (IReadOnlyList<object>)[.. loaded[e.ClrType].OrderBy(r => Key(e, r))]);
        byKey = model.Entities.Values.ToDictionary(e => e.Name, e => (IReadOnlyDictionary<Guid, object>)rows[e.Name].ToDictionary(r => Key(e, r)));
    }

    public GraphModel Model { get; }

    public IReadOnlyList<object> Of(EntityType entity) => rows[entity.Name];

    public object? Find(EntityType entity, Guid key) => byKey[entity.Name].GetValueOrDefault(key);

    public static Guid Key(EntityType entity, object row) => (Guid)entity.ClrType.GetProperty(entity.Key)!.GetValue(row)!;

    /// <summary>Place of a text of the database among all of them.</summary>
    public int Rank(string text) => ranks[text];

    public static async Task<SlowRows> LoadAsync(GraphModel model, string connectionString, CancellationToken cancel)
    {
        var loaded = new Dictionary<Type, IReadOnlyList<object>>();
        foreach (var type in model.Entities.Values.Select(e => e.DbType).Distinct())
        {
            await using var db = Context(type, connectionString);
            foreach (var table in db.Model.GetEntityTypes())
                loaded[table.ClrType] = await (Task<IReadOnlyList<object>>)Generic(nameof(AllAsync), table.ClrType).Invoke(null, [db, cancel])!;
        }
        var texts = loaded.SelectMany(t => t.Key.GetProperties().Where(p => p.PropertyType == typeof(string)).SelectMany(p => t.Value.Select(p.GetValue))).OfType<string>().Distinct();
        return new(model, loaded, await RanksAsync([.. texts], connectionString, cancel));
    }

    public static ModuleDb Context(Type db, string connectionString) => (ModuleDb)Generic(nameof(Create), db).Invoke(null, [connectionString])!;

    private static MethodInfo Generic(string name, Type type) => typeof(SlowRows).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type);

    private static ModuleDb Create<TDb>(string connectionString) where TDb : ModuleDb =>
        (ModuleDb)Activator.CreateInstance(typeof(TDb), ModuleDbOptions.For<TDb>(b => b.UseNpgsql(connectionString, ModuleDbOptions.Migrations<TDb>())))!;

    private static async Task<IReadOnlyList<object>> AllAsync<T>(ModuleDb db, CancellationToken cancel) where T : class => await db.Set<T>().ToListAsync(cancel);

    private static async Task<IReadOnlyDictionary<string, int>> RanksAsync(string[] texts, string connectionString, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand("SELECT t, rank() OVER (ORDER BY t COLLATE \"und-x-icu\")::int FROM unnest($1::text[]) AS t", connection) { Parameters = { new() { Value = texts } } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var ranks = new Dictionary<string, int>();
        while (await reader.ReadAsync(cancel)) ranks.Add(reader.GetString(0), reader.GetInt32(1));
        return ranks;
    }
}
