using GraphQLParser.AST;
using NpgsqlTypes;
using PropertyGraph.Faults;
using PropertyGraph.Schema;

namespace PropertyGraph.Plans;

/// <summary>Root fields of a subgraph: rows by the keys that other subgraphs know, one level for each type and key.</summary>
internal sealed partial class Planner
{
    private RootEntities Entities(Selection selection)
    {
        var representations = Argument("representations", selection);
        var path = representations.Path(new(ScalarKind.Json, false, true));
        var levels = new List<EntitiesLevel>();
        foreach (var given in representations.Representations())
        {
            // A type that is not here, such as one of a module that was switched off, has no rows.
            if (model.Entities.GetValueOrDefault(AnyScalar.TypeOf(given)) is not { IsNode: true } entity) continue;
            if (AnyScalar.KeyOf(entity, given) is not { } key)
                throw new GraphErrorException("PG-PLAN-REPRESENTATION", $"A representation of {entity.Name} has none of its keys: {string.Join(", ", entity.References.Select(k => k.Name))}.");
            if (levels.Exists(l => l.Slot.Entity == entity && l.Slot.Key == key)) continue;
            filters.Visible(entity, key.Name);
            levels.Add(EntitiesLevel(new(path, entity, key), selection.Sets));
        }
        return new(selection.Key, path, levels);
    }

    private EntitiesLevel EntitiesLevel(RepresentationSlot slot, IEnumerable<GraphQLSelectionSet> sets)
    {
        var level = NewLevel(new(slot.Entity, new ByKey(slot.Key.Column, slot, true), null, [], null));
        level.Builder.Column(0, slot.Entity.KeyColumn);
        level.Builder.Shape(Object(level.Builder, 0, slot.Entity, [], sets, 1));
        // By its own key a row is found at once; by another, by what is written of it.
        if (slot.Key.Type.Kind != ScalarKind.Id) level.Builder.Shape(new ValueShape(level.Builder.Column(0, slot.Key.Column), slot.Key.Type));
        return new(slot, Done(level));
    }

    private RootObject Service(Selection selection) => new(selection.Key, [.. selections.Read(selection, Federation.Service)
        .Select(field => field.Name == Federation.Sdl ? (RootOutput)new RootIntrospection(field.Key, sdl!()) : new RootTypename(field.Key, Federation.Service))]);
}
