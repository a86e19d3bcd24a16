using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.DatabaseTests.Reads.Specimens;

/// <summary>A row with a value, and with the lack of a value, of every scalar, in a tree of its kind: what the five modules have no example of.</summary>
internal sealed class Specimen
{
    private Specimen() { }

    public Guid Id { get; private set; }
    public Guid? ParentId { get; private set; }
    public Guid? CustomerId { get; private set; }
    public string Label { get; private set; } = "";
    public string? Word { get; private set; }
    public Rarity Rarity { get; private set; }
    public Rarity? Rumour { get; private set; }
    public int Count { get; private set; }
    public int? Rank { get; private set; }
    public long Total { get; private set; }
    public long? Debt { get; private set; }
    public double Weight { get; private set; }
    public double? Ratio { get; private set; }
    public decimal Price { get; private set; }
    public decimal? Discount { get; private set; }
    public bool IsPublic { get; private set; }
    public bool? IsWanted { get; private set; }
    public DateTimeOffset SeenAt { get; private set; }
    public DateTimeOffset? GoneAt { get; private set; }
    public DateOnly Day { get; private set; }
    public DateOnly? Until { get; private set; }
    public TimeSpan Lasts { get; private set; }
    public TimeSpan? Pause { get; private set; }
    public Guid Code { get; private set; }
    public Guid? Other { get; private set; }
    public List<string> Tags { get; private set; } = [];
    public List<int>? Numbers { get; private set; }
    public List<DateOnly>? Days { get; private set; }
    public Uri? Link { get; private set; }
    public JsonElement? Data { get; private set; }
    public List<Specimen> Children { get; private set; } = [];

    internal static void Describe(EntityBuilder<Specimen> specimen)
    {
        specimen.Is("A specimen.", "specimen", "specimens").Lookup(s => s.Code).OrderedBy(s => s.Rarity, descending: true).OrderedBy(s => s.Rank);
        specimen.Field(s => s.Label, "Text.").Searchable();
        specimen.Field(s => s.Word, "Text or null.").Searchable().OnlyFor(Audience.Staff, Audience.Customer);
        specimen.Field(s => s.Rarity, "Name.");
        specimen.Field(s => s.Rumour, "Name or null.");
        specimen.Field(s => s.Count, "Small number.");
        specimen.Field(s => s.Rank, "Small number or null.");
        specimen.Field(s => s.Total, "Large number.");
        specimen.Field(s => s.Debt, "Large number or null.").OnlyFor(Audience.Staff);
        specimen.Field(s => s.Weight, "Fraction.");
        specimen.Field(s => s.Ratio, "Fraction or null.");
        specimen.Field(s => s.Price, "Decimal fraction.");
        specimen.Field(s => s.Discount, "Decimal fraction or null.").OnlyFor(Audience.Staff, Audience.Customer);
        specimen.Field(s => s.IsPublic, "Truth.");
        specimen.Field(s => s.IsWanted, "Truth or null.");
        specimen.Field(s => s.SeenAt, "Moment.");
        specimen.Field(s => s.GoneAt, "Moment or null.");
        specimen.Field(s => s.Day, "Day.");
        specimen.Field(s => s.Until, "Day or null.").OnlyFor(Audience.Staff, Audience.Partner);
        specimen.Field(s => s.Lasts, "Length of time.");
        specimen.Field(s => s.Pause, "Length of time or null.");
        specimen.Field(s => s.Code, "UUID.");
        specimen.Field(s => s.Other, "UUID or null.");
        specimen.Field(s => s.Tags, "Texts.");
        specimen.Field(s => s.Numbers, "Numbers or null.");
        specimen.Field(s => s.Days, "Days or null.").OnlyFor(Audience.Staff);
        specimen.Field(s => s.Link, "URL or null.");
        specimen.Field(s => s.Data, "JSON or null.");
        specimen.Resolve("note", s => s.Count, SpecimenNote.Of, "What is known of the rank.");
        specimen.Field("isAhead", s => s.SeenAt > Clock.Now, "Whether it lies in the future.");
        specimen.Field("lastChildAt", s => s.Children.Max(c => c.GoneAt), "Last moment of a child.");
        specimen.One("parent", "Specimen", s => s.ParentId, "The specimen above.");
        specimen.One("customer", "Customer", s => s.CustomerId, "Whose it is.");
        specimen.Many<Specimen>("children", s => s.ParentId, "The specimens below.");
        specimen.Many<Specimen>("rareChildren", s => s.ParentId, "The rare ones below.", s => s.Rarity == Rarity.Rare).OnlyFor(Audience.Staff, Audience.Customer);
        specimen.VisibleTo(Audience.Staff, (s, actor) => s.Rarity != Rarity.Unique || s.IsPublic || actor.Position == Position.Director);
        specimen.VisibleTo(Audience.Customer, (s, actor) => s.CustomerId == actor.CustomerId);
        specimen.VisibleTo(Audience.Customer, (s, actor) => s.IsPublic && s.Rarity == Rarity.Common);
        specimen.VisibleThrough("customer", Audience.Partner);
        specimen.VisibleTo(Audience.Anonymous, (s, actor) => s.IsPublic);
    }
}

/// <summary>Not in the order of its letters.</summary>
[Describes("How rare it is.")]
internal enum Rarity
{
    [Describes("Often seen.")] Common,
    [Describes("Seldom seen.")] Rare,
    [Describes("The only one.")] Unique,
    [Describes("Never seen again.")] LongExtinct,
}

/// <summary>What a resolver gives: objects in lists in objects, with nulls wherever there may be some.</summary>
[Describes("What is known of a rank.")]
internal sealed record SpecimenNote(
    [Describes("The rank.")] int Rank, [Describes("Text or null.")] string? Text, [Describes("Name.")] Rarity Rarity, [Describes("Moment or null.")] DateTimeOffset? At,
    [Describes("The same again, or null.")] SpecimenMark? Best, [Describes("Marks.")] IReadOnlyList<SpecimenMark> Marks, [Describes("Rows of marks, some of them missing.")] IReadOnlyList<IReadOnlyList<SpecimenMark?>>? Rows)
{
    public static ValueTask<IReadOnlyList<SpecimenNote?>> Of(IReadOnlyList<int> ranks, CancellationToken cancel) => new([.. ranks.Select(r => r % 4 == 1 ? null : Of(r))]);

    private static SpecimenNote Of(int rank) => new(rank, rank % 2 == 0 ? null : $"rank \"{rank}\" \u202e", rank > 2 ? Rarity.LongExtinct : Rarity.Rare, rank % 3 == 0 ? null : new(2026, 1, 1, 0, 0, 0, 500, TimeSpan.FromHours(8)),
        rank == 3 ? null : new(rank, [0.5m]), [.. Enumerable.Range(0, Math.Abs(rank % 3)).Select(i => new SpecimenMark(i, []))], rank == 2 ? null : [[new(rank, [1, 2.50m]), null], []]);
}

[Describes("A mark.")]
internal sealed record SpecimenMark([Describes("Number.")] long Value, [Describes("Numbers.")] IReadOnlyList<decimal> Parts);
