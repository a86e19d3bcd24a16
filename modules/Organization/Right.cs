using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

/// <summary>A version of who may call a mutation. Configuration: it never changes; a later version takes its place.</summary>
internal sealed class Right
{
    private Right() { }

    public Right(StaffMutation mutation, int version, IEnumerable<Position>? positions, string? reason, Guid? setById, DateTimeOffset validFrom)
    {
        (Mutation, Version, IsFixed, IsDefault) = (mutation.Name, version, mutation.IsFixed, positions is null);
        Positions = [.. (positions ?? mutation.Positions).Distinct().Order()];
        (Reason, SetById, ValidFrom) = (reason?.Trim(), setById, validFrom);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string Mutation { get; private set; } = "";
    public int Version { get; private set; }
    public List<Position> Positions { get; private set; } = [];
    public bool IsDefault { get; private set; }
    public bool IsFixed { get; private set; }
    public string? Reason { get; private set; }
    public Guid? SetById { get; private set; }
    public DateTimeOffset ValidFrom { get; private set; }
    public DateTimeOffset? ValidTo { get; private set; }

    public void EndAt(DateTimeOffset at) => ValidTo = at;

    /// <summary>What the kernel has to know: where the code is the truth, it needs no row.</summary>
    public static async Task<IReadOnlyList<ChangedRight>> ReadAsync(OrganizationDb db, CancellationToken cancel) =>
        [.. (await db.Rights.AsNoTracking().Where(r => r.ValidTo == null && !r.IsDefault).ToListAsync(cancel)).Select(r => new ChangedRight(r.Mutation, r.Positions))];

    /// <summary>Shows what the code says of each mutation that nothing else was set for. Rows of a module that is off stay for when it is on again.</summary>
    public static async Task Seed(OrganizationDb db, StaffMutations mutations, TimeProvider time, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var present = await db.Rights.Where(r => r.ValidTo == null).ToDictionaryAsync(r => r.Mutation, cancel);
        foreach (var mutation in mutations.All)
        {
            var right = present.GetValueOrDefault(mutation.Name);
            if (right is not null && right.IsFixed == mutation.IsFixed && (!right.IsDefault || right.Positions.SequenceEqual(mutation.Positions))) continue;
            right?.EndAt(now);
            db.Add(new Right(mutation, (right?.Version ?? 0) + 1, right is { IsDefault: false } && !mutation.IsFixed ? right.Positions : null, null, null, now));
        }
        await db.SaveChangesAsync(cancel);
    }

    internal static void Describe(EntityBuilder<Right> right)
    {
        right.Is("A version of which positions of staff may call a mutation.", null, "rights")
            .OrderedBy(r => r.Mutation)
            .OrderedBy(r => r.Version, descending: true);
        right.Field(r => r.Mutation, "Name of the mutation; its versions share it.");
        right.Field(r => r.Version, "Number of the version, from 1 for each mutation.");
        right.Field(r => r.Positions, "Positions that may call it. What a call then does may be bound to more, such as the own department.");
        right.Field(r => r.IsDefault, "Whether they are those that the platform comes with.");
        right.Field(r => r.IsFixed, "Whether nobody can set others, because the mutation gives people power or takes it.");
        right.Field(r => r.Reason, "Why it was set; null for what the platform comes with.");
        right.Field(r => r.ValidFrom, "From when on it holds.");
        right.Field(r => r.ValidTo, "From when on a later version holds; null while it is the present one.");
        right.One("setBy", "Staff", r => r.SetById, "Who set it; null where the platform did.");
        right.VisibleTo(Audience.Staff);
    }
}
