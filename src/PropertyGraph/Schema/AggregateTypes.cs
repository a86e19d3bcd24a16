using GraphQL.Types;
using static PropertyGraph.Schema.GraphSchema;

namespace PropertyGraph.Schema;

/// <summary>Types of <c>aggregate</c> and <c>groups</c>, and the inputs that group, select and order by what rows come to.</summary>
internal sealed class AggregateTypes(GraphSchema schema, GraphModel model)
{
    private static readonly ValueType Int = new(ScalarKind.Int, false);
    private readonly FilterTypes filters = new(schema, model);

    /// <summary>Suffixes of the types that each type with rows brings along; those of the kernel have whole names.</summary>
    public static IReadOnlyList<string> Suffixes { get; } =
    [
        "Aggregate", "Field", "GroupByInput", "Group", "GroupKey", "AggregateFilterInput", "AggregateSortInput", "GroupSortInput", "GroupKeySortInput", "RelationSortInput",
        .. FieldMeasure.All.Select(m => m.Type).Distinct().SelectMany(t => new[] { t, $"{t}FilterInput", $"{t}SortInput" }),
    ];

    /// <summary>Whether a value can be told from others, to group and count by.</summary>
    public static bool IsPlain(ValueType type) => type is { IsList: false, Kind: not ScalarKind.Json };

    /// <summary>Name of a field in the enum of a type's fields.</summary>
    public static string FieldName(Field field) => Names.Screaming(field.Name);

    public void AddTo(ObjectGraphType connection, EntityType entity)
    {
        connection.AddField(CostDirectives.Weighted(CostWeights.Aggregate, Plain("aggregate", "What all rows that fulfil where come to, whatever the page.", NonNull(Aggregate(entity)))));
        connection.AddField(CostDirectives.Weighted(CostWeights.Groups, CostDirectives.SizedGroups(schema.Sizes, Plain("groups", "What all rows that fulfil where come to, group by group.", NonNull(ListOf(Group(entity))),
            new QueryArgument(NonNull(ListOf(GroupBy(entity)))) { Name = "by", Description = "What rows of one group have in common; each element names exactly one field." },
            new QueryArgument(AggregateFilter(entity)) { Name = "having", Description = "Only groups that fulfil this." },
            new QueryArgument(ListOf(GroupSort(entity))) { Name = "order", Description = "Order of the groups, the first key first; ties, and groups without an order, are ordered by their keys." },
            new QueryArgument(schema.Scalar(Int)) { Name = "first", Description = $"How many groups; {schema.Sizes.Groups} where it is not given, at most {schema.Sizes.MostGroups}." }))));
    }

    /// <summary>How to order by the rows of a to-many relation.</summary>
    public InputObjectGraphType RelationSort(EntityType entity) => Input($"{entity.Name}RelationSortInput", $"An order by what {entity.Name} rows come to: give exactly one direction, and where, if not all rows count.", sort =>
    {
        sort.AddField(Plain("where", "Only rows that fulfil this count.", filters.Filter(entity)));
        AddSorts(sort, entity);
    });

    private ObjectGraphType Aggregate(EntityType entity) => Object($"{entity.Name}Aggregate", $"What {entity.Name} rows come to.", aggregate =>
    {
        aggregate.AddField(Plain("count", "How many rows.", NonNull(schema.Scalar(Int))));
        aggregate.AddField(Plain("distinct", "How many different values a field has, or how many different rows a relation leads to; null is not counted.", NonNull(schema.Scalar(Int)),
            new QueryArgument(NonNull(FieldNames(entity))) { Name = "of", Description = "The field, or the relation." }));
        foreach (var measure in FieldMeasure.All.Where(m => m.Fields(entity).Any()))
            aggregate.AddField(Plain(measure.Name, measure.Description, NonNull(Values(entity, measure))));
        if (FieldMeasure.Percentile.Fields(entity).Any())
            aggregate.AddField(Plain(FieldMeasure.Percentile.Name, FieldMeasure.Percentile.Description, NonNull(Values(entity, FieldMeasure.Percentile)),
                new QueryArgument(NonNull(schema.Scalar(new(ScalarKind.Float, false)))) { Name = "at", Description = "The share, from 0 to 1: 0.5 for the median." }));
    });

