using PropertyGraph.Commands;
using PropertyGraph.Schema;

namespace PropertyGraph.Plans;

/// <summary>Payloads of mutations and changes of subscriptions: read plans around a row whose key the execution knows.</summary>
internal sealed partial class Planner
{
    /// <summary>Plans what a mutation's payload shows after the commit.</summary>
    public ReadPlan PlanPayload(Selection mutation, CommandDefinition command)
    {
        var outputs = new List<RootOutput>();
        foreach (var field in selections.Read(mutation, $"{Names.Pascal(command.Name)}Payload"))
            outputs.Add(field.Name switch
            {
                "__typename" => new RootTypename(field.Key, $"{Names.Pascal(command.Name)}Payload"),
                "errors" => Faults(field, command),
                "query" => new RootObject(field.Key, Roots(field.Sets)),
                var name when name == Names.Camel(command.Entity) => KeyedRow(field, command.Entity),
                var name => new RootValue(field.Key, name, command.Values.Single(v => v.Name == name).Type),
            });
        return Finish(outputs);
    }

    private RootRow KeyedRow(Selection field, string entity)
    {
        var type = model.Entities[entity];
        var row = new RootRow(field.Key, [SingleLevel(type, new(type.KeyColumn, new KeySlot(), false), field.Sets)]);
        root++;
        return row;
    }

    private RootFaults Faults(Selection errors, CommandDefinition command) => new(errors.Key, command.Faults.ToDictionary(
        fault => fault.Name,
        fault => (IReadOnlyList<FaultOutput>)[.. selections.Read(errors, fault.Name).Select(f => new FaultOutput(f.Key, f.Name))]));

    /// <summary>Plans what a live change shows: the row as it is now, whether it is visible, and whether it fulfils <c>where</c>.</summary>
    public ChangePlan PlanChange(Selection subscription, SubscriptionField field)
    {
        var type = model.Entities[field.Entity];
        var origin = new ByKey(type.KeyColumn, new KeySlot(), false);
        var outputs = new List<RootOutput>();
        foreach (var part in selections.Read(subscription, $"{field.Entity}Change"))
            outputs.Add(part.Name switch
            {
                "__typename" => new RootTypename(part.Key, $"{field.Entity}Change"),
                "actor" => new RootObject(part.Key, [.. selections.Read(part, "Actor").Select(ActorField)]),
                var name when name == Names.Camel(field.Entity) => KeyedRow(part, field.Entity),
                var name => new RootValue(part.Key, name, new(ScalarKind.String, true)),
            });
        var visible = new CountLevel(levels.Count, root, new(type, origin, null, [], null));
        levels.Add(visible);
        CountLevel? matching = null;
        if (filters.Filter(type, Argument("where", subscription)) is { } where)
        {
            matching = new(levels.Count, root, new(type, origin, where, [], null));
            levels.Add(matching);
        }
        var after = Argument("after", subscription);
        return new(Finish(outputs), visible, matching, after.HasValue ? after.Path(new(ScalarKind.String, false)) : null);
    }

    /// <summary>Plans a board: its lists, under its own response key.</summary>
    public ReadPlan PlanBoard(Selection subscription, Board board)
    {
        var outputs = new List<RootOutput>();
        foreach (var part in selections.Read(subscription, board.TypeName))
        {
            if (board.Lists.FirstOrDefault(l => l.Name == part.Name) is not { } list)
            {
                outputs.Add(new RootTypename(part.Key, board.TypeName));
                continue;
            }
            var entity = model.Entities[list.Entity];
            var field = (ScalarField)filters.Visible(entity, list.Field);
            outputs.Add(new RootConnection(part.Key, Connection(entity, new AllRows(), part, 1, always: new Compare(field.Column, field.Type, OperatorKind.Equal, ConstantSlot.Of(true)))));
            root++;
        }
        return Finish([new RootObject(subscription.Key, outputs)]);
    }

    private static RootOutput ActorField(Selection field) => field.Name switch
    {
        "__typename" => new RootTypename(field.Key, "Actor"),
        "audience" => new RootValue(field.Key, "actor.audience", new(ScalarKind.String, false)),
        _ => new RootValue(field.Key, "actor.id", new(ScalarKind.String, true)),
    };
}

/// <summary>A live view: how each change is read.</summary>
/// <param name="Visible">Counts the row, if the reader may see it.</param>
/// <param name="Matching">Counts the row, if it fulfils <c>where</c>; null without one.</param>
/// <param name="After">The cursor to resume after, or null.</param>
internal sealed record ChangePlan(ReadPlan Plan, CountLevel Visible, CountLevel? Matching, InputPath? After);
