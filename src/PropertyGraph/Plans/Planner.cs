using GraphQLParser.AST;
using PropertyGraph.Access;
using PropertyGraph.Faults;
using PropertyGraph.Requests;
using PropertyGraph.Schema;
using ValueType = PropertyGraph.Schema.ValueType;

namespace PropertyGraph.Plans;

/// <summary>Second stage: an operation to a <see cref="ReadPlan"/>, for one audience. One instance plans one operation.</summary>
internal sealed partial class Planner
{
    private readonly Operation operation;
    private readonly GraphModel model;
    private readonly Audience audience;
    private readonly RequestLimits limits;
    private readonly Func<Selection, string>? introspect;
    private readonly Func<string>? sdl;
    private readonly FilterPlanner filters;
    private readonly SelectionReader selections;
    private readonly List<Level?> levels = [];
    private readonly List<UnreadPage> unread = [];
    private int root;
    private bool cacheable = true;

    /// <param name="introspect">Answers <c>__schema</c> and <c>__type</c> as JSON.</param>
    /// <param name="sdl">Gives the subgraph's schema as JSON; null where the graph is none.</param>
    public Planner(Operation operation, GraphModel model, Audience audience, RequestLimits limits, Func<Selection, string>? introspect, Func<string>? sdl = null)
    {
        (this.operation, this.model, this.audience, this.limits, this.introspect, this.sdl) = (operation, model, audience, limits, introspect, sdl);
        filters = new(model, audience, limits);
        measures = new(filters);
        selections = new(operation, TypeApplies, limits);
    }

    /// <summary>Plans a query operation.</summary>
    public ReadPlan PlanQuery() => Finish(Roots([operation.Definition.SelectionSet]));

    private ReadPlan Finish(IReadOnlyList<RootOutput> roots)
    {
        if (levels.Count > limits.Statements)
            throw new GraphErrorException("PG-PLAN-LIMIT", $"The operation has {levels.Count} lists; at most {limits.Statements} are answered at once.");
        return new([.. levels.Select(l => l!)], roots, [.. unread], cacheable);
    }

    private IReadOnlyList<RootOutput> Roots(IEnumerable<GraphQLSelectionSet> sets)
    {
        var outputs = new List<RootOutput>();
        foreach (var selection in selections.Read(sets, "Query"))
        {
            var mark = levels.Count;
            try
            {
                outputs.Add(Root(selection));
            }
            catch (GraphErrorException error)
            {
                levels.RemoveRange(mark, levels.Count - mark);
                unread.RemoveAll(u => u.Root == root);
                // The message may quote this client's values, and another client's may be right.
                cacheable = false;
                outputs.Add(new RootFailed(selection.Key, error.Error, IsNullableRoot(selection.Name)));
            }
            root++;
        }
        return outputs;
    }

    private bool IsNullableRoot(string name) => name == "node" || model.Entities.Values.Any(e => e.One == name);

    private RootOutput Root(Selection selection)
    {
        switch (selection.Name)
        {
            case "__typename":
                return new RootTypename(selection.Key, "Query");
            case "__schema" or "__type":
                cacheable = false;
                return new RootIntrospection(selection.Key, introspect!(selection));
            case "node":
                var types = TypesOf(Argument("id", selection));
                return new RootRow(selection.Key, [NodeLevel(types.Single(), selection, isList: false)]);
            case "search":
                return new RootConnection(selection.Key, Merged(model.Search!, null, selection, 1));
            case ViewerType.Field:
                return new RootObject(selection.Key, [.. selections.Read(selection, ViewerType.Name).Select(Viewer)]);
            case "nodes":
                var ids = Argument("ids", selection);
                return new RootNodes(selection.Key, ids.Path(new(ScalarKind.String, false, true)), [.. TypesOf(ids).Select(t => NodeLevel(t, selection, isList: true))]);
        }
        if (selection.Name == Federation.Entities) return Entities(selection);
        if (selection.Name == Federation.ServiceField) return Service(selection);
        foreach (var entity in model.Entities.Values)
        {
            if (entity.One == selection.Name) return One(entity, selection);
            if (entity.Many == selection.Name) return new RootConnection(selection.Key, Connection(entity, new AllRows(), selection, 1));
        }
        throw new InvalidOperationException($"Query.{selection.Name} is no root field.");
    }

    private RootOutput Viewer(Selection selection)
    {
        if (selection.Name == "__typename") return new RootTypename(selection.Key, ViewerType.Name);
        if (ViewerType.KernelFields.Contains(selection.Name)) return new RootActor(selection.Key, selection.Name);
        var field = model.Viewer.First(f => f.Name == selection.Name);
        if (field.Audience != audience) return new RootRow(selection.Key, []);
        var entity = model.Entities[field.Entity];
        var row = new RootRow(selection.Key, [SingleLevel(entity, new(entity.KeyColumn, new ActorSlot(field.Key, NpgsqlTypes.NpgsqlDbType.Uuid), false), selection.Sets)]);
        root++;
        return row;
    }

    private Argument Argument(string name, Selection selection) => Plans.Argument.Of(operation, selection.Field, name);

    private List<EntityType> TypesOf(Argument ids)
    {
        var types = new List<EntityType>();
        foreach (var id in ids.Ids())
        {
            var entity = GlobalId.TryDecode(id, out var name, out _) ? model.Entities.GetValueOrDefault(name) : null;
            if (entity is not { IsNode: true })
                throw new GraphErrorException("PG-PLAN-ID", $"'{id}' is no global id; take ids from the field id of a row.");
            if (!types.Contains(entity)) types.Add(entity);
        }
        return types;
    }

