using System.Data.Common;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking.Internal;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Internal;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using PropertyGraph.Sql;

namespace PropertyGraph.Commands;

#pragma warning disable EF1001 // How EF itself has a row that it has read be tracked.

/// <summary>
/// Finds rows of one type by their keys and has EF track them. It reads them itself: what EF's queries do around a statement costs several times what the statement does. Made once for each type.
/// </summary>
internal sealed class RowFinder
{
    private readonly IEntityType type;
    private readonly IKey primaryKey;
    private readonly string select;
    private readonly string? keyOfPerson;
    private readonly Func<DbDataReader, object?[]> read;
    private readonly Func<MaterializationContext, object> make;

    /// <param name="db">Any context with the type.</param>
    /// <param name="personal">Where its personal values lie; null for a type without.</param>
    /// <exception cref="InvalidOperationException">It has no table.</exception>
    public RowFinder(ModuleDb db, Type clrType, PersonalTable? personal)
    {
        type = db.Model.FindEntityType(clrType)!;
        primaryKey = type.FindPrimaryKey()!;
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table) ?? throw new InvalidOperationException($"{type.DisplayName()} has no table; commands can't change it.");
        string Column(IProperty property) => new SqlName(property.GetColumnName(table)!).Delimited;
        Key = Column(primaryKey.Properties[0]);
        // Columns by name: * would leave out system columns such as the version xmin.
        select = $"SELECT {string.Join(", ", type.GetProperties().Select(Column))} FROM {new SqlName(table.Schema!).Delimited}.{new SqlName(table.Name).Delimited} WHERE {Key} = $1";
        keyOfPerson = personal?.Subject is null ? null : SubjectKeys.OfRow(personal);
        read = Reader(type);
        make = db.GetService<IStructuralTypeMaterializerSource>().GetMaterializer(type);
    }

    /// <summary>The key's column, ready for SQL.</summary>
    private string Key { get; }

    /// <param name="db">In a transaction.</param>
    /// <param name="visible">Who may see which rows, with its parameters; null for all.</param>
    /// <param name="keys">Comes to know the key of the person whose row it is, in the same round trip.</param>
    /// <returns>The row, the same one where the context has it already; null for none.</returns>
    public async Task<object?> FindAsync(ModuleDb db, Guid id, (string Sql, IEnumerable<NpgsqlParameter> Parameters)? visible, SubjectKeys keys, CancellationToken cancel)
    {
        if (visible is null && Tracked(db, id) is { } known) return known;
        var row = new NpgsqlBatchCommand(visible is null ? select : $"{select} AND {Key} IN ({visible.Value.Sql})") { Parameters = { new NpgsqlParameter<Guid> { TypedValue = id } } };
        if (visible is not null) row.Parameters.AddRange(visible.Value.Parameters.ToArray());
        await using var batch = db.Connection!.Batch(row);
        if (keyOfPerson is not null) batch.BatchCommands.Add(new(keyOfPerson) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = id } } });
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        var found = await reader.ReadAsync(cancel) ? Track(db, id, reader) : null;
        if (found is not null && await reader.NextResultAsync(cancel)) await keys.SeeAsync(reader, cancel);
        return found;
    }

    private object Track(ModuleDb db, Guid id, NpgsqlDataReader reader)
    {
        if (Tracked(db, id) is { } known) return known;
        var entity = make(new(new(read(reader)), db));
        StatesOf(db).StartTrackingFromQuery(type, entity, Snapshot.Empty);
        return entity;
    }

    private object? Tracked(ModuleDb db, Guid id) => StatesOf(db).TryGetEntry(primaryKey, [id])?.Entity;

    private static IStateManager StatesOf(ModuleDb db) => ((IDbContextDependencies)db).StateManager;

    /// <summary>A row's values in the order of the type's properties, as the properties have them.</summary>
    private static Func<DbDataReader, object?[]> Reader(IEntityType type)
    {
        var row = Expression.Parameter(typeof(DbDataReader), "row");
        var properties = type.GetProperties().ToList();
        var values = properties.OrderBy(p => p.GetIndex()).Select(p => Value(row, p, properties.IndexOf(p)));
        return Expression.Lambda<Func<DbDataReader, object?[]>>(Expression.NewArrayInit(typeof(object), values), row).Compile();
    }

    private static Expression Value(ParameterExpression row, IProperty property, int column)
    {
        var mapping = property.GetRelationalTypeMapping();
        var method = mapping.GetDataReaderMethod();
        Expression value = Expression.Call(method.DeclaringType!.IsAssignableFrom(row.Type) ? row : Expression.Convert(row, method.DeclaringType), method, Expression.Constant(column));
        value = mapping.CustomizeDataReaderExpression(value);
        if (mapping.Converter is { } converter)
        {
            var convert = converter.ConvertFromProviderExpression;
            if (value.Type != convert.Parameters[0].Type) value = Expression.Convert(value, convert.Parameters[0].Type);
            value = ReplacingExpressionVisitor.Replace(convert.Parameters[0], value, convert.Body);
        }
        value = Expression.Convert(Expression.Convert(value, property.ClrType), typeof(object));
        return property.IsNullable ? Expression.Condition(Expression.Call(row, nameof(DbDataReader.IsDBNull), [], Expression.Constant(column)), Expression.Constant(null), value) : value;
    }
}
