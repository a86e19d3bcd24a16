using System.Text.Json.Nodes;
using PropertyGraph.DatabaseTests.Reads.Oracle;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads.Random;

/// <summary>Random <c>groups</c>: keys through to-one relations, calendar spans in time zones, conditions, orders, few rows or all.</summary>
internal sealed class RandomGroups(Choices choices, SlowView view, RandomFigures figures)
{
    /// <summary>Some with summer time at either end of the year, with odd offsets, and at the ends of the day line.</summary>
    private static readonly string[] Zones = ["UTC", "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland", "Pacific/Honolulu", "Australia/Lord_Howe"];

    private sealed record Key(IReadOnlyList<(EntityType Entity, string Name)> Path, ScalarField Field)
    {
        public bool IsSame(Key other) => Field.Name == other.Field.Name && Path.Select(p => p.Name).SequenceEqual(other.Path.Select(p => p.Name));
    }

    public Selected? Groups(EntityType entity)
    {
        var by = new List<Key>();
        for (var i = choices.OneOf([0, 0, 1, 2]); i >= 0; i--)
            if (AnyKey(entity, 2, []) is { } key && !by.Any(key.IsSame)) by.Add(key);
        if (by.Count == 0) return null;
        var arguments = new List<(string, Input)> { ("by", new Items($"[{entity.Name}GroupByInput!]!", [.. by.Select(key => Inside(key, "GroupByInput", By(key.Field)))])) };
        if (choices.Chance(40)) arguments.Add(("having", figures.Having(entity, 2)));
        if (choices.Chance(50)) arguments.Add(("order", new Items($"[{entity.Name}GroupSortInput!]", [.. Enumerable.Range(0, choices.Below(3)).Select(_ => Order(entity, by))])));
        if (choices.Chance(30)) arguments.Add(("first", choices.Leaf("Int", 0, 1, 2, 5, 1000)));
        var parts = new List<Selected>();
        if (choices.Chance(80)) parts.Add(new("key") { Fields = Selection([.. choices.Some(by, by.Count)]) });
        if (choices.Chance(70) || parts.Count == 0) parts.Add(figures.Aggregate(entity));
        if (choices.Chance(10)) parts.Add(new("__typename"));
        return new("groups", figures.Alias()) { Arguments = arguments, Fields = parts };
    }

    private Key? AnyKey(EntityType entity, int depth, IReadOnlyList<(EntityType, string)> path)
    {
        var fields = entity.Fields.Values.Where(view.Allows).Where(f => f is ScalarField { Type: { IsList: false, Kind: not ScalarKind.Json } } || (depth > 0 && f is ToOneField)).ToList();
        if (fields.Count == 0) return null;
        var ones = fields.OfType<ToOneField>().ToList();
        return (ones.Count > 0 && choices.Chance(30) ? choices.OneOf(ones) : choices.OneOf(fields)) switch
        {
            ToOneField one => AnyKey(view.Model.Entities[one.Target], depth - 1, [.. path, (entity, one.Name)]),
            ScalarField scalar => new([.. path, (entity, scalar.Name)], scalar),
            _ => null,
        };
    }

    private Input By(ScalarField field)
    {
        if (field.Type.Kind is not (ScalarKind.DateTime or ScalarKind.LocalDate)) return new Leaf("Boolean", true);
        var unit = ("unit", (Input)(choices.Leaf("CalendarUnit!", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR") with { IsEnum = true }));
        if (field.Type.Kind == ScalarKind.LocalDate) return new Members("CalendarDateBucketInput", [unit]);
        return new Members("CalendarBucketInput", choices.Chance(70) ? [unit, ("timeZone", choices.Leaf("String", [.. Zones.Select(z => (JsonNode?)z)]))] : [unit]);
    }

    /// <summary>Input objects along the key's path, the innermost with the leaf.</summary>
    private static Members Inside(Key key, string suffix, Input leaf) =>
        (Members)key.Path.Reverse().Aggregate(leaf, (inner, step) => new Members($"{step.Entity.Name}{suffix}", [(step.Name, inner)]));

    private Members Order(EntityType entity, List<Key> by)
    {
        var part = choices.Chance(50)
            ? ("key", Inside(choices.OneOf(by), "GroupKeySortInput", choices.Direction()))
            : ("aggregate", (Input)new Members($"{entity.Name}AggregateSortInput", [figures.Measure(entity)]));
        return new($"{entity.Name}GroupSortInput", [part]);
    }

    /// <summary>The keys as selections, each its own way down: they merge.</summary>
    private static List<Selected> Selection(IEnumerable<Key> keys) =>
        [.. keys.Select(key => key.Path.Reverse().Skip(1).Aggregate(new Selected(key.Path[^1].Name), (inner, step) => new Selected(step.Name) { Fields = [inner] }))];
}
