using GraphQLParser.AST;
using NpgsqlTypes;
using PropertyGraph.Schema;

namespace PropertyGraph.Plans;

/// <summary>What the rows of a connection come to, as one and group by group.</summary>
internal sealed partial class Planner
{
    private readonly MeasureReader measures;

    private AggregateBuilder NewAggregate(RowSet rows)
    {
        levels.Add(null);
        return new(levels.Count - 1, root, rows, model);
    }

    private AggregateLevel Done(AggregateBuilder builder, Grouping? grouping)
    {
        var built = builder.Build(grouping);
        levels[built.Index] = built;
        return built;
    }

    private GroupsPart Groups(RowSet rows, EntityType entity, Selection selection)
    {
        var level = NewAggregate(rows);
        var groups = new GroupReader(model, filters, measures, entity, level);
        groups.By(Argument("by", selection));
        var first = Argument("first", selection);
        var grouping = groups.Grouping(Argument("having", selection), Argument("order", selection), new(first.HasValue ? first.Path(new(ScalarKind.Int, false)) : null));
        level.Shape(new ObjectShape([.. selections.Read(selection, $"{entity.Name}Group").Select(part => (Output)(part.Name switch
        {
            "key" => new ObjectOutput(part.Key, GroupKey(groups, entity, [], part.Sets)),
            "aggregate" => new ObjectOutput(part.Key, Aggregate(level, entity, part)),
            _ => new TypenameOutput(part.Key, $"{entity.Name}Group"),
        }))]));
        return new(selection.Key, Done(level, grouping));
    }

    private ObjectShape GroupKey(GroupReader groups, EntityType entity, ToOneField[] path, IEnumerable<GraphQLSelectionSet> sets) =>
        new([.. selections.Read(sets, $"{entity.Name}GroupKey").Select(s => KeyField(groups, entity, path, s))]);

    private Output KeyField(GroupReader groups, EntityType entity, ToOneField[] path, Selection selection)
    {
        if (selection.Name == "__typename") return new TypenameOutput(selection.Key, $"{entity.Name}GroupKey");
        var field = filters.Visible(entity, selection.Name);
        if (field is ToOneField one)
        {
            ToOneField[] inner = [.. path, one];
            return new RowOutput(selection.Key, groups.Row(inner), GroupKey(groups, model.Entities[one.Target], inner, selection.Sets));
        }
        var (column, type) = groups.Key(path, field);
        return new ColumnOutput(selection.Key, column, type, type.Kind == ScalarKind.Id ? entity.Name : null);
    }

    private ObjectShape Aggregate(AggregateBuilder level, EntityType entity, Selection selection) =>
        new([.. selections.Read(selection, $"{entity.Name}Aggregate").Select(s => AggregateField(level, entity, s))]);

    private Output AggregateField(AggregateBuilder level, EntityType entity, Selection selection)
    {
        switch (selection.Name)
        {
            case "__typename": return new TypenameOutput(selection.Key, $"{entity.Name}Aggregate");
            case "count": return level.Output(selection.Key, Measure.Rows);
            case "distinct": return level.Output(selection.Key, Distinct(level, entity, Argument("of", selection).Enum));
        }
        var measure = FieldMeasure.Of(selection.Name);
        var at = measure == FieldMeasure.Percentile ? new InputSlot(Argument("at", selection).Path(new(ScalarKind.Float, false)), new(InputConversionKind.Share), NpgsqlDbType.Double) : null;
        return new ObjectOutput(selection.Key, new([.. selections.Read(selection, entity.Name + measure.Type).Select(value => (Output)(value.Name == "__typename"
            ? new TypenameOutput(value.Key, entity.Name + measure.Type)
            : level.Output(value.Key, measures.Of(entity, measure, value.Name) with { At = at })))]));
    }

    private Measure Distinct(AggregateBuilder level, EntityType entity, string name)
    {
        var field = filters.Visible(entity, entity.Fields.Values.First(f => AggregateTypes.FieldName(f) == name).Name);
        var type = Measure.Rows.Type;
        // Rows that the reader may not see are not counted either, so a relation's own key is not enough.
        return field is ToOneField one
            ? new(MeasureKind.Distinct, new(level.Join([one]), model.Entities[one.Target].KeyColumn), ScalarKind.Uuid, type)
            : new(MeasureKind.Distinct, new(0, ((ScalarField)field).Column), ((ScalarField)field).Type.Kind, type);
    }
}
