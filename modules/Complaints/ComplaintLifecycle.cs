using PropertyGraph.Access;
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
        .. At(Triage, Filed, Acknowledged, InProgress, OnHold, Reopened),
        new(Hold, Acknowledged, OnHold),
        new(Hold, InProgress, OnHold),
        new(Continue, OnHold, Acknowledged),
        new(Continue, OnHold, InProgress),
        .. At(Investigate, Acknowledged, InProgress, OnHold, Reopened),
        .. At(ComplaintStep.TakeEmergencyMeasure, Filed, Acknowledged, InProgress, OnHold, Reopened),
        .. At(ComplaintStep.CompleteEmergencyMeasure, Filed, Acknowledged, InProgress, OnHold, Reopened, Resolved, Closed),
        .. At(ComplaintStep.WaiveEmergencyMeasure, Filed, Acknowledged, InProgress, OnHold, Reopened),
        .. At(ComplaintStep.ProposeDecision, Acknowledged, InProgress, Reopened),
        .. At(ComplaintStep.SignDecision, Acknowledged, InProgress, Reopened),
        new(Resolve, InProgress, Resolved),
        new(Close, Resolved, Closed),
        .. At(Rate, Closed),
        new(Reopen, Resolved, Reopened),
        new(Reopen, Closed, Reopened),
        .. ((ComplaintStatus[])[Filed, Acknowledged, InProgress, OnHold, Reopened]).Select(state => new Transition(Merge, state, Merged)),
        new(Withdraw, Filed, Withdrawn),
        new(Withdraw, Acknowledged, Withdrawn),
        new(Withdraw, InProgress, Withdrawn),
        new(Withdraw, OnHold, Withdrawn),
        new(Withdraw, Reopened, Withdrawn),
        .. At(Cosign, Filed, Acknowledged, InProgress, OnHold, Reopened),
        .. At(ComplaintStep.JoinIncident, Filed, Acknowledged, InProgress, OnHold, Reopened),
        .. At(DisputeFees, Filed, Acknowledged, InProgress, OnHold, Reopened),
        .. At(ComplaintStep.PlanImprovement, Acknowledged, InProgress, OnHold, Reopened, Resolved, Closed),
        .. At(Link, Enum.GetValues<ComplaintStatus>()),
        .. At(ComplaintStep.AddNote, Enum.GetValues<ComplaintStatus>()),
    ];

    /// <summary>The state that a step leads to, or null where it is not possible.</summary>
    /// <param name="heldIn">For a complaint on hold: the state in which it was put there, to which <see cref="Continue"/> goes back.</param>
    public static ComplaintStatus? Next(ComplaintStep step, ComplaintStatus state, ComplaintStatus? heldIn = null) =>
        Transitions.Where(t => t.Step == step && t.From == state) is var ways && step == Continue
            ? ways.FirstOrDefault(t => t.To == heldIn)?.To
            : ways.SingleOrDefault()?.To;

    /// <summary>Steps that are possible in a state, in the order of the lifecycle.</summary>
    public static IReadOnlyList<ComplaintStep> StepsIn(ComplaintStatus state) => [.. Transitions.Where(t => t.From == state).Select(t => t.Step).Distinct()];

    /// <summary>Names of the mutations that are possible in a state, in the order of the lifecycle.</summary>
    public static IReadOnlyList<string> Possible(ComplaintStatus state) => [.. StepsIn(state).Select(MutationOf)];

    /// <summary>The fault for a step that the state forbids. Customers and partners are told what is possible for them alone.</summary>
    public static StepNotAllowed NotAllowed(ComplaintStep step, Complaint complaint, Actor actor)
    {
        var state = Names.Screaming(complaint.Status.ToString());
        var rules = ProcedureRules.Of(complaint.Rules);
        IReadOnlyList<string> possible = [.. StepsIn(complaint.Status).Where(s => actor.Audience is Audience.Staff or Audience.System || rules.RolesOf(s).Contains(actor.Role)).Select(MutationOf)];
        return new($"Complaint {complaint.Reference} is {state}: {MutationOf(step)} is not possible now. Possible: {string.Join(", ", possible.DefaultIfEmpty("nothing"))}.", state, possible, ["complaint"]);
    }

    /// <summary>How the timeline calls a step.</summary>
    public static ComplaintEventKind KindOf(ComplaintStep step, NoteVisibility visibility) => step switch
    {
        Acknowledge => ComplaintEventKind.Acknowledged,
        Assign => ComplaintEventKind.Assigned,
        Triage => ComplaintEventKind.Triaged,
        Hold => ComplaintEventKind.Held,
        Continue => ComplaintEventKind.Continued,
        Resolve => ComplaintEventKind.Resolved,
        Close => ComplaintEventKind.Closed,
        Reopen => ComplaintEventKind.Reopened,
        Withdraw => ComplaintEventKind.Withdrawn,
        Investigate => ComplaintEventKind.Investigated,
        ComplaintStep.TakeEmergencyMeasure => ComplaintEventKind.EmergencyMeasureTaken,
        ComplaintStep.CompleteEmergencyMeasure => ComplaintEventKind.EmergencyMeasureCompleted,
        ComplaintStep.WaiveEmergencyMeasure => ComplaintEventKind.EmergencyMeasureWaived,
        ComplaintStep.ProposeDecision => ComplaintEventKind.DecisionProposed,
        ComplaintStep.SignDecision => ComplaintEventKind.DecisionSigned,
        Rate => ComplaintEventKind.Rated,
        Merge => ComplaintEventKind.Merged,
        Cosign => ComplaintEventKind.Cosigned,
        ComplaintStep.JoinIncident => ComplaintEventKind.IncidentJoined,
        DisputeFees => ComplaintEventKind.FeesDisputed,
        ComplaintStep.PlanImprovement => ComplaintEventKind.ImprovementPlanned,
        Link => ComplaintEventKind.Linked,
        ComplaintStep.AddNote => visibility == NoteVisibility.Internal ? ComplaintEventKind.InternalNoteAdded : ComplaintEventKind.NoteAdded,
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, null),
    };

    /// <summary>Name of the mutation that takes a step.</summary>
    public static string MutationOf(ComplaintStep step) => step switch
    {
        Investigate => "recordInvestigation",
        DisputeFees => "openFeeDispute",
        ComplaintStep.AddNote or ComplaintStep.JoinIncident or ComplaintStep.TakeEmergencyMeasure or ComplaintStep.CompleteEmergencyMeasure or ComplaintStep.WaiveEmergencyMeasure or ComplaintStep.ProposeDecision or ComplaintStep.SignDecision or ComplaintStep.PlanImprovement => Names.Camel(step.ToString()),
        _ => $"{Names.Camel(step.ToString())}Complaint",
    };

    private static IEnumerable<Transition> At(ComplaintStep step, params ComplaintStatus[] states) => states.Select(state => new Transition(step, state, state));

    private sealed record Transition(ComplaintStep Step, ComplaintStatus From, ComplaintStatus To);
}

