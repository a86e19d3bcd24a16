using System.Text.Json.Nodes;
using CsCheck;
using PropertyGraph.DatabaseTests.Reads.Oracle;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads.Random;

/// <summary>A query with who asks it, and the seed of the choices that are made while it is tested.</summary>
internal sealed record RandomQuery(string Asker, IReadOnlyList<Selected> Roots, uint Seed)
{
    public string Text => QueryText.Of(Roots, _ => false).Query;

    public override string ToString() => $"{Asker}: {Text}";
}

/// <summary>Random queries over the real schema.</summary>
internal sealed class RandomQueries(ReadWorld world) : Gen<RandomQuery>
{
    public override RandomQuery Generate(PCG pcg, Size? min, out Size size)
    {
        var choices = new Choices(pcg);
        var asker = choices.OneOf(world.Askers);
        var query = new RandomQuery(asker, new Writer(choices, world.View(asker), world.Everything).Roots(), pcg.Next());
        size = new((ulong)query.Text.Length);
        return query;
    }

    internal sealed class Writer(Choices choices, SlowView view, SlowView everything)
    {
        private const int Depth = 4;
        private readonly RandomInputs inputs = new(choices, view, everything);
        private readonly RandomFigures figures = new(choices, view, new(choices, everything));
        private int lists;
        private int aliases;

        public IReadOnlyList<Selected> Roots() => [.. Enumerable.Range(0, choices.Chance(80) ? 1 : 2).Select(_ => Root())];

        private string Alias() => $"a{++aliases}";

        private Selected Root()
        {
            var entity = choices.OneOf([.. view.Model.Entities.Values.Where(e => e.Many is not null)]);
            switch (choices.Below(14))
            {
                case 0: return new("__typename");
                case 12 or 13: return Search();
                case 1: return Node();
                case 2: return Nodes();
                case 3 or 4:
                    var one = choices.OneOf([.. view.Model.Entities.Values.Where(e => e.One is not null)]);
                    var by = (ScalarField)one.Fields[choices.OneOf([.. one.Lookups.Prepend("id").Where(l => view.Allows(one.Fields[l]))])];
                    return new(one.One!, Alias()) { Arguments = [(by.Name, inputs.Value(one, by))], Fields = Row(one, Depth) };
                default: return List(entity.Many!, entity, Depth);
            }
        }

        private Selected Node()
        {
            var (entity, id) = Id();
            return new("node", Alias()) { Arguments = [("id", id)], Fields = NodeFields([entity]) };
        }

        private Selected Nodes()
        {
            var ids = Enumerable.Range(0, choices.Below(6)).Select(_ => Id()).ToList();
            return new("nodes", Alias()) { Arguments = [("ids", new Items("[ID!]!", [.. ids.Select(i => i.Id)]))], Fields = NodeFields([.. ids.Select(i => i.Entity).Distinct()]) };
        }

        private (EntityType Entity, Leaf Id) Id()
        {
            var entity = choices.OneOf([.. view.Model.Entities.Values.Where(e => e.IsNode)]);
            return (entity, inputs.Value(entity, (ScalarField)entity.Fields["id"]) with { Type = "ID!" });
        }

        /// <summary>A field of an interface applies to all types; those of one type are written in fragments under keys of their own.</summary>
        private IReadOnlyList<Selected> NodeFields(IReadOnlyList<EntityType> entities) =>
            [new("id"), new("__typename"), .. entities.SelectMany(e => Row(e, 2).Select(f => f with { Alias = Alias(), On = e.Name, IsNamedFragment = choices.Chance(30) }))];

        private Selected List(string name, EntityType entity, int depth)
        {
            lists++;
            var arguments = new List<(string, Input)>();
            if (choices.Chance(60)) arguments.Add(("where", inputs.Where(entity, 3)));
            if (choices.Chance(60)) arguments.Add(("order", inputs.Order(entity)));
            if (choices.Chance(60)) arguments.Add((choices.Chance(70) ? "first" : "last", choices.PageSize()));
            var parts = new List<Selected>();
            if (choices.Chance(60)) parts.Add(new("nodes") { Fields = Row(entity, depth - 1) });
            if (choices.Chance(30)) parts.Add(new("edges") { Fields = choices.Chance(50) ? [new("cursor"), new("node") { Fields = Row(entity, depth - 1) }] : [new("cursor")] });
            if (choices.Chance(40)) parts.Add(PageInfo());
            if (choices.Chance(30)) parts.Add(new("totalCount"));
            if (choices.Chance(20)) parts.Add(figures.Aggregate(entity));
            if (choices.Chance(20) && new RandomGroups(choices, view, figures).Groups(entity) is { } groups) parts.Add(groups);
            if (choices.Chance(5) || parts.Count == 0) parts.Add(new("__typename"));
            return new(name, Alias()) { Arguments = arguments, Fields = Scatter(parts, $"{entity.Name}Connection") };
        }

