using PropertyGraph.Access;
using PropertyGraph.Imports;

namespace PropertyGraph.Complaints;

/// <summary>
/// Lets a complaint live up to now. Every step goes through <see cref="Complaint"/> itself, so that state, timeline and responsibilities of demo rows
/// can't differ from what the mutations would have made of them.
/// </summary>
internal sealed class DemoStory
{
    private readonly DemoRandom random;
    private readonly DemoRandom ratings;
    private readonly DemoWorld world;
    private readonly DateTimeOffset now;
    private readonly TriageRules rules;
    private readonly Complaint complaint;
    private readonly DemoFiling filing;
    private readonly Actor agent;
    private readonly DemoCauses causes;
    private readonly DemoHandling handling;
    private Investigation? investigation;
    private Improvement? improvement;
    private Decision? decision;
    private CoordinationCase? coordination;
    private (Guid To, Guid By, DateTimeOffset At)? repeats;
    private Guid? mergedInto;
    private bool wasOverdue;
    private DateTimeOffset at;

    private DemoStory(DemoRandom random, DemoRandom ratings, DemoWorld world, DateTimeOffset now, TriageRules rules, DemoCauses causes, DemoHandling handling, DemoFiling filing, Complaint complaint)
    {
        (this.random, this.ratings, this.world, this.now, this.rules, this.causes, this.handling) = (random, ratings, world, now, rules, causes, handling);
        (this.filing, this.complaint, agent, at) = (filing, complaint, random.Pick(world.Agents), filing.At);
    }

    public static DemoTold Tell(DemoRandom random, DemoRandom ratings, DemoWorld world, DateTimeOffset now, TriageRules rules, DemoCauses causes, DemoHandling handling, Guid? category, DemoFiling filing, string reference)
    {
        var resident = filing.Resident;
        var (zh, zhMore, en, enMore) = random.Pick(filing.Topic.Texts);
        var n = random.Between(2, 9);
        string Fill(string text) => text.Replace("{b}", resident.BuildingName, StringComparison.Ordinal)
            .Replace("{u}", $"{resident.BuildingName}-{resident.UnitCode}", StringComparison.Ordinal).Replace("{n}", $"{n}", StringComparison.Ordinal);
        var parties = filing.IsAnonymous ? new ComplaintParties(null, null, resident.Property) : resident.Parties;
        var complaint = new Complaint(reference, Fill(resident.IsChinese ? zh : en), Fill(resident.IsChinese ? zhMore : enMore), filing.Channel, parties, filing.At);
        complaint.Triage(rules.For(category, null, filing.At, isKeyAccount: parties.IsKeyAccount), filing.At);
        var story = new DemoStory(random, ratings, world, now, rules, causes, handling, filing, complaint);
        story.Live();
        return new(complaint, story.investigation, story.improvement, story.decision, story.coordination, story.repeats, story.mergedInto);
    }

    private void Live()
    {
        complaint.Filed(Filer());
        if (random.Chance(0.03)) Step(ComplaintStep.Withdraw, random.Span(TimeSpan.FromHours(5), 1), Filer(), null);
        // Some of the newest wait for somebody to look at them, as on every morning.
        else if (!(filing.At > now.AddDays(-2) && random.Chance(0.3)) && Acknowledge() && Tie() && Assign(TimeSpan.FromHours(1))) Work();
        Rate();
        NoticeDeadline(now);
    }

    private Actor Filer() => filing.Channel switch
    {
        ComplaintChannel.App or ComplaintChannel.Web or ComplaintChannel.Email when complaint.CustomerId is { } customer => Actor.Customer(customer),
        ComplaintChannel.Web or ComplaintChannel.CommentCard => Actor.Anonymous,
        ComplaintChannel.Partner => Actor.System,
        _ => agent,
    };

    private bool Acknowledge()
    {
        if (!Step(ComplaintStep.Acknowledge, random.Span(TimeSpan.FromMinutes(40), 1.1), agent, random.Chance(0.3) ? Say(DemoComplaintTexts.Progress) : null)) return false;
        complaint.HandOver(Worker().Id, null, at);
        complaint.Judge(handling.Judge(complaint.Severity));
        return true;
    }

