using System.Text.RegularExpressions;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("Work that somebody is asked to do. Name a department or one of its people, or a partner or one of its people.")]
internal sealed partial record OfferDispatchOrder(
    [Describes("Kind of work in the company's own words, such as PATROL or LIFT_REPAIR: capitals, digits and underscores, at most 40.")] string Kind,
    [Describes("What is to be done, in one line of at most 200 characters.")] string Title,
    [Describes("When it is planned to begin.")] DateTimeOffset WindowFrom,
    [Describes("When it is planned to be over: within 31 days of its beginning.")] DateTimeOffset WindowTo,
    [Describes("How much work it is expected to be, in hours of one person, above 0 and at most 1,000.")] decimal EffortHours,
    [Describes("The complaint that it is for; left out for a group's own work, such as a patrol."), IdOf("Complaint")] Guid? Complaint = null,
    [Describes("The group that is to do it; left out where a member of staff or a partner is named."), IdOf("Department")] Guid? Department = null,
    [Describes("The one member of staff who is to do it."), IdOf("Staff")] Guid? Staff = null,
    [Describes("The partner that is to do it; may be left out where its person is named."), IdOf("Partner")] Guid? Partner = null,
    [Describes("The partner's person who is to do it; others of the partner may answer too."), IdOf("PartnerPerson")] Guid? PartnerPerson = null,
    [Describes("What else has to be known to do it, in at most 4,000 characters; a partner can read it.")] string? Instructions = null,
    [Describes("Where it is to be done; the complaint's unit where it is left out."), IdOf("Unit")] Guid? Unit = null,
    [Describes("Where it is to be done; the complaint's property where it is left out."), IdOf("Property")] Guid? Property = null,
    [Describes("Whether nothing may displace it.")] bool IsEmergency = false,
    [Describes("Whether other work is moved where nobody has time. For the service centre and customer directors.")] bool Preempt = false,
    [Describes("Why other work has to wait, in at most 1,000 characters; needed with preempt.")] string? PreemptReason = null)
{
    [Allow(Position.Agent, Position.Leader, Position.Manager, Position.Director)]
    [MayFail(typeof(NoCapacity), typeof(StepNotAllowed))]
    [Describes("Offers work. The service centre dispatches for all; leaders and managers for their own group. Where nobody of the group has time, it fails and names the ways out, unless the centre preempts.")]
    public static async Task<Outcome<DispatchOrder>> Handle(OfferDispatchOrder input, ComplaintsDb db, IGraph graph, IEmployment employment, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var checks = input.Check();
        if (input.Unit is { } unit) checks.Add(await graph.RequireAsync("Unit", unit, "unit", cancel));
        if (input.Property is { } property) checks.Add(await graph.RequireAsync("Property", property, "property", cancel));
        if (checks.Failed) return Outcome<DispatchOrder>.Failed(checks.Faults);
        Complaint? complaint = null;
        if (input.Complaint is { } key)
        {
            complaint = await db.FindVisibleAsync<Complaint>(key, cancel);
            if (complaint is null) return ComplaintsDb.NoSuchComplaint;
            if (!complaint.IsOpen) return new StepNotAllowed($"Complaint {complaint.Reference} is {Schema.Names.Screaming(complaint.Status.ToString())}: there is no work to dispatch.", Schema.Names.Screaming(complaint.Status.ToString()), ComplaintLifecycle.Possible(complaint.Status), ["complaint"]);
        }
        var (to, wrong) = await DispatchAddressees.FindAsync(input.Department, input.Staff, input.Partner, input.PartnerPerson, graph, employment, cancel);
        if (wrong is not null) return wrong;
        var isCentre = await DispatchRights.IsCentreAsync(actor, graph, cancel);
        if (!isCentre && (to.Department != actor.DepartmentId || input.Preempt))
            return new NotAllowed(input.Preempt ? "Only the service centre and customer directors may preempt." : "Leaders and managers offer work to their own group; ask the service centre to dispatch to others.", [input.Preempt ? "preempt" : "department"]);

        var now = time.GetUtcNow();
        var window = new TimeWindow(input.WindowFrom.ToUniversalTime(), input.WindowTo.ToUniversalTime());
        var planning = await DispatchPlanning.LoadAsync(to.Department, window, db, cancel);
        var by = actor.StaffIdOrNull;
        var order = new DispatchOrder(
            await References.NextDispatchAsync(db, now, cancel), complaint, new(input.Kind, input.Title, input.Instructions, input.EffortHours, input.IsEmergency, input.Unit, input.Property), to, window, by, now);
        IReadOnlyList<IEvent> events = [];
        if (planning.Fits(window, to.Staff)) planning.Take(order);
        else if (input.Preempt && planning.Preempt(order, input.PreemptReason!, by, now) is { } moved) events = moved;
        else return planning.NoCapacity(window, to.Staff, null, isCentre, graph);
        db.Add(order);
        if (complaint is not null) await db.NoteActAsync(complaint, by, now, cancel);
        var opened = await Coordination.AfterDispatchAsync(order, db, graph, now, cancel);
        return Outcome<DispatchOrder>.Of(order.Id, [new DispatchOrderOffered(order.Id, order.ComplaintId, order.DepartmentId, order.StaffId, order.PartnerId, order.PartnerPersonId), .. events, .. opened]);
    }

    private InputChecks Check() => new InputChecks()
        .Rule(KindPattern().IsMatch(Kind), "Write the kind in capitals, digits and underscores, such as LIFT_REPAIR.", "kind")
        .Text("title", Title, 200)
        .OptionalText("instructions", Instructions, 4000)
        .OptionalText("preemptReason", PreemptReason, 1000)
        .Rule(WindowFrom < WindowTo && WindowTo - WindowFrom <= TimeSpan.FromDays(31), "Give a window that ends after it begins, within 31 days.", "windowTo")
        .Rule(WindowFrom.Year is >= 2000 and < 2200, "Give a time between 2000 and 2200.", "windowFrom")
        .Rule(EffortHours is > 0 and <= 1000, "Give above 0 and at most 1000 hours.", "effortHours")
        .Rule(!Preempt || !string.IsNullOrWhiteSpace(PreemptReason), "Say why other work has to wait.", "preemptReason")
        .Add(DispatchAddressees.Check(Department ?? Staff, Partner ?? PartnerPerson));

    [GeneratedRegex("^[A-Z0-9_]{1,40}$")]
    private static partial Regex KindPattern();
}

