using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Query;
using PropertyGraph.Access;
using PropertyGraph.Modules;
using PropertyGraph.Schema;

namespace PropertyGraph.Sql;

/// <summary>The visible rows of every type for every audience. Built once; a policy that leads back to itself stops the start-up.</summary>
internal sealed class EntitySources
{
    private const string VisibleByRow = "visible_by_row";
    private const string InUse = "row_in_use";
    private readonly GraphModel model;
    private readonly Dictionary<(string, Audience), EntitySource> sources = [];
    private readonly Dictionary<(string, Audience), EntitySource> listed = [];
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> types;
    private readonly List<(string Entity, Audience Audience)> path = [];
    private readonly HashSet<LambdaExpression> tried = [];

    public EntitySources(GraphModel model)
    {
        this.model = model;
        types = model.Entities.Values.ToDictionary(e => e.Name, e => ExpressionRenderer.ColumnTypes(e.DbType, e.ClrType, Columns(e)));
        foreach (var entity in model.Entities.Values)
            foreach (var audience in Enum.GetValues<Audience>())
            {
                var source = Source(entity, audience);
                // The platform sees every row, wherever it looks.
                if (entity.InUse is not null && audience != Audience.System)
                    listed.Add((entity.Name, audience), new RelationSource(source, ColumnsOf(entity).Where(source.Has), [InUse], SqlText.Of($"r.{new SqlName(InUse)}")));
            }
    }

    public EntitySource this[EntityType entity, Audience audience] => sources[(entity.Name, audience)];

    /// <summary>The rows that lists show and commands find.</summary>
    public EntitySource Listed(EntityType entity, Audience audience) => listed.GetValueOrDefault((entity.Name, audience)) ?? this[entity, audience];

    /// <summary>Names of a type's columns, those included that not every audience has.</summary>
    public IEnumerable<string> ColumnsOf(EntityType entity) => types[entity.Name].Keys;

    /// <summary>PostgreSQL's type of a column, such as <c>text</c>.</summary>
    public string TypeOf(EntityType entity, string column) => types[entity.Name][column];

    private EntitySource Source(EntityType entity, Audience audience)
    {
        if (sources.TryGetValue((entity.Name, audience), out var known)) return known;
        var here = (Entity: entity.Name, Audience: audience);
        if (path.Contains(here))
            throw new StartupException($"Row policies for {audience} follow each other in a circle: {string.Join(" -> ", path.SkipWhile(p => p != here).Append(here).Select(p => Named(p.Entity)))}; remove one of these VisibleThrough.");
        path.Add(here);
        var source = Render(entity, audience);
        path.RemoveAt(path.Count - 1);
        sources.Add(here, source);
        return source;
    }

    private string Named(string entity) => $"{entity} (module '{model.Entities[entity].Module}')";

    private EntitySource Render(EntityType entity, Audience audience)
    {
        var what = $"{entity.Name} (module '{entity.Module}') for {audience}";
        var columns = Columns(entity).Where(c => Claims.Of(c.Expression).All(claim => Claims.Has(audience, claim))).ToList();
        var policies = entity.Policies.Where(p => p.Audience == audience).ToList();
        if (entity.SeesAll(audience)) return Rows(entity, columns, null, what);
        var rows = Either(entity, policies.OfType<RowPolicy>().Select(p => p.Expression!), audience, what);
        var relations = policies.OfType<RelationPolicy>().ToList();
        if (relations.Count == 0) return Rows(entity, columns, rows ?? Never(entity), what);
        return ThroughRelations(entity, audience, columns, rows, relations, what);
    }

    private EntitySource Rows(EntityType entity, List<(string Name, LambdaExpression Expression)> columns, LambdaExpression? where, string what)
    {
        // EF renders equal expressions once, such as one condition that several relations share.
        var distinct = columns.DistinctBy(c => c.Expression, ExpressionEqualityComparer.Instance).ToList();
        ExpressionRenderer.RequireSql(entity.DbType, entity.ClrType, [.. distinct.Where(c => EntityDraft.ColumnOf(c.Expression) is null && tried.Add(c.Expression))], what);
        var (items, from) = ExpressionRenderer.Render(entity.DbType, entity.ClrType, distinct, where, what);
        return new RenderedSource(entity, columns.ToDictionary(
            c => c.Name, c => items[distinct.FindIndex(d => ExpressionEqualityComparer.Instance.Equals(d.Expression, c.Expression))]), from);
    }

    private EntitySource ThroughRelations(
        EntityType entity, Audience audience, List<(string Name, LambdaExpression Expression)> columns, LambdaExpression? rows, List<RelationPolicy> relations, string what)
    {
        var plain = Rows(entity, rows is null ? columns : [.. columns, (VisibleByRow, rows)], null, what);
        var conditions = relations.Select(r => Through(entity, audience, r)).ToList();
        if (rows is not null) conditions.Insert(0, SqlText.Of($"r.{new SqlName(VisibleByRow)}"));
        List<string> reads = [.. relations.Select(r => entity.Fields[r.Field] is ToOneField one ? one.Column : entity.KeyColumn)];
        if (rows is not null) reads.Add(VisibleByRow);
        return new RelationSource(plain, columns.Select(c => c.Name), reads, SqlText.Join(" OR ", conditions));
    }