    /// <summary>One of many about the same joins its incident. Any other goes on as part of an earlier one that is not over, or is tied to one that came again.</summary>
    /// <returns>Whether it goes on as a complaint of its own.</returns>
    private bool Tie()
    {
        if (handling.Incidents.About(filing) is var (incident, from, to))
        {
            var after = (from > at ? from - at : TimeSpan.Zero) + handling.Random.Span(TimeSpan.FromMinutes(15), 0.5);
            if (!(to <= at + after) && Step(ComplaintStep.JoinIncident, after, agent, null, NoteVisibility.Internal)) complaint.Join(incident);
            return true;
        }
        if (handling.Before(filing) is not var (key, earlier)) return true;
        if (!DemoHandling.IsOpenAt(earlier, at))
        {
            if (handling.Random.Chance(0.3) && Step(ComplaintStep.Link, handling.Random.Span(TimeSpan.FromMinutes(20), 0.5), agent, null, NoteVisibility.Internal)) repeats = (key, agent.Id, at);
            return true;
        }
        if (!handling.Random.Chance(0.15) || !Step(ComplaintStep.Merge, handling.Random.Span(TimeSpan.FromMinutes(20), 0.5), agent, null)) return true;
        complaint.MergedWith(earlier);
        mergedInto = key;
        complaint.EndResponsibility(at);
        return false;
    }

    private bool Assign(TimeSpan after, string? reason = null)
    {
        if (!Step(ComplaintStep.Assign, random.Span(after, 0.9), agent, null)) return false;
        Guid? partner = filing.Topic.Trade is { } trade && world.Partners[trade].ToArray() is { Length: > 0 } firms && random.Chance(0.5) ? random.Pick(firms) : complaint.PartnerId;
        complaint.Assign(complaint.DepartmentId, partner);
        complaint.HandOver(reason is null && complaint.AccountableId is { } same && random.Chance(0.6) ? same : Worker().Id, reason, at);
        return true;
    }

    /// <summary>From the assignment to the closing, as far as time allows; most of it within the deadline, a sixth late, a few that get stuck.</summary>
    private void Work()
    {
        var promised = complaint.DueAt - filing.At;
        if (!Talk(promised)) return;
        var isReassigned = random.Chance(0.08);
        if (isReassigned && !Assign(promised / 8, "转派处理 Not our trade.")) return;
        if (handling.IsDisputed(filing.At, isReassigned) && !Coordinate()) return;
        if (random.Chance(0.12) && !Hold()) return;
        if (filing.At > now.AddMonths(-1) && random.Chance(0.05)) return;
        if (!Analyse(promised) || !Decide(promised)) return;
        if (!Resolve(promised)) return;
        Improve();
        if (!Close()) return;
        if (random.Chance(0.05) && Reopen() && !IsNeglected() && Assign(TimeSpan.FromHours(3)) && Resolve(promised)) Close();
    }

    /// <summary>Finds the cause of most; what was grave and solved is improved now and then.</summary>
    private bool Analyse(TimeSpan promised)
    {
        if (causes.Of(filing) is not { } cause) return true;
        if (!Step(ComplaintStep.Investigate, causes.Random.Span(promised / 12, 0.7), Accountable(), null)) return false;
        complaint.CausedBy(cause);
        complaint.Did(ProcedureStep.CauseAnalysis);
        var name = filing.Resident.IsChinese ? $"原因：{cause.NameZh}。" : $"Found: {cause.Name}.";
        investigation = new(complaint, InvestigationKind.Cause, name, cause.Id, Accountable().Id, at);
        return true;
    }