[Describes("What can be done to a complaint that exists; each is a mutation.")]
internal enum ComplaintStep
{
    [Describes("Receipt is confirmed and somebody made accountable.")]
    Acknowledge,
    [Describes("Work is given to a department, or changes hands.")]
    Assign,
    [Describes("It is sorted in anew, as of another kind, gravity or urgency.")]
    Triage,
    [Describes("Work has to rest.")]
    Hold,
    [Describes("A hold ends.")]
    Continue,
    [Describes("What was found on the spot, or the cause, is recorded.")]
    Investigate,
    [Describes("Something is done at once to keep the loss small.")]
    TakeEmergencyMeasure,
    [Describes("An emergency measure is completed, with what it cost.")]
    CompleteEmergencyMeasure,
    [Describes("Why no emergency measure is needed is recorded.")]
    WaiveEmergencyMeasure,
    [Describes("What is to be done is proposed, for service centre and department to sign.")]
    ProposeDecision,
    [Describes("A version of the decision is signed.")]
    SignDecision,
    [Describes("The work is done.")]
    Resolve,
    [Describes("It is done with.")]
    Close,
    [Describes("Whoever filed it says how it was handled.")]
    Rate,
    [Describes("It is taken up again.")]
    Reopen,
    [Describes("It goes on as part of another complaint about the same thing.")]
    Merge,
    [Describes("It is taken back.")]
    Withdraw,
    [Describes("Another customer joins it.")]
    Cosign,
    [Describes("It is tied to an incident that hits many.")]
    JoinIncident,
    [Describes("Its customer withholds fees because of it.")]
    DisputeFees,
    [Describes("What is to be thoroughly improved because of it is planned.")]
    PlanImprovement,
    [Describes("It is tied to another complaint.")]
    Link,
    [Describes("A note is written.")]
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
    [Describes("Goes on as part of another complaint about the same thing.")]
    Merged,
}
