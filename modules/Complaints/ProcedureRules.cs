using System.Collections.Concurrent;
using PropertyGraph.Access;
using PropertyGraph.Modules;
using PropertyGraph.Schema;

namespace PropertyGraph.Complaints;

[Describes("What a procedure may demand of the handling of a complaint.")]
internal enum ProcedureStep
{
    [Describes("Somebody looked at it on the spot.")]
    SiteInvestigation,
    [Describes("Its cause is known.")]
    CauseAnalysis,
    [Describes("An emergency measure was taken, or why none is needed was recorded.")]
    EmergencyMeasure,
    [Describes("Service centre and responsible department have signed the same version of what is to be done.")]
    JointDecision,
    [Describes("Every emergency measure is completed, with what it cost.")]
    ActualCosts,
    [Describes("What is to be thoroughly improved because of it is planned.")]
    ImprovementPlanned,
}

/// <summary>
/// What a procedure demands and who may do what, read from the one text in which a version keeps it: a text, because the same text is part of the key
/// by which <c>nextActions</c> is worked out.
/// </summary>
/// <param name="BeforeDeciding">Steps that come before a decision is proposed.</param>
/// <param name="BeforeResolving">Steps that come before the work is called done.</param>
/// <param name="BeforeClosing">Steps that come before the complaint is closed.</param>
/// <param name="Roles">Who may take a step, for steps that are left to fewer than may call the mutation: positions and audiences, as <see cref="Actor.Role"/> spells them.</param>
internal sealed record ProcedureRules(
    IReadOnlyList<ProcedureStep> BeforeDeciding, IReadOnlyList<ProcedureStep> BeforeResolving, IReadOnlyList<ProcedureStep> BeforeClosing,
    IReadOnlyDictionary<ComplaintStep, IReadOnlyList<string>> Roles)
{
    private static readonly ConcurrentDictionary<string, ProcedureRules> Read = new();

    /// <summary>Demands nothing and leaves everything to whom the mutations are for: complaints that were filed before there were procedures.</summary>
    public static ProcedureRules None { get; } = new([], [], [], new Dictionary<ComplaintStep, IReadOnlyList<string>>());

    /// <summary>The canonical text of the rules; whoever may take a step because its mutation is for them is not named.</summary>
    public string Text => string.Join('|', ((string[])[Written(BeforeDeciding), Written(BeforeResolving), Written(BeforeClosing)])
        .Concat(Roles.Where(r => !r.Value.Order(StringComparer.Ordinal).SequenceEqual(StepRoles.Widest[r.Key].Order(StringComparer.Ordinal))).OrderBy(r => r.Key).Select(r => $"{r.Key}={string.Join(' ', r.Value)}")));

    /// <summary>The rules that <see cref="Text"/> wrote; none for an empty text.</summary>
    public static ProcedureRules Of(string? text) => string.IsNullOrEmpty(text) ? None : Read.GetOrAdd(text, static t => Parse(t));

    /// <summary>Steps that must come before one of the lifecycle, in a state.</summary>
    public IReadOnlyList<ProcedureStep> Before(ComplaintStep step, ComplaintStatus state) => step switch
    {
        // What is thorough comes once it is solved, or its urgency eased.
        ComplaintStep.PlanImprovement when state is not (ComplaintStatus.Resolved or ComplaintStatus.Closed) => [ProcedureStep.EmergencyMeasure],
        ComplaintStep.ProposeDecision => BeforeDeciding,
        ComplaintStep.Resolve => BeforeResolving,
        // What is demanded at the end may have come undone since the work was called done, as when a further measure was taken.
        ComplaintStep.Close => BeforeClosing,
        _ => [],
    };

    /// <summary>Who may take a step: those that are named, or else whom its mutation is for where the company has set no other right.</summary>
    public IReadOnlyList<string> RolesOf(ComplaintStep step) => Roles.GetValueOrDefault(step) ?? StepRoles.Widest[step];

    public bool Permits(ComplaintStep step, Actor actor) => actor.Audience == Audience.System || Permits(step, actor.Role);

    /// <summary>Whether somebody who may call the mutation may take a step. Where no roles are named, the company's rights alone say who may.</summary>
    public bool Permits(ComplaintStep step, string role) => Roles.GetValueOrDefault(step) is not { } named || named.Contains(role);

    private static ProcedureRules Parse(string text)
    {
        var parts = text.Split('|');
        return new(Steps(parts[0]), Steps(parts[1]), Steps(parts[2]),
            parts.Skip(3).Select(p => p.Split('=')).ToDictionary(p => Enum.Parse<ComplaintStep>(p[0]), IReadOnlyList<string> (p) => p[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    private static string Written(IEnumerable<ProcedureStep> steps) => string.Join(' ', steps.Distinct().Order());

    public static IReadOnlyList<ProcedureStep> Steps(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<ProcedureStep>)];
}

/// <summary>Whom each mutation is for where the company has set no other right: what its <c>[Allow]</c> says.</summary>
internal static class StepRoles
{
    private const string Agent = "AGENT", Worker = "WORKER", Leader = "LEADER", Manager = "MANAGER", Director = "DIRECTOR", Customer = "CUSTOMER", Partner = "PARTNER";

    private static readonly IReadOnlyList<string> Working = [Agent, Worker, Leader, Manager, Director];
    private static readonly IReadOnlyList<string> Doing = [.. Working, Partner];

    /// <summary>By step. A procedure narrows it, never widens it.</summary>
    public static IReadOnlyDictionary<ComplaintStep, IReadOnlyList<string>> Widest { get; } = new Dictionary<ComplaintStep, IReadOnlyList<string>>
    {
        [ComplaintStep.Acknowledge] = [Agent, Leader, Manager, Director],
        [ComplaintStep.Assign] = [Agent, Leader, Manager, Director],
        [ComplaintStep.Triage] = [Agent, Leader, Manager, Director],
        [ComplaintStep.Hold] = [Agent, Worker, Leader, Manager, Director],
        [ComplaintStep.Continue] = [Agent, Worker, Leader, Manager, Director],
        [ComplaintStep.Investigate] = [Agent, Worker, Leader, Manager, Director],
        [ComplaintStep.TakeEmergencyMeasure] = [Agent, Worker, Leader, Manager, Director],
        [ComplaintStep.CompleteEmergencyMeasure] = [Agent, Worker, Leader, Manager, Director],
        [ComplaintStep.WaiveEmergencyMeasure] = [Leader, Manager, Director],
        [ComplaintStep.ProposeDecision] = [Agent, Leader, Manager, Director],
        [ComplaintStep.SignDecision] = [Agent, Leader, Manager, Director],
        [ComplaintStep.Resolve] = [Agent, Worker, Leader, Manager, Director],
        [ComplaintStep.Close] = [Agent, Manager, Director],
        [ComplaintStep.Rate] = [Customer],
        [ComplaintStep.Reopen] = [Agent, Leader, Manager, Director, Customer],
        [ComplaintStep.Merge] = [Agent, Leader, Manager, Director],
        [ComplaintStep.Withdraw] = [Agent, Manager, Director, Customer],
        [ComplaintStep.Cosign] = [Agent, Manager, Director],
        [ComplaintStep.JoinIncident] = [Agent, Leader, Manager, Director],
        [ComplaintStep.DisputeFees] = [Agent, Manager, Director, Customer],
        [ComplaintStep.PlanImprovement] = [Agent, Leader, Manager, Director],
        [ComplaintStep.Link] = [Agent, Worker, Leader, Manager, Director],
        [ComplaintStep.AddNote] = [Agent, Worker, Leader, Manager, Director, Customer, Partner],
    };

    /// <summary>By mutation, those about hand-overs, orders and countermeasures too.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Mutations { get; } = Widest.ToDictionary(w => ComplaintLifecycle.MutationOf(w.Key), w => w.Value)
        .Concat(((string[])["handOverComplaint", "acceptHandOver", "refuseHandOver", "withdrawHandOver", "handOverDispatchOrder", "cancelDispatchOrder"]).ToDictionary(m => m, _ => Working))
        .Concat(((string[])["acceptDispatchOrder", "refuseDispatchOrder", "startDispatchOrder", "finishDispatchOrder"]).ToDictionary(m => m, _ => Doing))
        .Concat(Enum.GetValues<CountermeasureStep>().ToDictionary(CountermeasureLifecycle.MutationOf, IReadOnlyList<string> (_) => [Manager, Director]))
        .ToDictionary();

    public static bool IsAudience(string role) => role is Customer or Partner;
}