    private ObjectGraphType Values(EntityType entity, FieldMeasure measure) => Object(entity.Name + measure.Type, $"A value for each field of {entity.Name} rows.", values =>
    {
        foreach (var (field, type) in measure.Fields(entity)) values.AddField(Plain(field.Name, measure.Describes(field, entity), schema.Value(type)));
    });

    private EnumerationGraphType FieldNames(EntityType entity) => schema.Type<EnumerationGraphType>($"{entity.Name}Field", () =>
    {
        var names = new PlanningEnum { Name = $"{entity.Name}Field", Description = $"A field of {Names.WithArticle(entity.Name)}." };
        foreach (var field in entity.Fields.Values.Where(f => f is ToOneField || (f is ScalarField scalar && IsPlain(scalar.Type))))
            names.Add(new EnumValueDefinition(FieldName(field), FieldName(field)) { Description = field.Description });
        return names;
    });

    private ObjectGraphType Group(EntityType entity) => Object($"{entity.Name}Group", $"{entity.Name} rows that have something in common.", group =>
    {
        group.AddField(Plain("key", "What they have in common: the fields that by names.", NonNull(GroupKey(entity))));
        group.AddField(Plain("aggregate", "What they come to.", NonNull(Aggregate(entity))));
    });

    private ObjectGraphType GroupKey(EntityType entity) => Object($"{entity.Name}GroupKey", $"What {entity.Name} rows of a group have in common; only what by names can be selected.", key =>
    {
        foreach (var field in entity.Fields.Values)
            switch (field)
            {
                case ScalarField { Type: { IsList: false, Kind: ScalarKind.DateTime or ScalarKind.LocalDate } }:
                    key.AddField(Plain(field.Name, $"First day of the span of time: {Lower(field.Description)}", schema.Scalar(new(ScalarKind.LocalDate, true))));
                    break;
                case ScalarField scalar when IsPlain(scalar.Type): key.AddField(Plain(field.Name, field.Description, schema.Scalar(scalar.Type))); break;
                case ToOneField one: key.AddField(Plain(field.Name, $"Null where there is no such row that the reader may see: {Lower(field.Description)}", GroupKey(model.Entities[one.Target]))); break;
            }
    });

    private InputObjectGraphType GroupBy(EntityType entity) => Input($"{entity.Name}GroupByInput", $"Something that {entity.Name} rows of a group have in common: give exactly one field.", by =>
    {
        foreach (var field in entity.Fields.Values)
            switch (field)
            {
                case ScalarField { Type: { IsList: false, Kind: ScalarKind.DateTime } }: by.AddField(Plain(field.Name, field.Description, Bucket())); break;
                case ScalarField { Type: { IsList: false, Kind: ScalarKind.LocalDate } }: by.AddField(Plain(field.Name, field.Description, DateBucket())); break;
                case ScalarField scalar when IsPlain(scalar.Type): by.AddField(Plain(field.Name, $"True to group by this: {Lower(field.Description)}", schema.Scalar(new(ScalarKind.Boolean, true)))); break;
                case ToOneField one: by.AddField(Plain(field.Name, field.Description, GroupBy(model.Entities[one.Target]))); break;
            }
    });

    private InputObjectGraphType Bucket() => Input("CalendarBucketInput", "Spans of time that moments are put into.", bucket =>
    {
        bucket.AddField(Plain("unit", "How long a span is.", NonNull(Unit())));
        bucket.AddField(Plain("timeZone", "IANA name of the time zone whose days count, such as Asia/Shanghai; UTC where it is not given.", schema.Scalar(new(ScalarKind.String, true))));
    });

