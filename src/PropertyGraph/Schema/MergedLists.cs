using PropertyGraph.Modules;

namespace PropertyGraph.Schema;

/// <summary>A list that puts rows of several types into one order: by their place, then type, then key, all in one direction.</summary>
/// <param name="Name">What its connection and edge are named after, such as <c>CustomerTimeline</c>.</param>
/// <param name="Item">Name of the union of its types.</param>
/// <param name="Types">Name of the enum of its types.</param>
/// <param name="Place">Field of an edge that tells the row's place.</param>
/// <param name="Members">Its types, by name. A member's number here stands for its type in statements and cursors.</param>
public sealed record MergedList(string Name, string Item, string Types, MergedPlace Place, IReadOnlyList<MergedMember> Members)
{
    /// <summary>Name of the connection type.</summary>
    public string Connection => $"{Name}Connection";

    /// <summary>Name of the edge type.</summary>
    public string Edge => $"{Name}Edge";

    /// <summary>Names of the schema's types that the list brings along.</summary>
    public IEnumerable<string> TypeNames => [Connection, Edge, Item, Types];
}

/// <summary>What the rows of a merged list are ordered by.</summary>
public sealed record MergedPlace(string Name, ScalarKind Kind, string Description);

/// <summary>A type of a merged list. Closed: <see cref="RelatedMember"/>, <see cref="SearchedMember"/>.</summary>
/// <param name="Type">Name of the type.</param>
public abstract record MergedMember(string Type);

/// <summary>Rows that a to-many relation ties to the row that has the list.</summary>
/// <param name="Place">Field of the other type that places its rows: a DateTime that is never null.</param>
public sealed record RelatedMember(ToManyField Relation, string Place) : MergedMember(Relation.Target);

/// <summary>Rows that have the words of a text.</summary>
/// <param name="Fields">Searchable fields in declared order; the first weighs most.</param>
public sealed record SearchedMember(string Type, IReadOnlyList<ScalarField> Fields) : MergedMember(Type);

/// <summary>Joins what the modules merge into each other's lists.</summary>
internal static class MergedLists
{
    private static readonly MergedPlace At = new("at", ScalarKind.DateTime, "When it happened: what the list is ordered by.");

    private static readonly MergedPlace Score = new("score", ScalarKind.Float, "How well the row fits the words, above 0: what the list is ordered by.");

    /// <summary>All rows that people search in, or null where there are none.</summary>
    public static MergedList? Search(IEnumerable<EntityType> entities)
    {
        var members = entities.Where(e => e.IsNode)
            .Select(e => new SearchedMember(e.Name, [.. e.Fields.Values.OfType<ScalarField>().Where(f => f.IsSearchable)]))
            .Where(m => m.Fields.Count > 0).OrderBy(m => m.Type, StringComparer.Ordinal).ToList();
        return members.Count == 0 ? null : new("Search", "SearchResult", "SearchResultType", Score, members);
    }

    /// <summary>A list without members yet.</summary>
    public static MergedList Of(string entity, string field)
    {
        var name = entity + Names.Pascal(field);
        return new(name, $"{name}Item", $"{name}Type", At, []);
    }

    /// <summary>Gives each merged list of a type its members.</summary>
    /// <exception cref="StartupException">Something is merged into what is no list, or is no relation to many rows.</exception>
    public static void Fill(string entity, Dictionary<string, Field> fields, IEnumerable<FieldDraft> drafts)
    {
        var merged = drafts.SelectMany(draft => draft.MergedInto.Select(into => (Field: fields[draft.Name], into.List, into.Place))).ToList();
        foreach (var (field, list, _) in merged)
        {
            if (fields.GetValueOrDefault(list) is not MergedField)
                throw new StartupException($"Module '{field.Module}' merges {entity}.{field.Name} into {entity}.{list}, which no active module declares as a merged list; declare it with Merged(\"{list}\", ...), or guard this with When(...).");
            if (field is not ToManyField)
                throw new StartupException($"Module '{field.Module}' merges {entity}.{field.Name} into {entity}.{list}, but it is no relation to many rows; merge one that Many(...) declares.");
        }
        foreach (var field in fields.Values.OfType<MergedField>().ToList())
        {
            var members = merged.Where(m => m.List == field.Name).Select(m => new RelatedMember((ToManyField)m.Field, m.Place));
            fields[field.Name] = field with { List = field.List with { Members = [.. members.OrderBy(m => m.Type, StringComparer.Ordinal)] } };
        }
    }

    /// <exception cref="StartupException">A list has no members, two of one type, or one whose rows it can't show or place.</exception>
    public static void Check(EntityType entity, MergedField field, IReadOnlyDictionary<string, EntityType> entities)
    {
        var list = $"{entity.Name}.{field.Name}";
        if (field.List.Members.Count == 0)
            throw new StartupException($"Module '{field.Module}' declares the merged list {list}, into which no active module merges anything; chain MergedInto(\"{field.Name}\", ...) to a relation of {entity.Name}.");
        var members = field.List.Members.Cast<RelatedMember>().ToList();
        foreach (var (relation, place) in members)
        {
            var target = entities[relation.Target];
            if (!target.IsNode)
                throw new StartupException($"Module '{relation.Module}' merges {entity.Name}.{relation.Name} into {list}, but rows of {target.Name} have no global ids; merge a relation to a type that has.");
            if (target.Fields.GetValueOrDefault(place) is not ScalarField { Type: { Kind: ScalarKind.DateTime, IsNullable: false, IsList: false } })
                throw new StartupException($"Module '{relation.Module}' places rows of {target.Name} in {list} by '{place}', which is no DateTime field of {target.Name} that is never null; name one that is.");
        }
        if (members.GroupBy(m => m.Type).FirstOrDefault(g => g.Count() > 1)?.ToList() is { } same)
            throw TypeNames.Clash(same[0].Relation.Module, same[1].Relation.Module, $"the rows of {same[0].Type} in {list}", $"merge only one of {same[0].Relation.Name} and {same[1].Relation.Name}");
    }
}
