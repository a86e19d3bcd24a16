using System.Collections.Concurrent;
using PropertyGraph.Access;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads.Oracle;

/// <summary>
/// What one actor sees of the rows at one moment: visibility, values and relations, each by scanning. Rows never change here, so what was found for a row and a
/// field is remembered: slow is right, but hundreds of queries have to fit in a minute.
/// </summary>
internal sealed class SlowView(SlowRows rows, Actor actor, DateTimeOffset now)
{
    private readonly SlowExpression expressions = new(actor, now, SlowFunctions.Of(rows));
    private readonly ConcurrentDictionary<object, bool> visible = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<(string Field, object Row), object?> values = new();
    private readonly ConcurrentDictionary<(string Field, object Row), IReadOnlyList<object>> related = new();

    public GraphModel Model => rows.Model;
    public SlowRows Rows => rows;
    public Actor Actor => actor;

    public bool Allows(Field field) => field.Audiences.Has(actor.Audience);

    public IEnumerable<object> VisibleRows(EntityType entity) => rows.Of(entity).Where(row => IsVisible(entity, row));

    public bool IsVisible(EntityType entity, object row)
    {
        if (actor.Audience == Audience.System) return true;
        if (visible.TryGetValue(row, out var known)) return known;
        return visible[row] = entity.Policies.Where(p => p.Audience == actor.Audience).Any(p => p switch
        {
            RowPolicy { Expression: null } => true,
            RowPolicy { Expression: { } expression } => expressions.Evaluate(expression, row) is true,
            RelationPolicy relation => entity.Fields[relation.Field] switch
            {
                ToOneField one => One(one, row) is not null,
                ToManyField many => Many(entity, many, row).Any(),
                var other => throw new NotSupportedException(other.GetType().Name),
            },
            _ => throw new NotSupportedException(p.GetType().Name),
        });
    }

    public object? Value(ScalarField field, object row) => values.GetOrAdd((field.Name, row), _ => expressions.Evaluate(field.Expression, row));

    public object? One(ToOneField field, object row)
    {
        var target = Model.Entities[field.Target];
        return expressions.Evaluate(field.KeyExpression, row) is Guid key && rows.Find(target, key) is { } other && IsVisible(target, other) ? other : null;
    }

    public IEnumerable<object> Many(EntityType entity, ToManyField field, object row) => related.GetOrAdd((field.Name, row), _ =>
    {
        var (target, key) = (Model.Entities[field.Target], SlowRows.Key(entity, row));
        return [.. rows.Of(target).Where(other =>
            expressions.Evaluate(field.KeyExpression, other) is Guid parent && parent == key
            && (field.Where is null || expressions.Evaluate(field.Where.Expression, other) is true)
            && IsVisible(target, other))];
    });

    public object? Resolved(ResolvedField field, object row)
    {
        if (expressions.Evaluate(field.KeyExpression, row) is not { } key) return null;
        return field.Resolve([key], CancellationToken.None).AsTask().GetAwaiter().GetResult().Single();
    }
}