    private InputObjectGraphType DateBucket() => Input("CalendarDateBucketInput", "Spans of time that days are put into.", bucket =>
        bucket.AddField(Plain("unit", "How long a span is.", NonNull(Unit()))));

    private EnumerationGraphType Unit() => schema.Type<EnumerationGraphType>("CalendarUnit", () =>
    {
        var unit = new PlanningEnum { Name = "CalendarUnit", Description = "A span of time of the calendar." };
        foreach (var (name, description) in new[] { ("DAY", "A day."), ("WEEK", "A week from Monday, ISO 8601."), ("MONTH", "A month."), ("QUARTER", "Three months, from January, April, July or October."), ("YEAR", "A year.") })
            unit.Add(new EnumValueDefinition(name, name) { Description = description });
        return unit;
    });

    private InputObjectGraphType AggregateFilter(EntityType entity) => Input($"{entity.Name}AggregateFilterInput", $"Conditions on what {entity.Name} rows of a group come to; all that are given must hold.", filter =>
    {
        filter.AddField(Plain("and", "All of these hold.", ListOf(filter)));
        filter.AddField(Plain("or", "At least one of these holds.", ListOf(filter)));
        filter.AddField(Plain("not", "This does not hold.", filter));
        filter.AddField(Plain("count", "How many rows.", filters.Operations(Int)));
        foreach (var measure in FieldMeasure.All.Where(m => m.Fields(entity).Any()))
            filter.AddField(Plain(measure.Name, measure.Description, Input($"{entity.Name}{measure.Type}FilterInput", $"Conditions on a value for each field of {entity.Name} rows; all that are given must hold.", values =>
            {
                foreach (var (field, type) in measure.Fields(entity)) values.AddField(Plain(field.Name, field.Description, filters.Operations(type)));
            })));
    });

    private InputObjectGraphType GroupSort(EntityType entity) => Input($"{entity.Name}GroupSortInput", $"One key to order groups of {entity.Name} rows by: give exactly one direction.", sort =>
    {
        sort.AddField(Plain("key", "By what the rows have in common.", GroupKeySort(entity)));
        sort.AddField(Plain("aggregate", "By what the rows come to.", Input($"{entity.Name}AggregateSortInput", $"One key to order groups of {entity.Name} rows by: give exactly one direction.", s => AddSorts(s, entity))));
    });

    private InputObjectGraphType GroupKeySort(EntityType entity) => Input($"{entity.Name}GroupKeySortInput", $"One of the fields that by names, to order groups of {entity.Name} rows by.", sort =>
    {
        foreach (var field in entity.Fields.Values)
            switch (field)
            {
                case ScalarField scalar when IsPlain(scalar.Type): sort.AddField(Plain(field.Name, field.Description, FilterTypes.Direction(schema))); break;
                case ToOneField one: sort.AddField(Plain(field.Name, field.Description, GroupKeySort(model.Entities[one.Target]))); break;
            }
    });

    private void AddSorts(InputObjectGraphType sort, EntityType entity)
    {
        sort.AddField(Plain("count", "By how many rows there are.", FilterTypes.Direction(schema)));
        foreach (var measure in FieldMeasure.All.Where(m => m.Fields(entity).Any()))
            sort.AddField(Plain(measure.Name, measure.Description, Input($"{entity.Name}{measure.Type}SortInput", $"One field of {entity.Name} rows to order by: give exactly one.", values =>
            {
                foreach (var (field, _) in measure.Fields(entity)) values.AddField(Plain(field.Name, field.Description, FilterTypes.Direction(schema)));
            })));
    }

    private InputObjectGraphType Input(string name, string description, Action<InputObjectGraphType> fill) =>
        schema.Type(name, () => new InputObjectGraphType { Name = name, Description = description }, fill);

    private ObjectGraphType Object(string name, string description, Action<ObjectGraphType> fill) =>
        schema.Type(name, () => new ObjectGraphType { Name = name, Description = description }, fill);

    /// <summary>A sentence as the second half of another.</summary>
    private static string Lower(string sentence) => Names.Camel(sentence);
}
