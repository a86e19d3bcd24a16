using PropertyGraph.Access;
using PropertyGraph.Plans;
using PropertyGraph.Schema;

namespace PropertyGraph.Sql;

/// <summary>
/// Third stage: a plan's levels to statements. Each level is one flat SELECT. A child level takes its rows by LATERAL for each row of its parent's page, which the
/// statement selects once; to-one relations are joined at the top, after the page is cut. Deterministic: the same plan gives the same text.
/// </summary>
/// <param name="shared">Pages of the statement that levels hang from: they are read by name.</param>
internal sealed partial class SqlCompiler(EntitySources sources, GraphModel model, Audience audience, IReadOnlyList<IRows>? shared = null)
{
    /// <summary>Alias of a level's own rows, in every statement.</summary>
    private static readonly SqlText Own = SqlText.Of($"t");

    private MergedCompiler Merged => new(sources, audience, ParentKeys, Shared);

    public IReadOnlyList<LevelStatement> Compile(ReadPlan plan) => [.. SharedPages.Split(plan.Levels).Select(Compile)];

    private LevelStatement Compile(StatementLevels statement)
    {
        if (statement.Levels is [MergedLevel { Rows.Branches.Count: 1 } page, RowLevel { Rows.Origin: OnMergedPage } rows]) return new(statement.Levels, Rows(rows, page).ToStatement(), AreBeside: true);
        return statement.Pages.Count == 0 ? new(statement.Levels, Level(statement.Levels.Single()).ToStatement()) : new SqlCompiler(sources, model, audience, statement.Pages).Together(statement.Levels);
    }

    private SqlText Level(Level level) => level switch
    {
        RowLevel rows => Rows(rows),
        CountLevel count => Count(count),
        MergedLevel merged => Merged.Page(merged),
        MergedCountLevel count => Merged.Count(count),
        AggregateLevel aggregate => Aggregate(aggregate),
        _ => throw new NotSupportedException(level.GetType().Name),
    };

    /// <summary>The keys of the rows that an audience sees, as a subselect: for commands, which load what they change by the same policies.</summary>
    public SqlText VisibleKeys(EntityType entity) => sources[entity, audience].Select([entity.KeyColumn]);

    /// <summary>All rows of a type are those that lists show.</summary>
    private EntitySource Source(RowSet rows) => rows.Origin is AllRows ? sources.Listed(rows.Entity, audience) : sources[rows.Entity, audience];

    /// <param name="beside">The merged list on whose page the rows are, which no other type's are on: its columns come first. Null for any other rows.</param>
    private SqlText Rows(RowLevel level, MergedLevel? beside = null)
    {
        var own = OwnColumns(level);
        var (tied, page) = (beside is null ? Ties(level.Rows.Origin) : Merged.Places(beside), Shared(level.Rows));
        var key = beside is not null ? SqlText.Of($"p.place, p.type, p.key") : tied is null ? null : page is null ? SqlText.Of($"p.k") : SharedKey;
        var columns = level.Columns.Select(c => c.Join == LevelColumn.OfCounts ? CountColumn(level.Counts, c.Name) : SqlText.Of($"{Alias(c.Join)}.{new SqlName(c.Name)}"));
        if (key is not null) columns = columns.Prepend(key);
        var list = SqlText.Join(", ", columns);
        if (list.IsEmpty) list = SqlText.Of($"1");
        var joins = SqlText.Join("", level.Joins.Select((join, i) => Join(level.Joins, level.Columns, join, i + 1)).Append(CountsBeside(level.Counts)));
        var order = beside is not null ? SqlText.Of($" ORDER BY {MergedCompiler.Order(beside.Rows, SqlText.Of($"p"))}")
            // Without joins, what is read of a page by its name, or beside it by LATERAL, comes in the page's order.
            : level.Joins.Count == 0 && (page ?? tied) is not null ? SqlText.Empty
            : OuterOrder(level.Rows, key);
        if (page is not null) return SqlText.Of($"SELECT {list} FROM {page} AS t{joins}{order}");
        // Without anything above, the page is cut in the statement itself, unless it is to give what it computes for its order.
        if (tied is null && level.Joins.Count == 0 && level.Columns.All(c => c.Join is not (LevelColumn.OfOrder or LevelColumn.OfCounts))) return Page(level.Rows, list, own);
        var inner = Page(level.Rows, null, own);
        return tied is null
            ? SqlText.Of($"SELECT {list} FROM ({inner}) AS t{joins}{order}")
            : SqlText.Of($"SELECT {list} FROM {tied} AS p CROSS JOIN LATERAL ({inner}) AS t{joins}{order}");
    }

    private static IEnumerable<string> OwnColumns(RowLevel level) =>
        level.Columns.Where(c => c.Join == 0).Select(c => c.Name).Concat(level.Joins.Where(j => j.From == 0).Select(j => j.Field.Column))
            .Concat(level.Counts.Count == 0 ? [] : [level.Rows.Entity.KeyColumn]);

