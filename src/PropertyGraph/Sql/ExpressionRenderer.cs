using System.Collections.Concurrent;
using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using System.Reflection.Emit;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Modules;
using PropertyGraph.Plans;

namespace PropertyGraph.Sql;

/// <summary>
/// Has EF Core translate expressions over an entity to SQL, once, at start-up. Before EF sees an expression, every member of the actor and every
/// <see cref="Clock.Now"/> is replaced by a named parameter: EF evaluates what it can, and would otherwise bake one actor's values into the text.
/// </summary>
internal static partial class ExpressionRenderer
{
    private static readonly System.Reflection.Emit.ModuleBuilder Rows =
        AssemblyBuilder.DefineDynamicAssembly(new("PropertyGraph.Rows"), AssemblyBuilderAccess.Run).DefineDynamicModule("rows");

    private static int rowTypes;

    /// <summary>By their fields. EF keeps what it made of a query by the query's types: a type that is used again spares it all of that.</summary>
    private static readonly ConcurrentDictionary<string, Lazy<Type>> RowTypes = new();

    /// <summary>SQL of each column, and of FROM and WHERE.</summary>
    /// <param name="what">Type, module and audience, for messages.</param>
    /// <exception cref="StartupException">EF can't translate an expression, or it baked a value into the text.</exception>
    public static (IReadOnlyList<SqlText> Columns, SqlText From) Render(
        Type dbType, Type entityType, IReadOnlyList<(string Name, LambdaExpression Expression)> columns, LambdaExpression? where, string what)
    {
        var first = Command(dbType, entityType, columns, where, SlotValues.Low, what);
        var second = Command(dbType, entityType, columns, where, SlotValues.High, what);
        if (first.Text != second.Text)
            throw new StartupException($"{what}: EF Core bakes the actor or the clock into the SQL; use their members only in comparisons inside the expression.");
        return RenderedSelect.Parse(first.Text, first.Slots, columns, what);
    }

    /// <summary>
    /// What the last SELECT computes, EF would do in C# where it can't in SQL, and the field would show the bare column. Of a sort key it refuses that, so each
    /// computed column is tried as one.
    /// </summary>
    /// <exception cref="StartupException">EF can't translate a column.</exception>
    public static void RequireSql(Type dbType, Type entityType, IReadOnlyList<(string Name, LambdaExpression Expression)> columns, string what)
    {
        if (columns.Count == 0) return;
        using var db = CreateContext(dbType);
        var row = Expression.Parameter(entityType, "row");
        var rows = Set(db, entityType);
        foreach (var (name, expression) in columns)
        {
            var key = Expression.Lambda(new SlotBinder(expression, row, SlotValues.Low, what).Visit(expression.Body), row);
            Translated(() => rows.Provider.CreateQuery(Expression.Call(typeof(Queryable), nameof(Queryable.OrderBy), [entityType, key.ReturnType], rows.Expression, Expression.Quote(key))).CreateDbCommand(), what, name).Dispose();
        }
    }

    /// <summary>PostgreSQL's type of each column, without a length or precision.</summary>
    public static IReadOnlyDictionary<string, string> ColumnTypes(Type dbType, Type entityType, IReadOnlyList<(string Name, LambdaExpression Expression)> columns)
    {
        using var db = CreateContext(dbType);
        var mapped = db.Model.FindEntityType(entityType);
        var mappings = db.GetService<IRelationalTypeMappingSource>();
        return columns.ToDictionary(c => c.Name, c => TypeModifier().Replace(TypeOf(c.Expression), ""));

        string TypeOf(LambdaExpression expression)
        {
            if (EntityDraft.ColumnOf(expression) is { } property && mapped?.FindProperty(property) is { } column) return column.GetColumnType();
            var type = Nullable.GetUnderlyingType(expression.ReturnType) ?? expression.ReturnType;
            // As the conventions store them.
            return type.IsEnum ? "text" : mappings.FindMapping(type, db.Model)!.StoreType;
        }
    }

    [GeneratedRegex(@"\([^)]*\)")]
    private static partial Regex TypeModifier();

    private static (string Text, Dictionary<string, Slot> Slots) Command(
        Type dbType, Type entityType, IReadOnlyList<(string Name, LambdaExpression Expression)> columns, LambdaExpression? where, SlotValues values, string what)
    {
        using var db = CreateContext(dbType);
        if (db.Model.FindEntityType(entityType) is null) throw new StartupException($"{what}: {dbType.Name} does not map the class {entityType.Name}; give it a DbSet<{entityType.Name}>.");
        var row = Expression.Parameter(entityType, "row");
        Expression Bind(LambdaExpression lambda) => new SlotBinder(lambda, row, values, what).Visit(lambda.Body);

        var query = Set(db, entityType);
        var source = query.Expression;
        if (where is not null) source = Expression.Call(typeof(Queryable), nameof(Queryable.Where), [entityType], source, Expression.Quote(Expression.Lambda(Bind(where), row)));
        var rowType = RowType(columns);
        var projection = Expression.Lambda(
            Expression.MemberInit(Expression.New(rowType), columns.Select(c => Expression.Bind(rowType.GetField(c.Name)!, As(FieldType(c.Expression), Bind(c.Expression))))), row);
        source = Expression.Call(typeof(Queryable), nameof(Queryable.Select), [entityType, rowType], source, Expression.Quote(projection));
        using var command = Translated(() => query.Provider.CreateQuery(source).CreateDbCommand(), what, null);
        return (command.CommandText, command.Parameters.Cast<NpgsqlParameter>().ToDictionary(p => p.ParameterName.TrimStart('@'), p => SlotOf(p, what)));
    }