    /// <summary>Whose it is was not clear: managers and director rule on it within two days or so.</summary>
    private bool Coordinate()
    {
        if (handling.In(complaint.DepartmentId, Position.Manager) is not { } manager || handling.For(complaint.DepartmentId, Position.Director) is not { } director) return true;
        var (opened, proposed) = (at.AddMinutes(handling.Random.Between(5, 90)), at + handling.Random.Span(TimeSpan.FromHours(30), 0.6));
        var ruled = proposed.AddHours(handling.Random.Between(1, 9));
        if (opened >= now || opened >= proposed) return true;
        coordination = handling.Open(complaint, Say(DemoComplaintTexts.Quarrels, handling.Random), agent.Id, opened);
        if (ruled >= now) return false;
        var ruling = Say(DemoComplaintTexts.Rulings, handling.Random);
        var worker = handling.Random.Pick(world.Staff[complaint.DepartmentId].DefaultIfEmpty(agent).ToArray()).Id;
        coordination.Propose(worker, ruling, manager, proposed);
        coordination.Sign(director, ruled);
        NoticeDeadline(ruled);
        at = ruled;
        complaint.HandOver(worker, ruling, at, HandOverWay.Ruled, director.Id);
        return true;
    }

    /// <summary>Service centre and department sign together what is to be done.</summary>
    private bool Decide(TimeSpan promised)
    {
        if (!handling.IsRecent(filing.At) || complaint.Severity != ComplaintSeverity.General || investigation is null || !handling.Random.Chance(0.8)) return true;
        if (handling.In(complaint.DepartmentId, Position.Leader, Position.Manager) is not { } lead) return true;
        if (!Step(ComplaintStep.ProposeDecision, handling.Random.Span(promised / 30, 0.6), agent, null, NoteVisibility.Internal)) return false;
        decision = new(complaint, 1, Say(DemoComplaintTexts.Decisions, handling.Random), handling.Random.Chance(0.5) ? handling.Random.Between(1, 60) * 50 : null, world.ServiceCentre, agent.Id, at);
        if (!Sign(decision, agent, TimeSpan.FromMinutes(5)) || !Sign(decision, lead, promised / 30)) return false;
        complaint.Did(ProcedureStep.JointDecision);
        return true;
    }

    private bool Sign(Decision version, Actor by, TimeSpan after)
    {
        if (!Step(ComplaintStep.SignDecision, handling.Random.Span(after, 0.6), by, null, NoteVisibility.Internal)) return false;
        if (version.Sign(by.StaffId, by.DepartmentId, at) is { } refused) throw new InvalidOperationException($"The demo has a decision signed by somebody who can't: {refused}");
        return true;
    }

    private void Improve()
    {
        if (complaint.Severity != ComplaintSeverity.Major || investigation is null || !causes.Random.Chance(0.15)) return;
        if (!Step(ComplaintStep.PlanImprovement, causes.Random.Span(TimeSpan.FromHours(20), 0.5), agent, null, NoteVisibility.Internal)) return;
        complaint.Did(ProcedureStep.ImprovementPlanned);
        improvement = causes.Improve(complaint, filing.Resident.IsChinese, Accountable().Id, at);
    }

    private Actor Accountable() => world.Staff[complaint.DepartmentId].FirstOrDefault(s => s.Id == complaint.AccountableId) ?? agent;

    /// <summary>Few complaints of the last weeks are reopened and then lie there.</summary>
    private bool IsNeglected() => at > now.AddDays(-45) && random.Chance(0.3);

    private bool Talk(TimeSpan promised)
    {
        var gap = promised / 12;
        if (random.Chance(0.45) && !Note(gap, Worker(), DemoComplaintTexts.Progress, NoteVisibility.Visible)) return false;
        if (random.Chance(0.25) && !Note(gap, agent, DemoComplaintTexts.Internal, NoteVisibility.Internal)) return false;
        return complaint.CustomerId is not { } customer || !random.Chance(0.12) || Note(gap, Actor.Customer(customer), DemoComplaintTexts.Urging, NoteVisibility.Visible);
    }

    private bool Hold() =>
        Step(ComplaintStep.Hold, random.Span(TimeSpan.FromHours(3), 0.6), Worker(), Say(DemoComplaintTexts.Holds))
        && Step(ComplaintStep.Continue, random.Span(TimeSpan.FromDays(6), 0.7), Worker(), null);