    private RowLevel NodeLevel(EntityType entity, Selection selection, bool isList)
    {
        var conversion = new InputConversion(isList ? InputConversionKind.KeysOfType : InputConversionKind.Key, entity.Name);
        var path = Argument(isList ? "ids" : "id", selection).Path(new(ScalarKind.String, false, isList));
        var slot = new InputSlot(path, conversion, isList ? NpgsqlTypes.NpgsqlDbType.Uuid | NpgsqlTypes.NpgsqlDbType.Array : NpgsqlTypes.NpgsqlDbType.Uuid);
        return SingleLevel(entity, new ByKey(entity.KeyColumn, slot, isList), selection.Sets);
    }

    /// <summary>A level of rows by key; its first column is the key.</summary>
    private RowLevel SingleLevel(EntityType entity, ByKey origin, IEnumerable<GraphQLSelectionSet> sets)
    {
        var level = NewLevel(new(entity, origin, null, [], null));
        level.Builder.Column(0, entity.KeyColumn);
        level.Builder.Shape(Object(level.Builder, 0, entity, [], sets, 1));
        return Done(level);
    }

    private RootRow One(EntityType entity, Selection selection)
    {
        var given = entity.Lookups.Prepend("id").Select(name => (Name: name, Value: Argument(name, selection))).Where(a => a.Value.HasValue).ToList();
        if (given.Count != 1)
            throw new GraphErrorException("PG-PLAN-ARGUMENT", $"{selection.Name} takes exactly one of {string.Join(", ", entity.Lookups.Prepend("id"))}; {given.Count} were given.");
        var (name, value) = given[0];
        var field = (ScalarField)filters.Visible(entity, name);
        var isId = field.Type.Kind == ScalarKind.Id;
        var path = value.Path(isId ? new(ScalarKind.String, false) : field.Type);
        var slot = new InputSlot(path, isId ? new(InputConversionKind.Key, entity.Name) : InputConversion.None, Slot.TypeOf(field.Type.Kind));
        return new(selection.Key, [SingleLevel(entity, new(field.Column, slot, false), selection.Sets)]);
    }

    private (int Index, LevelBuilder Builder) NewLevel(RowSet rows)
    {
        levels.Add(null);
        return (levels.Count - 1, new(levels.Count - 1, root, rows));
    }

    private RowLevel Done((int Index, LevelBuilder Builder) level)
    {
        var built = level.Builder.Build();
        levels[level.Index] = built;
        return built;
    }

    private ObjectShape Object(LevelBuilder level, int join, EntityType entity, ToOneField[] path, IEnumerable<GraphQLSelectionSet> sets, int depth)
    {
        if (depth > limits.Depth) throw new GraphErrorException("PG-PLAN-LIMIT", $"The operation is more than {limits.Depth} fields deep.");
        return new([.. selections.Read(sets, entity.Name).Select(s => Field(level, join, entity, path, s, depth))]);
    }

    /// <summary>A column that is null only where there is no row: one that is selected anyway, so that nothing is sent for that alone; or else the key.</summary>
    private string Presence(EntityType entity, IEnumerable<GraphQLSelectionSet> sets)
    {
        foreach (var selection in selections.Read(sets, entity.Name))
            if (entity.Fields.GetValueOrDefault(selection.Name) is ScalarField { Type.IsNullable: false, Expression.Body: System.Linq.Expressions.MemberExpression } field) return field.Column;
        return entity.KeyColumn;
    }

    private Output Field(LevelBuilder level, int join, EntityType entity, ToOneField[] path, Selection selection, int depth)
    {
        if (selection.Name == "__typename") return new TypenameOutput(selection.Key, entity.Name);
        switch (filters.Visible(entity, selection.Name))
        {
            case ScalarField scalar:
                return new ColumnOutput(selection.Key, level.Column(join, scalar.Column), scalar.Type, scalar.Type.Kind == ScalarKind.Id ? entity.Name : null);
            case ToOneField one:
                var target = model.Entities[one.Target];
                var to = level.Join(join, one, target);
                var shape = Object(level, to, target, [.. path, one], selection.Sets, depth + 1);
                return new RowOutput(selection.Key, level.Column(to, Presence(target, selection.Sets)), shape);
            case ToManyField many:
                var list = Connection(model.Entities[many.Target], new Related(level.Rows, path, many), selection, depth + 1, path.Length == 0 ? level : null);
                return new ListOutput(selection.Key, level.Column(join, entity.KeyColumn), list);
            case MergedField merged:
                return new ListOutput(selection.Key, level.Column(join, entity.KeyColumn), Merged(merged.List, new ParentRows(level.Rows, path), selection, depth + 1));
            case ResolvedField resolved:
                return new ResolvedOutput(selection.Key, level.Column(join, resolved.KeyColumn), resolved, Resolved(resolved.Type, selection.Sets));
            default:
                throw new InvalidOperationException(selection.Name);
        }
    }

    private static bool Applies(EntityType? entity, string condition, string type) => condition == type || (condition is "Node" or Federation.Entity && entity is { IsNode: true });

    private bool TypeApplies(string condition, string type) =>
        Applies(model.Entities.GetValueOrDefault(type), condition, type) || model.Merged.Any(list => list.Item == condition && list.Members.Any(m => m.Type == type))
        || (condition == "Error" && model.Commands.Any(c => c.Faults.Any(f => f.Name == type)))
        || (condition.EndsWith("Error", StringComparison.Ordinal) && model.Commands.Any(c => $"{Names.Pascal(c.Name)}Error" == condition && c.Faults.Any(f => f.Name == type)));
}