    private static IQueryable Set(DbContext db, Type entityType) =>
        (IQueryable)typeof(DbContext).GetMethod(nameof(DbContext.Set), 1, [])!.MakeGenericMethod(entityType).Invoke(db, null)!;

    private static DbCommand Translated(Func<DbCommand> translate, string what, string? column)
    {
        try
        {
            return translate();
        }
        catch (InvalidOperationException error)
        {
            var part = column is null ? "an expression" : $"the expression of '{column}'";
            throw new StartupException($"{what}: EF Core can't translate {part} to SQL; write it with columns, operators and functions that it knows. {error.Message.Split('\n')[0]}", error);
        }
    }

    private static Slot SlotOf(NpgsqlParameter parameter, string what)
    {
        // EF numbers a name that occurs more than once.
        var name = parameter.ParameterName.TrimStart('@').TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').TrimEnd('_');
        if (name == nameof(SlotValues.now)) return new NowSlot();
        return SlotValues.Members.Contains(name)
            ? new ActorSlot(name["actor".Length..], parameter.NpgsqlDbType)
            : throw new StartupException($"{what}: the SQL has a parameter '{name}' that is neither the actor nor the clock; expressions may not capture variables.");
    }

    private static Type RowType(IReadOnlyList<(string Name, LambdaExpression Expression)> columns)
    {
        var fields = columns.Select(c => (c.Name, Type: FieldType(c.Expression))).ToList();
        return RowTypes.GetOrAdd(string.Join(';', fields.Select(f => $"{f.Name}:{f.Type.AssemblyQualifiedName}")), _ => new(() => RowType(fields))).Value;
    }

    private static Type RowType(IReadOnlyList<(string Name, Type Type)> fields)
    {
        lock (Rows)
        {
            var type = Rows.DefineType($"Row{++rowTypes}", TypeAttributes.Public | TypeAttributes.Class);
            foreach (var (name, of) in fields) type.DefineField(name, of, FieldAttributes.Public);
            return type.CreateType();
        }
    }

    /// <summary>A module's enums are internal, which a field of another assembly can't be; EF drops the conversion from the SQL.</summary>
    private static Type FieldType(LambdaExpression column) => column.ReturnType.IsVisible ? column.ReturnType : typeof(object);

    private static Expression As(Type type, Expression value) => value.Type == type ? value : Expression.Convert(value, type);

    private static DbContext CreateContext(Type dbType) =>
        (DbContext)typeof(ExpressionRenderer).GetMethod(nameof(NeverConnected), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(dbType).Invoke(null, null)!;

    private static TDb NeverConnected<TDb>() where TDb : ModuleDb =>
        (TDb)Activator.CreateInstance(typeof(TDb), ModuleDbOptions.For<TDb>(builder => builder.UseNpgsql("Host=never-connected")))!;

    /// <summary>Replaces the expression's own row by the query's, and the actor's members and the clock by parameters.</summary>
    private sealed class SlotBinder(LambdaExpression lambda, ParameterExpression row, SlotValues values, string what) : ExpressionVisitor
    {
        private readonly ParameterExpression own = lambda.Parameters[0];
        private readonly ParameterExpression? actor = lambda.Parameters.Count > 1 ? lambda.Parameters[1] : null;

        protected override Expression VisitParameter(ParameterExpression node) => node == own ? row
            : node == actor ? throw new StartupException($"{what}: the actor itself is used; use one of its members, such as actor.StaffId.")
            : node;

        protected override Expression VisitMember(MemberExpression node)
        {
            // A captured variable would become a parameter of any name, that of a slot included.
            if (node.Expression is ConstantExpression)
                throw new StartupException($"{what}: an expression captures the variable '{node.Member.Name}', whose value would be frozen at start-up; use a constant, a column, the actor or Clock.Now.");
            if (node.Member.Name is "Now" or "UtcNow" or "Today" && node.Member.DeclaringType is var clock && (clock == typeof(DateTime) || clock == typeof(DateTimeOffset)))
                throw new StartupException($"{what}: an expression uses {clock.Name}.{node.Member.Name}; use Clock.Now, which is one moment for the whole request.");
            if (actor is not null && node.Expression == actor) return Parameter("actor" + node.Member.Name);
            if (node.Member.DeclaringType == typeof(Clock)) return Parameter(nameof(SlotValues.now));
            return base.VisitMember(node);
        }

        private MethodCallExpression Parameter(string name)
        {
            var property = typeof(SlotValues).GetProperty(name) ?? throw new StartupException($"{what}: {name} can't be used in an expression.");
            return Expression.Call(typeof(EF).GetMethod(nameof(EF.Parameter))!.MakeGenericMethod(property.PropertyType), Expression.Property(Expression.Constant(values), property));
        }
    }
}

/// <summary>
/// Stand-ins for the actor's claims and the clock while EF renders; two that differ in every member show whether a value got into the text.
/// Names are those of the parameters in EF's SQL.
/// </summary>
internal sealed record SlotValues(Guid actorId, Guid actorCustomerId, Guid actorPartnerId, Guid actorStaffId, Guid actorDepartmentId, Position actorPosition, string actorRole, DateTimeOffset now)
{
    public static SlotValues Low { get; } = new(Guid.Empty, Guid.Empty, Guid.Empty, Guid.Empty, Guid.Empty, default, "", DateTimeOffset.UnixEpoch);

    public static SlotValues High { get; } = new(
        Guid.AllBitsSet, Guid.AllBitsSet, Guid.AllBitsSet, Guid.AllBitsSet, Guid.AllBitsSet, Position.Administrator, "ADMINISTRATOR", DateTimeOffset.UnixEpoch.AddYears(50));

    public static IReadOnlyList<string> Members { get; } = [.. typeof(SlotValues).GetProperties().Select(p => p.Name).Where(n => n.StartsWith("actor", StringComparison.Ordinal))];
}