    private SqlText Join(IReadOnlyList<Join> joins, IReadOnlyList<LevelColumn> columns, Join join, int number)
    {
        var needed = columns.Where(c => c.Join == number).Select(c => c.Name)
            .Concat(joins.Where(j => j.From == number).Select(j => j.Field.Column)).Append(join.Target.KeyColumn);
        var alias = Alias(number);
        return SqlText.Of($" LEFT JOIN {sources[join.Target, audience].Select(needed)} AS {alias} ON {alias}.{new SqlName(join.Target.KeyColumn)} = {Alias(join.From)}.{new SqlName(join.Field.Column)}");
    }

    /// <summary>The rows of one page. With a list it is the whole statement; without, it gives the columns that the level needs, and its order's.</summary>
    private SqlText Page(RowSet rows, SqlText? list, IEnumerable<string> needed)
    {
        var conditions = new ConditionCompiler(sources, audience);
        var order = rows.Order.Select((key, i) => (Key: key, Sql: OrderColumn(rows, key, i))).ToList();
        var columns = needed.Concat(rows.Order.Where(k => k.IsOwn).Select(k => k.Field.Column))
            .Concat(rows.Order.Where(k => !k.IsOwn).Select(k => k.Path.Count > 0 ? k.Path[0].Column : rows.Entity.KeyColumn)).Distinct().ToList();
        if (list is null)
        {
            var inner = columns.Select(c => SqlText.Of($"t.{new SqlName(c)}"))
                .Concat(order.Where(o => !o.Key.IsOwn).Select(o => SqlText.Of($"{o.Sql} AS {new SqlName(OrderKey.Column(order.IndexOf(o)))}")));
            list = SqlText.Join(", ", inner);
            if (list.IsEmpty) list = SqlText.Of($"1");
        }
        var where = Where(rows, conditions, [.. order.Select(o => o.Sql)]);
        var source = columns.Concat(OriginColumns(rows)).Concat(rows.Where is null ? [] : ConditionCompiler.ColumnsOf(rows.Where, rows.Entity));
        var by = rows.Order.Count == 0 ? SqlText.Empty : SqlText.Of($" ORDER BY {Order(rows, i => order[i].Sql)}");
        var limit = rows.Page is { } page ? SqlText.Of($" LIMIT {page.Limit}") : SqlText.Empty;
        return SqlText.Of($"SELECT {list} FROM {Source(rows).Select(source)} AS t{OrderJoins(rows)}{where}{by}{limit}");
    }

    private SqlText Count(CountLevel level) =>
        Ties(level.Rows.Origin) is { } tied ? SqlText.Of($"SELECT p.k, ({Count(level.Rows)}) FROM {tied} AS p") : Count(level.Rows);

    private SqlText Count(RowSet rows)
    {
        var columns = OriginColumns(rows).Concat(rows.Where is null ? [] : ConditionCompiler.ColumnsOf(rows.Where, rows.Entity));
        return SqlText.Of($"SELECT count(*)::int FROM {Source(rows).Select(columns)} AS t{Where(rows, new(sources, audience), [])}");
    }

    private static IEnumerable<string> OriginColumns(RowSet rows) => rows.Origin switch
    {
        ByKey key => [key.Column],
        OnMergedPage => [rows.Entity.KeyColumn],
        Related { Field: var field } => field.Where is null ? [field.Column] : [field.Column, field.Where.Column],
        _ => [],
    };

    private static SqlText Where(RowSet rows, ConditionCompiler conditions, IReadOnlyList<SqlText> order)
    {
        var parts = new List<SqlText>();
        switch (rows.Origin)
        {
            case ByKey { IsList: true } keys: parts.Add(SqlText.Of($"t.{new SqlName(keys.Column)} = ANY ({keys.Slot})")); break;
            case ByKey key: parts.Add(SqlText.Of($"t.{new SqlName(key.Column)} = {key.Slot}")); break;
            case OnMergedPage: parts.Add(SqlText.Of($"t.{new SqlName(rows.Entity.KeyColumn)} = p.k")); break;
            case Related related:
                parts.Add(SqlText.Of($"t.{new SqlName(related.Field.Column)} = p.k"));
                if (related.Field.Where is { } condition) parts.Add(SqlText.Of($"t.{new SqlName(condition.Column)}"));
                break;
        }
        if (rows.Where is not null) parts.Add(conditions.Compile(rows.Where, rows.Entity, Own));
        if (rows.Page?.After is { } after) parts.Add(Keyset.Beyond(rows.Order, order, after, forward: true));
        if (rows.Page?.Before is { } before) parts.Add(Keyset.Beyond(rows.Order, order, before, forward: false));
        return parts.Count == 0 ? SqlText.Empty : SqlText.Of($" WHERE {SqlText.Join(" AND ", parts)}");
    }