[EventOf("DispatchOrder", "OFFERED", "Work was offered.")]
internal sealed record DispatchOrderOffered(Guid DispatchOrder, Guid? Complaint, Guid? Department, Guid? Staff, Guid? Partner, Guid? PartnerPerson) : IEvent
{
    public Guid Subject => DispatchOrder;
}

internal static class DispatchAddressees
{
    /// <summary>Work is either a group's or a partner's.</summary>
    public static ValidationError? Check(Guid? ours, Guid? partners) =>
        ours is null == partners is null ? new("Name a department or one of its people, or a partner or one of its people.", ["department"]) : null;

    /// <summary>Who is meant: a person stands for his or her department or firm too. Who is named works here until the transaction's end.</summary>
    public static async Task<(DispatchAddressee To, Fault? Fault)> FindAsync(Guid? department, Guid? staff, Guid? partner, Guid? partnerPerson, IGraph graph, IEmployment employment, CancellationToken cancel)
    {
        var nobody = new DispatchAddressee(null, null, null, null);
        if (partner is not null || partnerPerson is not null) return await PartnerAsync(partner, partnerPerson, graph, employment, cancel);
        if (department is { } group && await graph.RequireAsync("Department", group, "department", cancel) is { } unknown) return (nobody, unknown);
        if (staff is not { } person) return (new(department, null, null, null), null);
        var (found, wrong) = await AccountableStaff.FindAsync(person, graph, employment, "staff", cancel);
        if (found is not { Department: var works }) return (nobody, wrong);
        return department is null || department == works ? (new(works, person, null, null), null) : (nobody, new ValidationError("Choose somebody of that department, or leave the department out.", ["staff"]));
    }

    /// <summary>Why a partner can't be given work, or null; who can works for the company until the transaction's end.</summary>
    public static async Task<Fault?> CheckPartnerAsync(Guid partner, IGraph graph, IEmployment employment, CancellationToken cancel)
    {
        if (await graph.RequireAsync("Partner", partner, "partner", cancel) is { } unseen) return unseen;
        return await employment.HoldPartnerAsync(partner, cancel) ? null : new ValidationError("Choose another partner: this one no longer works for the company.", ["partner"]);
    }

    private static async Task<(DispatchAddressee To, Fault? Fault)> PartnerAsync(Guid? partner, Guid? person, IGraph graph, IEmployment employment, CancellationToken cancel)
    {
        var nobody = new DispatchAddressee(null, null, null, null);
        if (partner is { } firm && await CheckPartnerAsync(firm, graph, employment, cancel) is { } wrong) return (nobody, wrong);
        if (person is not { } somebody) return (new(null, null, partner, null), null);
        if (await graph.RequireAsync("PartnerPerson", somebody, "partnerPerson", cancel) is { } unknown) return (nobody, unknown);
        if (await employment.HoldPartnerPersonAsync(somebody, cancel) is not { } works) return (nobody, new ValidationError("Choose somebody else: this person, or the firm, no longer works for the company.", ["partnerPerson"]));
        return partner is null || partner == works ? (new(null, null, works, somebody), null) : (nobody, new ValidationError("Choose somebody of that partner, or leave the partner out.", ["partnerPerson"]));
    }
}
