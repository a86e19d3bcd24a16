using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Modules;

namespace PropertyGraph.DatabaseTests.Modules;

/// <summary>A module whose declarations are the test's.</summary>
internal sealed class SmallModule(string name, Action<ModuleBuilder> configure, params string[] dependsOn) : IModule
{
    public string Name => name;
    public IReadOnlyList<string> DependsOn => dependsOn;
    public void Configure(ModuleBuilder module) => configure(module);
}

/// <summary>What the module "alpha" has.</summary>
internal static class Alpha
{
    internal sealed class Parcel
    {
        public Guid Id { get; private set; } = Guid.CreateVersion7();
        public Guid? ShelfId { get; private set; }
        public Guid CustomerId { get; private set; }
        public int Weight { get; private set; }
        public string Label { get; private set; } = "";
        public DateTimeOffset At { get; private set; }
        public Size Size { get; private set; }
        public Mood Mood { get; private set; }
    }

    /// <summary>Mapped by no context.</summary>
    internal sealed class Ghost
    {
        public Guid Id { get; private set; }
    }

    [Describes("How large.")]
    internal enum Size { [Describes("Small.")] Small, [Describes("Large.")] Large }

    [Describes("How it looks.")]
    internal enum Mood { [Describes("Well.")] Well, Dented }

    internal sealed class AlphaDb(DbContextOptions<AlphaDb> options) : ModuleDb(options)
    {
        protected override void Map(ModelBuilder model) => model.Entity<Parcel>();
    }

    [Describes("What to weigh.")]
    internal sealed record Weigh([Describes("Which."), IdOf("Parcel")] Guid Parcel)
    {
        [Allow, Describes("Weighs.")]
        public static Task<Outcome<Parcel>> Handle(Weigh input) => Task.FromResult(Outcome<Parcel>.Of(input.Parcel));
    }

    [Describes("A stamp.")]
    internal sealed record Stamp([Describes("Price.")] int Price);

    [Describes("A link.")]
    internal sealed record Link([Describes("Its ring.")] Ring Ring);

    [Describes("A ring.")]
    internal sealed record Ring([Describes("Its links.")] IReadOnlyList<Link> Links);

    [Describes("What to shake.")]
    internal sealed record Shake(Guid Parcel)
    {
        [Allow, Describes("Shakes.")]
        public static Task<Outcome<Parcel>> Handle(Shake input) => Task.FromResult(Outcome<Parcel>.Of(input.Parcel));
    }
}

/// <summary>What the module "beta" has.</summary>
internal static class Beta
{
    internal sealed class Parcel
    {
        public Guid Id { get; private set; } = Guid.CreateVersion7();
    }

    internal sealed class Shelf
    {
        public Guid Id { get; private set; } = Guid.CreateVersion7();
        public Guid? ParcelId { get; private set; }
        public Size Size { get; private set; }
        public Colour Colour { get; private set; }
        public DateTimeOffset BuiltAt { get; private set; }
        public DateTimeOffset? MovedAt { get; private set; }
    }

    internal sealed class SearchResult
    {
        public Guid Id { get; private set; } = Guid.CreateVersion7();
    }

    internal sealed class ParcelHistoryItem
    {
        public Guid Id { get; private set; } = Guid.CreateVersion7();
    }

    [Describes("A crate.")]
    internal sealed class Crate
    {
        [Describes("Key.")]
        public Guid Id { get; private set; } = Guid.CreateVersion7();
    }

    [Describes("A rubber stamp.")]
    internal sealed record Stamp([Describes("Text.")] string Text);

    internal static class Bare
    {
        [Describes("A rubber stamp.")]
        internal sealed record Stamp(string Text);
    }

    [Describes("How wide.")]
    internal enum Size { [Describes("Wide.")] Wide }

    internal enum Colour { Red }

    internal sealed class BetaDb(DbContextOptions<BetaDb> options) : ModuleDb(options)
    {
        protected override void Map(ModelBuilder model)
        {
            model.Entity<Parcel>();
            model.Entity<Shelf>();
            model.Entity<ParcelHistoryItem>();
            model.Entity<SearchResult>();
        }
    }

    [Describes("What to weigh.")]
    internal sealed record Weigh([Describes("Which."), IdOf("Shelf")] Guid Shelf)
    {
        [Allow, Describes("Weighs.")]
        public static Task<Outcome<Shelf>> Handle(Weigh input) => Task.FromResult(Outcome<Shelf>.Of(input.Shelf));
    }
}