    private SqlText Through(EntityType entity, Audience audience, RelationPolicy policy)
    {
        switch (entity.Fields[policy.Field])
        {
            case ToOneField one:
                var target = model.Entities[one.Target];
                return SqlText.Of($"EXISTS (SELECT 1 FROM {Source(target, audience).Select([target.KeyColumn])} AS v WHERE v.{new SqlName(target.KeyColumn)} = r.{new SqlName(one.Column)})");
            case ToManyField many:
                var other = Source(model.Entities[many.Target], audience);
                var condition = many.Where is { } where ? SqlText.Of($" AND v.{new SqlName(where.Column)}") : SqlText.Empty;
                return SqlText.Of($"EXISTS (SELECT 1 FROM {other.Select(many.Where is null ? [many.Column] : [many.Column, many.Where.Column])} AS v WHERE v.{new SqlName(many.Column)} = r.{new SqlName(entity.KeyColumn)}{condition})");
            default:
                throw new InvalidOperationException(policy.Field);
        }
    }

    /// <summary>Every column that a statement may need: key, fields, foreign keys of both directions, conditions of relations.</summary>
    private List<(string Name, LambdaExpression Expression)> Columns(EntityType entity)
    {
        var columns = new Dictionary<string, LambdaExpression> { [entity.KeyColumn] = KeyOf(entity) };
        foreach (var field in entity.Fields.Values)
            switch (field)
            {
                case ScalarField scalar: columns.TryAdd(scalar.Column, scalar.Expression); break;
                case ToOneField one: columns.TryAdd(one.Column, Plain(one.KeyExpression)); break;
                case ResolvedField resolved when resolved.KeyExpression.Parameters.Count > 0: columns.TryAdd(resolved.KeyColumn, resolved.KeyExpression); break;
            }
        foreach (var many in model.Entities.Values.SelectMany(e => e.Fields.Values).OfType<ToManyField>().Where(m => m.Target == entity.Name))
        {
            columns.TryAdd(many.Column, Plain(many.KeyExpression));
            if (many.Where is { } where) columns.TryAdd(where.Column, where.Expression);
        }
        if (entity.InUse is { } inUse) columns.Add(InUse, inUse);
        return [.. columns.Select(c => (c.Key, c.Value))];
    }

    private static LambdaExpression KeyOf(EntityType entity)
    {
        var row = Expression.Parameter(entity.ClrType, "row");
        return Expression.Lambda(Expression.Property(row, entity.Key), row);
    }

    /// <summary>Foreign keys are given as <c>Guid?</c>; the conversion that this puts around a plain column is not wanted in SQL.</summary>
    private static LambdaExpression Plain(LambdaExpression key) =>
        key.Body is UnaryExpression { NodeType: ExpressionType.Convert } convert ? Expression.Lambda(convert.Operand, key.Parameters) : key;

    private static LambdaExpression? Either(EntityType entity, IEnumerable<LambdaExpression> policies, Audience audience, string what)
    {
        var row = Expression.Parameter(entity.ClrType, "row");
        var actor = Expression.Parameter(typeof(Actor), "actor");
        Expression? body = null;
        foreach (var policy in policies)
        {
            if (Claims.Of(policy).FirstOrDefault(claim => !Claims.Has(audience, claim)) is { } missing)
                throw new StartupException($"{what}: the row policy uses actor.{missing}, which only {Claims.Owner(missing)} has; use a claim of {audience}, or give the policy to {Claims.Owner(missing)}.");
            var bound = new Replace(policy.Parameters[0], row, policy.Parameters[1], actor).Visit(policy.Body);
            body = body is null ? bound : Expression.OrElse(body, bound);
        }
        return body is null ? null : Expression.Lambda(body, row, actor);
    }

    private static LambdaExpression Never(EntityType entity) =>
        Expression.Lambda(Expression.Constant(false), Expression.Parameter(entity.ClrType, "row"));

    private sealed class Replace(ParameterExpression row, Expression newRow, ParameterExpression actor, Expression newActor) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == row ? newRow : node == actor ? newActor : node;
    }
}

/// <summary>Which claims each audience carries.</summary>
internal static class Claims
{
    public static bool Has(Audience audience, string claim) => Owner(claim) is not { } owner || owner == audience;

    /// <summary>The one audience that has the claim; null where every audience has it.</summary>
    public static Audience? Owner(string claim) => claim switch
    {
        nameof(Actor.CustomerId) => Audience.Customer,
        nameof(Actor.PartnerId) => Audience.Partner,
        nameof(Actor.StaffId) or nameof(Actor.DepartmentId) or nameof(Actor.Position) => Audience.Staff,
        _ => null,
    };

    /// <summary>The actor's members that an expression reads.</summary>
    public static IReadOnlySet<string> Of(LambdaExpression expression)
    {
        var finder = new Finder();
        finder.Visit(expression);
        return finder.Found;
    }

    private sealed class Finder : ExpressionVisitor
    {
        public HashSet<string> Found { get; } = [];

        protected override Expression VisitMember(MemberExpression node)
        {
            if (node.Expression?.Type == typeof(Actor)) Found.Add(node.Member.Name);
            return base.VisitMember(node);
        }
    }
}
