using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("A signature under a ruling.")]
internal sealed record SignRuling(
    [Describes("Which case."), IdOf("CoordinationCase")] Guid CoordinationCase,
    [Describes("The version that was read and is signed.")] int Version)
{
    [Allow(Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed), typeof(RulingSuperseded))]
    [Describes("Signs the latest ruling. Once manager and director have, the case is over and the person whom it names answers for the complaint.")]
    public static async Task<Outcome<CoordinationCase>> Handle(SignRuling input, ComplaintsDb db, IGraph graph, IEmployment employment, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (it, fault) = await db.BeginRulingAsync(input.CoordinationCase, actor, cancel);
        if (fault is not null) return fault;
        if (it.AccountableId is not { } accountable || input.Version < 1 || input.Version > it.RulingVersion) return new NotFound("There is no such version of a ruling; propose one with proposeRuling.", ["version"]);
        if (input.Version < it.RulingVersion) return new RulingSuperseded($"Version {it.RulingVersion} of the ruling has taken the place of this one; read it, and sign that.", it.RulingVersion, ["version"]);
        if (actor.Holds(Position.Director) ? it.DirectorSignedAt is not null : it.ManagerSignedAt is not null) return new NotAllowed("Your side has signed this version; the other side's signature is missing.", ["version"]);
        // Whom it names may have left since it was proposed.
        if (await AccountableStaff.CheckAsync(accountable, graph, employment, "version", cancel) is { } gone) return gone;

        var now = time.GetUtcNow();
        it.Sign(actor, now);
        if (!it.IsSigned) return Outcome<CoordinationCase>.Of(it.Id, new RulingSigned(it.Id, it.RulingVersion, it.ComplaintId, accountable, false));
        db.Unschedule(ComplaintsDb.CaseTimer, it.Id);
        var events = new List<IEvent> { new RulingSigned(it.Id, it.RulingVersion, it.ComplaintId, accountable, true) };
        if (await db.Complaints.FindAsync([it.ComplaintId], cancel) is { HasAccountable: true } complaint)
        {
            await db.LoadChainAsync(complaint, cancel);
            complaint.HandOver(accountable, it.Ruling, now, HandOverWay.Ruled, actor.StaffId);
            events.Add(new ComplaintAssigned(complaint.Id, complaint.DepartmentId, accountable, complaint.PartnerId));
        }
        return Outcome<CoordinationCase>.Of(it.Id, events);
    }
}

/// <summary>What was read is not what would be signed.</summary>
[Describes("The version is no longer the one to sign.")]
internal sealed record RulingSuperseded(
    string Message,
    [property: Describes("The latest version.")] int Latest,
    IReadOnlyList<string>? Path = null)
    : Fault("PG-CMD-RULING-SUPERSEDED", Message, Path);

[EventOf("CoordinationCase", "RULING_SIGNED", "A ruling was signed; with both signatures the case is over.", StaffOnly = true)]
internal sealed record RulingSigned(Guid CoordinationCase, int Version, Guid Complaint, Guid Accountable, bool IsInForce) : IEvent
{
    public Guid Subject => CoordinationCase;
}

internal static class Rulings
{
    /// <summary>Loads an open case for somebody who may settle it.</summary>
    public static async Task<(CoordinationCase Case, Fault? Fault)> BeginRulingAsync(this ComplaintsDb db, Guid id, Actor actor, CancellationToken cancel)
    {
        if (await db.FindVisibleAsync<CoordinationCase>(id, cancel) is not { } it) return (null!, new NotFound("There is no such coordination case.", ["coordinationCase"]));
        if (actor.Audience != Audience.Staff) return (it, new NotAllowed("Rulings are made by people."));
        await db.Entry(it).Collection(c => c.Parties).LoadAsync(cancel);
        // Who follows a manager in the position follows in the case too.
        if (!actor.Holds(Position.Director) && !it.Parties.Exists(p => p.StaffId == actor.StaffId || p.DepartmentId == actor.DepartmentId))
            return (it, new NotAllowed("The managers of the groups in the case, and the customer director, settle it.", ["coordinationCase"]));
        var state = Schema.Names.Screaming(it.Status.ToString());
        return it.Status == CoordinationStatus.Open ? (it, null) : (it, new StepNotAllowed($"Case {it.Reference} is {state}; open another where there is something new to settle.", state, [], ["coordinationCase"]));
    }
}
