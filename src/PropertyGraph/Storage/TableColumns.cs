using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PropertyGraph.Commands;
using PropertyGraph.Schema;

namespace PropertyGraph.Storage;

/// <summary>Where the modules' EF models keep the properties of the graph's types.</summary>
internal sealed class TableColumns(WriteModel model)
{
    /// <summary>The column behind a property; null for what is no table, such as a view.</summary>
    public TableColumn? Find(EntityType entity, string property)
    {
        using var db = model.Create(entity.DbType);
        var type = db.Model.FindEntityType(entity.ClrType);
        if (type is null || StoreObjectIdentifier.Create(type, StoreObjectType.Table) is not { Schema: { } schema } table) return null;
        if (type.FindProperty(property)?.GetColumnName(table) is not { } name) return null;
        var isIndexed = type.GetIndexes().Any(i => i.Properties[0].Name == property && i.GetFilter() is null) || type.GetKeys().Any(k => k.Properties[0].Name == property);
        return new(schema, table.Name, name, isIndexed);
    }

    /// <summary>A name for an index or constraint: PostgreSQL cuts names after 63 bytes, which could make two equal.</summary>
    public static string ObjectName(string name) =>
        name.Length <= 63 ? name : $"{name[..54]}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8]}";
}

/// <summary>A column of a module's table.</summary>
/// <param name="IsIndexed">Whether an index of the module's own, over all rows, begins with it.</param>
internal sealed record TableColumn(string Schema, string Table, string Name, bool IsIndexed);
