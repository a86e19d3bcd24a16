using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Sql;

namespace PropertyGraph.Commands;

/// <summary>Finds rows for one actor, by the row policies, inside the transaction of a command.</summary>
internal sealed class Visibility(WriteModel model, IRowPolicies policies, Actor actor, DateTimeOffset now) : ModuleDb.IVisibility
{
    private static readonly ConcurrentDictionary<(Type, Type), (string Select, string Key)> Selects = [];

    public async Task<T?> FindVisibleAsync<T>(ModuleDb db, Guid id, CancellationToken cancel) where T : class
    {
        if (actor.Audience == Audience.System) return await db.FindAsync<T>([id], cancel);
        var entity = model.Entity(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is no type of the graph and has no row policies.");
        var (select, key) = Selects.GetOrAdd((db.GetType(), typeof(T)), static (_, context) => SelectOf(context), db.Model.FindEntityType(typeof(T))!);
        var visible = policies.Visible(entity.Type, actor.Audience);
        // EF takes the text for a format.
        var sql = $"{select} WHERE {key} = @row_key AND {key} IN ({visible.Sql})".Replace("{", "{{").Replace("}", "}}");
        var rows = await db.Set<T>().FromSqlRaw(sql, [new NpgsqlParameter("row_key", id), .. visible.Parameters(actor, now)]).ToListAsync(cancel);
        return rows.SingleOrDefault();
    }

    /// <summary>Columns by name: <c>*</c> would leave out system columns such as the version <c>xmin</c>.</summary>
    private static (string Select, string Key) SelectOf(IEntityType type)
    {
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table) ?? throw new InvalidOperationException($"{type.DisplayName()} has no table; commands can't change it.");
        var columns = type.GetProperties().Select(p => new SqlName(p.GetColumnName(table)!).Delimited);
        return ($"SELECT {string.Join(", ", columns)} FROM {new SqlName(table.Schema!).Delimited}.{new SqlName(table.Name).Delimited}", new SqlName(type.FindPrimaryKey()!.Properties[0].GetColumnName(table)!).Delimited);
    }
}
