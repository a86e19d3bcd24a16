using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;
using PropertyGraph.Schema;

namespace PropertyGraph.Organization;

[Describes("A new version of who may call a mutation.")]
internal sealed record SetRight(
    [Describes("Name of the mutation, such as assignComplaint.")] string Mutation,
    [Describes("Why, in at most 500 characters.")] string Reason,
    [Describes("All positions that may call it from now on; left out or null for those that the platform comes with.")] IReadOnlyList<Position>? Positions = null)
{
    /// <summary>Those whose work surveys are about.</summary>
    private static readonly Position[] Serving = [Position.Agent, Position.Worker, Position.Leader, Position.Manager];

    [Allow(Position.Administrator, IsFixed = true)]
    [Describes("Sets which positions of staff may call a mutation. It holds at once, for tokens that are out as well.")]
    public static async Task<Outcome<Right>> Handle(SetRight input, OrganizationDb db, StaffMutations mutations, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var checks = new InputChecks().Text("reason", input.Reason, 500)
            .Rule(input.Positions is null or { Count: > 0 }, "Name at least one position, or none at all for those that the platform comes with.", "positions");
        var mutation = mutations.Find(input.Mutation);
        if (mutation is null) checks.Add(new NotFound("There is no such mutation for staff; query rights for those that there are.", ["mutation"]));
        else if (mutation.IsFixed) checks.Add(new NotAllowed($"{mutation.Name} gives people power or takes it; it stays with {Text(mutation.Positions)}.", ["mutation"]));
        else if (input.Positions is { } positions && Objection(mutation, positions) is { } objection) checks.Add(new NotAllowed(objection, ["positions"]));
        if (checks.Failed) return Outcome<Right>.Failed(checks.Faults);

        var last = await db.Rights.SingleOrDefaultAsync(r => r.Mutation == input.Mutation && r.ValidTo == null, cancel);
        var now = time.GetUtcNow();
        var right = new Right(mutation!, (last?.Version ?? 0) + 1, input.Positions, input.Reason, actor.StaffIdOrNull, now);
        if (last is not null && last.IsDefault == right.IsDefault && last.Positions.SequenceEqual(right.Positions)) return new Conflict("Nothing would change: that is who may call it.", ["positions"]);
        last?.EndAt(now);
        db.Add(right);
        return Outcome<Right>.Of(right.Id, new RightSet(right.Id, right.Mutation, right.Version, right.Positions));
    }

    /// <summary>Surveyors are independent of those who serve: neither takes over what is the other's.</summary>
    private static string? Objection(StaffMutation mutation, IReadOnlyList<Position> positions)
    {
        if (mutation.IsForAll) return null;
        var more = positions.Except(mutation.Positions).ToList();
        var isTheirs = mutation.Positions.Contains(Position.Surveyor);
        if (!isTheirs && more.Contains(Position.Surveyor)) return $"Surveyors are independent of those who serve; {mutation.Name} is none of their work.";
        return isTheirs && more.Where(Serving.Contains).ToList() is { Count: > 0 } serving ? $"{mutation.Name} belongs to surveys, which are independent of those who serve: leave out {Text(serving)}." : null;
    }

    private static string Text(IEnumerable<Position> positions) => string.Join(", ", positions.Select(p => Names.Screaming(p.ToString())));
}

[EventOf("Right", "SET", "A version of who may call a mutation was set.")]
internal sealed record RightSet(Guid Right, string Mutation, int Version, IReadOnlyList<Position> Positions) : IEvent
{
    public Guid Subject => Right;
}
