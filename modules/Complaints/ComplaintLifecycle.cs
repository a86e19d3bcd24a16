using PropertyGraph.Faults;
using PropertyGraph.Modules;
using PropertyGraph.Schema;
using static PropertyGraph.Complaints.ComplaintStatus;
using static PropertyGraph.Complaints.ComplaintStep;

namespace PropertyGraph.Complaints;

/// <summary>The one state machine of complaints: which step leads from which state to which. Every command asks it, and so do the faults that say what is possible.</summary>
internal static class ComplaintLifecycle
{
    private static readonly IReadOnlyList<Transition> Transitions =
    [
        new(Acknowledge, Filed, Acknowledged),
        new(Assign, Acknowledged, InProgress),
        new(Assign, InProgress, InProgress),
        new(Assign, Reopened, InProgress),
        new(Hold, Acknowledged, OnHold),
        new(Hold, InProgress, OnHold),
        new(Continue, OnHold, Acknowledged),
        new(Continue, OnHold, InProgress),
        new(Resolve, InProgress, Resolved),
        new(Close, Resolved, Closed),
        new(Reopen, Resolved, Reopened),
        new(Reopen, Closed, Reopened),
        new(Withdraw, Filed, Withdrawn),
        new(Withdraw, Acknowledged, Withdrawn),
        new(Withdraw, InProgress, Withdrawn),
        new(Withdraw, OnHold, Withdrawn),
        new(Withdraw, Reopened, Withdrawn),
        .. Enum.GetValues<ComplaintStatus>().Select(state => new Transition(ComplaintStep.AddNote, state, state)),
    ];

    /// <summary>The state that a step leads to, or null where it is not possible.</summary>
    /// <param name="heldIn">For a complaint on hold: the state in which it was put there, to which <see cref="Continue"/> goes back.</param>
    public static ComplaintStatus? Next(ComplaintStep step, ComplaintStatus state, ComplaintStatus? heldIn = null) =>
        Transitions.Where(t => t.Step == step && t.From == state) is var ways && step == Continue
            ? ways.FirstOrDefault(t => t.To == heldIn)?.To
            : ways.SingleOrDefault()?.To;

    /// <summary>Names of the mutations that are possible in a state, in the order of the lifecycle.</summary>
    public static IReadOnlyList<string> Possible(ComplaintStatus state) =>
        [.. Transitions.Where(t => t.From == state).Select(t => t.Step).Distinct().Select(MutationOf)];

    /// <summary>The fault for a step that the state forbids.</summary>
    public static StepNotAllowed NotAllowed(ComplaintStep step, ComplaintStatus state, string reference) => new(
        $"Complaint {reference} is {Names.Screaming(state.ToString())}: {MutationOf(step)} is not possible now. Possible: {string.Join(", ", Possible(state))}.",
        Names.Screaming(state.ToString()), Possible(state), ["complaint"]);

    /// <summary>How the timeline calls a step.</summary>
    public static ComplaintEventKind KindOf(ComplaintStep step, NoteVisibility visibility) => step switch
    {
        Acknowledge => ComplaintEventKind.Acknowledged,
        Assign => ComplaintEventKind.Assigned,
        Hold => ComplaintEventKind.Held,
        Continue => ComplaintEventKind.Continued,
        Resolve => ComplaintEventKind.Resolved,
        Close => ComplaintEventKind.Closed,
        Reopen => ComplaintEventKind.Reopened,
        Withdraw => ComplaintEventKind.Withdrawn,
        ComplaintStep.AddNote => visibility == NoteVisibility.Internal ? ComplaintEventKind.InternalNoteAdded : ComplaintEventKind.NoteAdded,
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, null),
    };

    private static string MutationOf(ComplaintStep step) => step == ComplaintStep.AddNote ? "addNote" : $"{Names.Camel(step.ToString())}Complaint";

    private sealed record Transition(ComplaintStep Step, ComplaintStatus From, ComplaintStatus To);
}

/// <summary>What can be done to a complaint that exists; each is a mutation.</summary>
internal enum ComplaintStep
{
    Acknowledge,
    Assign,
    Hold,
    Continue,
    Resolve,
    Close,
    Reopen,
    Withdraw,
    AddNote,
}

[Describes("Where a complaint is in its lifecycle.")]
internal enum ComplaintStatus
{
    [Describes("Received; nobody has confirmed it yet.")]
    Filed,
    [Describes("Receipt confirmed; one member of staff is accountable.")]
    Acknowledged,
    [Describes("A department works on it.")]
    InProgress,
    [Describes("Work rests for a recorded reason.")]
    OnHold,
    [Describes("The work is done; the answer waits for confirmation.")]
    Resolved,
    [Describes("Done and confirmed.")]
    Closed,
    [Describes("The answer did not hold; it waits to be assigned again.")]
    Reopened,
    [Describes("Taken back by whoever filed it.")]
    Withdrawn,
}