    private bool Resolve(TimeSpan promised) =>
        Step(ComplaintStep.Resolve, random.Span(promised * 0.45, 0.75), Worker(), Say(DemoComplaintTexts.Resolutions));

    private bool Close()
    {
        if (random.Chance(0.015) || !Step(ComplaintStep.Close, random.Span(TimeSpan.FromHours(30), 0.7), agent, null)) return false;
        complaint.EndResponsibility(at);
        return true;
    }

    /// <summary>A fifth say how well it was handled; who waited too long says it in other words.</summary>
    private void Rate()
    {
        if (complaint is not { Status: ComplaintStatus.Closed, CustomerId: { } customer } || !ratings.Chance(0.2)) return;
        if (!Step(ComplaintStep.Rate, ratings.Span(TimeSpan.FromHours(8), 0.9), Actor.Customer(customer), null)) return;
        var isLate = complaint.ResolvedAt > complaint.DueAt || complaint.ReopenCount > 0;
        var rating = isLate ? ratings.Weighted([(1, 25.0), (2, 35), (3, 25), (4, 15)]) : ratings.Weighted([(2, 5.0), (3, 15), (4, 45), (5, 35)]);
        complaint.Rated(rating, ratings.Chance(0.4) ? Say(DemoComplaintTexts.RatingComments[rating - 1]) : null, at);
    }

    private bool Reopen()
    {
        var actor = complaint.CustomerId is { } customer ? Actor.Customer(customer) : agent;
        if (!Step(ComplaintStep.Reopen, random.Span(TimeSpan.FromDays(4), 0.8), actor, Say(DemoComplaintTexts.Reopenings))) return false;
        complaint.SetDeadline(rules.For(complaint.CategoryId, complaint.Severity, at, isKeyAccount: complaint.IsKeyAccount), at);
        if (complaint.AccountableId is { } accountable) complaint.HandOver(accountable, null, at);
        wasOverdue = false;
        return true;
    }

    private bool Note(TimeSpan after, Actor actor, IReadOnlyList<(string Zh, string En)> texts, NoteVisibility visibility) =>
        Step(ComplaintStep.AddNote, random.Span(after, 0.7), actor, Say(texts), visibility);

    /// <summary>Takes a step unless its time is still to come.</summary>
    private bool Step(ComplaintStep step, TimeSpan after, Actor actor, string? note, NoteVisibility visibility = NoteVisibility.Visible)
    {
        var when = at + after + TimeSpan.FromSeconds(1);
        if (when >= now) return false;
        NoticeDeadline(when);
        if (complaint.Take(step, actor, when, note, visibility) is { } refused)
            throw new InvalidOperationException($"The demo tells a story that the lifecycle forbids: {refused.Message}");
        at = when;
        return true;
    }

    /// <summary>The timer of a deadline that passes before <paramref name="next"/> would have fired then.</summary>
    private void NoticeDeadline(DateTimeOffset next)
    {
        if (wasOverdue || complaint.RunningUntil is not { } due || due > next) return;
        wasOverdue = true;
        complaint.BecameOverdue(due > at ? due : at);
    }

    private Actor Worker()
    {
        var staff = world.Staff[complaint.DepartmentId].ToArray();
        return staff.Length == 0 ? agent : random.Pick(staff);
    }

    private string Say(IReadOnlyList<(string Zh, string En)> texts) => Say(texts, random);

    private string Say(IReadOnlyList<(string Zh, string En)> texts, DemoRandom choices)
    {
        var (zh, en) = choices.Pick(texts);
        return filing.Resident.IsChinese ? zh : en;
    }
}

/// <summary>A complaint that was told, with what was found about it and what followed; null for nothing.</summary>
/// <param name="Repeats">Key of the complaint that it is tied to, by whom and when.</param>
/// <param name="MergedInto">Key of the complaint that it goes on as a part of.</param>
internal sealed record DemoTold(
    Complaint Complaint, Investigation? Investigation, Improvement? Improvement, Decision? Decision, CoordinationCase? Case, (Guid To, Guid By, DateTimeOffset At)? Repeats, Guid? MergedInto);