        private IReadOnlyList<Selected> Row(EntityType entity, int depth)
        {
            var allowed = entity.Fields.Values.Where(view.Allows).ToList();
            var fields = choices.Some<Field>([.. allowed.Where(f => f is ScalarField or ResolvedField { IsFile: false })], 5)
                .Select(f => new Selected(f.Name, choices.Chance(10) ? Alias() : null) { Fields = f is ResolvedField resolved ? Resolved(resolved.Type) : [] }).ToList();
            if (choices.Chance(10) || fields.Count == 0) fields.Add(new("__typename"));
            if (depth > 0)
                foreach (var field in choices.Some<Field>([.. allowed.Where(f => f is ToOneField or ToManyField or MergedField)], 3))
                    for (var times = choices.Chance(15) ? 2 : 1; times > 0; times--)
                        if (Relation(field, depth) is { } relation) fields.Add(relation);
            return Scatter(fields, entity.Name);
        }

        /// <summary>Some fields of what a resolver gives, where that is an object or a list of objects.</summary>
        private IReadOnlyList<Selected> Resolved(ResolvedType type) => type switch
        {
            ResolvedList list => Resolved(list.Element),
            ResolvedObject { Record: var record } => Scatter(
                [.. choices.Some([.. record.Fields.Values], 3).Select(f => new Selected(f.Name, choices.Chance(20) ? Alias() : null) { Fields = Resolved(f.Type) }), .. choices.Chance(20) ? [new Selected("__typename")] : Array.Empty<Selected>()], record.Name),
            _ => [],
        };

        private Selected? Relation(Field field, int depth) => field switch
        {
            ToOneField one => new(one.Name, choices.Chance(20) ? Alias() : null) { Fields = Row(view.Model.Entities[one.Target], depth - 1) },
            MergedField merged when lists < 8 => Merged(merged.Name, merged.List, depth - 1),
            ToManyField many when lists < 8 => List(many.Name, view.Model.Entities[many.Target], depth - 1),
            _ => null,
        };

        private Selected Search()
        {
            var member = (SearchedMember)choices.OneOf(view.Model.Search!.Members);
            var (entity, field) = (view.Model.Entities[member.Type], choices.OneOf(member.Fields));
            var real = everything.Value(field, choices.OneOf(everything.Rows.Of(entity))) as string;
            var list = Merged("search", view.Model.Search!, Depth - 2);
            var words = new RandomValues(choices, everything);
            return list with { Arguments = [("text", new Leaf("String!", words.Words(real)) { Other = () => words.Words(null) }), .. list.Arguments.Where(a => a.Name != "order")] };
        }

        private Selected Merged(string name, MergedList list, int depth)
        {
            lists++;
            var arguments = new List<(string, Input)>();
            if (choices.Chance(40)) arguments.Add(("types", new Items($"[{list.Types}!]", [.. choices.Some(list.Members, 3).Select(m => choices.Leaf(list.Types, [.. list.Members.Select(o => (JsonNode?)Names.Screaming(o.Type)).Prepend(Names.Screaming(m.Type))]) with { IsEnum = true })])));
            if (choices.Chance(5)) arguments = [("types", new Items($"[{list.Types}!]", []))];
            if (choices.Chance(60)) arguments.Add(("order", choices.Direction()));
            if (choices.Chance(60)) arguments.Add((choices.Chance(70) ? "first" : "last", choices.PageSize()));
            var parts = new List<Selected>();
            if (choices.Chance(60)) parts.Add(new("nodes") { Fields = Items(list, depth) });
            if (choices.Chance(50)) parts.Add(new("edges") { Fields = [.. choices.Some<Selected>([new("cursor"), new(list.Place.Name), new("node") { Fields = Items(list, depth) }], 3)] });
            if (choices.Chance(40)) parts.Add(PageInfo());
            if (choices.Chance(30) || parts.Count == 0) parts.Add(new("totalCount"));
            return new(name, Alias()) { Arguments = arguments, Fields = Scatter(parts, list.Connection) };
        }

        private IReadOnlyList<Selected> Items(MergedList list, int depth) =>
            [new("__typename"), .. choices.Some(list.Members, 3).SelectMany(m => Row(view.Model.Entities[m.Type], depth).Select(f => f with { Alias = Alias(), On = m.Type, IsNamedFragment = choices.Chance(30) }))];

        private Selected PageInfo() => new("pageInfo") { Fields = choices.Some<Selected>([new("hasNextPage"), new("hasPreviousPage"), new("startCursor"), new("endCursor")], 4) };

        /// <summary>The same fields, some of them moved into fragments, behind directives, or asked for in two halves that must merge.</summary>
        private List<Selected> Scatter(List<Selected> fields, string type)
        {
            var scattered = new List<Selected>();
            foreach (var field in fields)
            {
                var (whole, rest) = (field, (Selected?)null);
                if (field.Fields.Count > 1 && field.Arguments.Count == 0 && choices.Chance(15))
                    (whole, rest) = (field with { Fields = [.. field.Fields.Take(1)] }, field with { Fields = [.. field.Fields.Skip(1)] });
                scattered.Add(Wrapped(whole, type));
                if (rest is not null) scattered.Add(Wrapped(rest, type));
            }
            return scattered;
        }

        private Selected Wrapped(Selected field, string type) => field with
        {
            On = choices.Chance(8) ? type : null,
            IsNamedFragment = choices.Chance(50),
            Include = choices.Chance(5) ? choices.Chance(70) : null,
        };
    }
}