    /// <summary>The keys that tie a level's rows to those of another, each once; null for rows that stand by themselves.</summary>
    private SqlText? Ties(Origin origin) => origin switch
    {
        Related related => ParentKeys(new(related.Parent, related.Path)),
        OnMergedPage merged => Merged.Keys(merged),
        _ => null,
    };

    /// <summary>Distinct keys of the rows that a child level hangs from: the parent's page, and from there along to-one relations to visible rows.</summary>
    private SqlText ParentKeys(ParentRows related)
    {
        var first = FirstColumn(related.Rows, related.Path);
        var rows = Shared(related.Rows)!;
        if (related.Path.Count == 0) return SqlText.Of($"(SELECT t.{new SqlName(first)} AS k FROM {rows} AS t)");
        var joins = new List<SqlText>();
        for (var i = 0; i < related.Path.Count; i++)
        {
            var target = model.Entities[related.Path[i].Target];
            var needed = i + 1 < related.Path.Count ? [target.KeyColumn, related.Path[i + 1].Column] : new[] { target.KeyColumn };
            joins.Add(SqlText.Of($" JOIN {sources[target, audience].Select(needed)} AS {Alias(i + 1)} ON {Alias(i + 1)}.{new SqlName(target.KeyColumn)} = {Alias(i)}.{new SqlName(related.Path[i].Column)}"));
        }
        var last = model.Entities[related.Path[^1].Target];
        return SqlText.Of($"(SELECT DISTINCT {Alias(related.Path.Count)}.{new SqlName(last.KeyColumn)} AS k FROM {rows} AS t{SqlText.Join("", joins)})");
    }

    /// <summary>The column of a row from which relations lead to the row that others are tied to.</summary>
    private static string FirstColumn(RowSet rows, IReadOnlyList<ToOneField> path) => path.Count == 0 ? rows.Entity.KeyColumn : path[0].Column;

    /// <summary>Order by the columns of joined rows needs those rows before the page is cut.</summary>
    private SqlText OrderJoins(RowSet rows)
    {
        var joins = new List<SqlText>();
        for (var i = 0; i < rows.Order.Count; i++)
        {
            var key = rows.Order[i];
            var from = Own;
            for (var step = 0; step < key.Path.Count; step++)
            {
                var field = key.Path[step];
                var target = model.Entities[field.Target];
                var next = step + 1 < key.Path.Count ? key.Path[step + 1].Column : key.Relation is null ? key.Field.Column : target.KeyColumn;
                var to = OrderAlias(i, step);
                joins.Add(SqlText.Of($" LEFT JOIN {sources[target, audience].Select([target.KeyColumn, next])} AS {to} ON {to}.{new SqlName(target.KeyColumn)} = {from}.{new SqlName(field.Column)}"));
                from = to;
            }
            if (key.Relation is { } relation) joins.Add(Join(rows, key, relation, Parent(rows, key, i), OrderAlias(i, key.Path.Count)));
        }
        return SqlText.Join("", joins);
    }

    private static SqlText OrderAlias(int key, int step) => SqlText.Trusted($"o{key}_{step}");

    private SqlText OrderColumn(RowSet rows, OrderKey key, int place)
    {
        if (key.Relation is not null) return Measured(rows, key, Parent(rows, key, place), OrderAlias(place, key.Path.Count));
        var alias = key.IsOwn ? Own : OrderAlias(place, key.Path.Count - 1);
        return Keyset.Sortable(key.Field.Type, SqlText.Of($"{alias}.{new SqlName(key.Field.Column)}"));
    }

    /// <summary>The order again, over what the page gives; a child's rows come parent by parent.</summary>
    private static SqlText OuterOrder(RowSet rows, SqlText? parent)
    {
        var order = Order(rows, i => !rows.Order[i].IsOwn ? SqlText.Trusted($"t.{OrderKey.Column(i)}") : Keyset.Sortable(rows.Order[i].Field.Type, SqlText.Of($"t.{new SqlName(rows.Order[i].Field.Column)}")));
        if (parent is not null) return rows.Order.Count == 0 ? SqlText.Of($" ORDER BY {parent}") : SqlText.Of($" ORDER BY {parent}, {order}");
        return rows.Order.Count == 0 ? SqlText.Empty : SqlText.Of($" ORDER BY {order}");
    }

    private static SqlText Order(RowSet rows, Func<int, SqlText> column)
    {
        var backward = rows.Page is { Backward: true };
        return SqlText.Join(", ", rows.Order.Select((key, i) => key.Descending != backward ? SqlText.Of($"{column(i)} DESC") : column(i)));
    }

    private static SqlText Alias(int join) => join is 0 or LevelColumn.OfOrder ? Own : SqlText.Trusted($"j{join}");
}
