using PropertyGraph.Access;
using PropertyGraph.Events;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>An order that was displaced by another: by whom, why, and what can be done about it.</summary>
internal sealed class DispatchConflict
{
    private DispatchConflict() { }

    public DispatchConflict(DispatchOrder displaced, DispatchOrder by, TimeWindow movedTo, TimeWindow? later, string reason, Guid? openedBy, DateTimeOffset at)
    {
        (OrderId, DisplacedById, DepartmentId, OpenedById, OpenedAt, Reason) = (displaced.Id, by.Id, displaced.DepartmentId, openedBy, at, reason.Trim());
        (OriginalFrom, OriginalTo) = (displaced.WindowFrom, displaced.WindowTo);
        Options.Add(new(this, 1, ConflictOptionKind.KeepMoved, movedTo));
        if (later is { } window) Options.Add(new(this, Options.Count + 1, ConflictOptionKind.MoveLater, window));
        Options.Add(new(this, Options.Count + 1, ConflictOptionKind.Restore, displaced.Window));
        Options.Add(new(this, Options.Count + 1, ConflictOptionKind.Cancel, null));
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid OrderId { get; private set; }
    public DispatchOrder? Order { get; private set; }
    public Guid DisplacedById { get; private set; }
    public DispatchOrder? DisplacedBy { get; private set; }
    public Guid? DepartmentId { get; private set; }
    public Guid? OpenedById { get; private set; }
    public DateTimeOffset OpenedAt { get; private set; }
    public string Reason { get; private set; } = "";
    public DateTimeOffset OriginalFrom { get; private set; }
    public DateTimeOffset OriginalTo { get; private set; }
    public ConflictOptionKind? Resolution { get; private set; }
    public DateTimeOffset? ResolvedAt { get; private set; }
    public Guid? ResolvedById { get; private set; }
    public string? Note { get; private set; }
    public List<ConflictOption> Options { get; private set; } = [];

    public void Resolve(ConflictOptionKind how, string? note, Guid? by, DateTimeOffset at) => (Resolution, Note, ResolvedById, ResolvedAt) = (how, note?.Trim(), by, at);

    internal static void Describe(EntityBuilder<DispatchConflict> conflict)
    {
        conflict.Is("An order that was displaced by another, with what can be done about it.", "dispatchConflict", "dispatchConflicts")
            .OrderedBy(c => c.OpenedAt, descending: true)
            .AlsoAbout("order");
        conflict.Field(c => c.OpenedAt, "When the order was displaced.");
        conflict.Field(c => c.Reason, "Why it was displaced.").Personal();
        conflict.Field(c => c.OriginalFrom, "When it had been planned to begin.");
        conflict.Field(c => c.OriginalTo, "When it had been planned to be over.");
        conflict.Field("isOpen", c => c.ResolvedAt == null, "Whether it waits for a decision.");
        conflict.Field(c => c.Resolution, "What was decided; null while it is open.");
        conflict.Field(c => c.ResolvedAt, "When it was decided; null while it is open.");
        conflict.Field(c => c.Note, "What was said with the decision; null for nothing.").Personal();
        conflict.One("order", "DispatchOrder", c => c.OrderId, "The order that was displaced.");
        conflict.One("displacedBy", "DispatchOrder", c => c.DisplacedById, "The order that took its place.");
        conflict.One("department", "Department", c => c.DepartmentId, "The group whose work it is.");
        conflict.One("openedBy", "Staff", c => c.OpenedById, "Who displaced it; null for what the platform did.");
        conflict.One("resolvedBy", "Staff", c => c.ResolvedById, "Who decided; null while it is open, and for what the platform did.");
        conflict.Many<ConflictOption>("options", o => o.ConflictId, "What can be done about it.");
        conflict.VisibleTo(Audience.Staff);
    }
}

internal sealed class ConflictOption
{
    private ConflictOption() { }

    public ConflictOption(DispatchConflict conflict, int position, ConflictOptionKind kind, TimeWindow? window) =>
        (ConflictId, Position, Kind, WindowFrom, WindowTo) = (conflict.Id, position, kind, window?.From, window?.To);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid ConflictId { get; private set; }
    public int Position { get; private set; }
    public ConflictOptionKind Kind { get; private set; }
    public DateTimeOffset? WindowFrom { get; private set; }
    public DateTimeOffset? WindowTo { get; private set; }

    public TimeWindow? Window => WindowFrom is { } from && WindowTo is { } to ? new(from, to) : null;

    internal static void Describe(EntityBuilder<ConflictOption> option)
    {
        option.Is("Something that can be done about a displaced order.", null, null)
            .OrderedBy(o => o.Position);
        option.Field(o => o.Position, "Number of the option, from 1: what resolveDispatchConflict is given.");
        option.Field(o => o.Kind, "What would be done.");
        option.Field(o => o.WindowFrom, "When the displaced order would begin; null where it would not.");
        option.Field(o => o.WindowTo, "When it would be over; null where it would not begin.");
        option.One("conflict", "DispatchConflict", o => o.ConflictId, "The conflict.");
        option.VisibleTo(Audience.Staff);
    }
}

[Describes("What can be done about a displaced order.")]
internal enum ConflictOptionKind
{
    [Describes("It stays in the window that it was moved to.")]
    KeepMoved,
    [Describes("It is moved to a window that is later still.")]
    MoveLater,
    [Describes("It gets its own window back, beside what displaced it: the group calls somebody in.")]
    Restore,
    [Describes("It is cancelled.")]
    Cancel,
}

[EventOf("DispatchConflict", "OPENED", "An order was displaced by another.", StaffOnly = true)]
internal sealed record DispatchConflictOpened(Guid DispatchConflict, Guid Order, Guid DisplacedBy) : IEvent
{
    public Guid Subject => DispatchConflict;
}

[EventOf("DispatchConflict", "RESOLVED", "It was decided what becomes of the displaced order.", StaffOnly = true)]
internal sealed record DispatchConflictResolved(Guid DispatchConflict, Guid Order, ConflictOptionKind Resolution) : IEvent
{
    public Guid Subject => DispatchConflict;
}
