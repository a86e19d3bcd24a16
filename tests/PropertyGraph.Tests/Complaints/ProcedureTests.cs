using CsCheck;
using PropertyGraph.Access;
using PropertyGraph.Complaints;
using PropertyGraph.Modules;
using PropertyGraph.Schema;

namespace PropertyGraph.Tests.Complaints;

/// <summary>R47, R48, R51: severity decides the procedure, which is configuration.</summary>
public sealed class ProcedureTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Actor Agent = Actor.Staff(Guid.CreateVersion7(), Guid.CreateVersion7(), Position.Agent);

    private static readonly ProcedureRules Strict = new(
        [ProcedureStep.CauseAnalysis], [ProcedureStep.SiteInvestigation, ProcedureStep.CauseAnalysis], [ProcedureStep.ActualCosts],
        new Dictionary<ComplaintStep, IReadOnlyList<string>> { [ComplaintStep.Resolve] = ["MANAGER", "AGENT"], [ComplaintStep.Reopen] = ["CUSTOMER"] });

    [Fact]
    public void Rules_are_read_as_they_were_written() =>
        Gen.Select(Gen.Enum<ProcedureStep>().HashSet[0, 5].Array[3], Gen.Enum<ComplaintStep>().HashSet[0, 8], Gen.Int[0, 6]).Sample((steps, permitted, from) =>
        {
            var rules = new ProcedureRules([.. steps[0].Order()], [.. steps[1].Order()], [.. steps[2].Order()], permitted.ToDictionary(p => p, IReadOnlyList<string> (p) => [.. StepRoles.Widest[p].Skip(from % StepRoles.Widest[p].Count)]));
            var read = ProcedureRules.Of(rules.Text);
            return read.Text == rules.Text && read.BeforeDeciding.SequenceEqual(rules.BeforeDeciding) && read.BeforeResolving.SequenceEqual(rules.BeforeResolving)
                && read.BeforeClosing.SequenceEqual(rules.BeforeClosing) && Enum.GetValues<ComplaintStep>().All(s => read.RolesOf(s).SequenceEqual(rules.RolesOf(s)));
        });

    [Fact]
    public void Rules_leave_a_step_to_whom_they_name_and_the_rest_to_whom_its_mutation_is_for()
    {
        Assert.Equal(["MANAGER", "AGENT"], Strict.RolesOf(ComplaintStep.Resolve));
        Assert.True(Strict.Permits(ComplaintStep.Hold, Agent));
        Assert.False(Strict.Permits(ComplaintStep.Reopen, Agent));
        Assert.True(Strict.Permits(ComplaintStep.Reopen, Actor.System));
    }

    [Fact]
    public async Task Next_actions_say_what_is_missing_and_whether_they_are_the_reader_s()
    {
        var id = Guid.CreateVersion7();
        string Key(string role, ComplaintStatus status, string done, string rules, string caller = "{}") =>
            $"{role}#{id}#{caller}#{Facts.Write(new ComplaintFacts(id, status, true, null, false, null, null, null))}#{done}#{rules}";
        var rows = await NextAction.Of(
            [
                Key("AGENT", ComplaintStatus.InProgress, "SiteInvestigation", Strict.Text), Key("CUSTOMER", ComplaintStatus.Closed, "", Strict.Text), Key("PARTNER", ComplaintStatus.Filed, "", ""),
                Key("WORKER", ComplaintStatus.InProgress, "", Strict.Text, """{"rights":{"holdComplaint":["WORKER"],"resolveComplaint":["WORKER","MANAGER"]}}"""),
            ], CancellationToken.None);
        var resolve = rows[0].Single(a => a.Step == ComplaintStep.Resolve);
        Assert.Equal(("resolveComplaint", true), (resolve.Mutation, resolve.IsMine));
        Assert.Equal([ProcedureStep.CauseAnalysis], resolve.Missing);
        Assert.DoesNotContain(rows[0], a => a.Step is ComplaintStep.Close or ComplaintStep.CompleteEmergencyMeasure or ComplaintStep.SignDecision);
        Assert.False(rows[0].Single(a => a.Step == ComplaintStep.WaiveEmergencyMeasure).IsMine);
        // A customer does not learn who works on complaints.
        Assert.Equal(["rateComplaint", "reopenComplaint", "addNote"], rows[1].Select(a => a.Mutation));
        Assert.All(rows[1], a => Assert.Equal(["CUSTOMER"], a.By));
        Assert.Equal(["addNote"], rows[2].Select(a => a.Mutation));
        // The company's rights decide where no procedure does, and a procedure leaves it to fewer of them.
        Assert.Equal(["WORKER"], rows[3].Single(a => a.Step == ComplaintStep.Hold).By);
        Assert.Equal(["MANAGER"], rows[3].Single(a => a.Step == ComplaintStep.Resolve).By);
    }

    [Fact]
    public async Task Missing_steps_are_those_before_the_next_end()
    {
        string Key(string state, string done) => $"{state}#{done}#{Strict.Text}";
        var missing = await ProcedureSteps.MissingAsync([Key("Open", ""), Key("Open", "SiteInvestigation CauseAnalysis"), Key("Resolved", "ActualCosts"), Key("Closed", "")], CancellationToken.None);
        Assert.Equal([ProcedureStep.SiteInvestigation, ProcedureStep.CauseAnalysis, ProcedureStep.ActualCosts], missing[0]);
        Assert.Equal([ProcedureStep.ActualCosts], missing[1]);
        Assert.Empty(missing[2]);
        Assert.Empty(missing[3]);
    }

    [Fact]
    public void Whom_a_step_is_for_is_what_its_mutation_allows()
    {
        var commands = ComplaintsModuleTests.Commands.ToDictionary(c => c.Name);
        foreach (var (mutation, roles) in StepRoles.Mutations)
        {
            var command = commands[mutation];
            var allowed = command.Positions.Select(p => Names.Screaming(p.ToString())).Concat(new[] { Audience.Customer, Audience.Partner, Audience.Anonymous }.Where(a => command.Audiences.Has(a)).Select(a => Names.Screaming(a.ToString())));
            Assert.Equal(allowed.Order(StringComparer.Ordinal), roles.Order(StringComparer.Ordinal));
        }
        Assert.Equal(Enum.GetValues<ComplaintStep>().Order(), StepRoles.Widest.Keys.Order());
    }

    [Fact]
    public void A_version_is_valid_until_the_next_and_a_complaint_keeps_the_one_it_began_under()
    {
        var lifts = new Category("LIFTS", "Lifts", null);
        Procedure first = new(ComplaintSeverity.Major, null, 1, Strict, null, Monday), second = new(ComplaintSeverity.Major, null, 2, Strict, null, Monday.AddDays(1)), ofLifts = new(ComplaintSeverity.Major, lifts.Id, 1, Strict, null, Monday.AddDays(2));
        first.EndAt(Monday.AddDays(1));
        var rules = new TriageRules([lifts], [], Guid.CreateVersion7(), [first, second, ofLifts]);
        Assert.Null(rules.ProcedureFor(null, ComplaintSeverity.Major, Monday.AddTicks(-1)));
        Assert.Same(first, rules.ProcedureFor(lifts.Id, ComplaintSeverity.Major, Monday));
        Assert.Same(second, rules.ProcedureFor(lifts.Id, ComplaintSeverity.Major, Monday.AddDays(1)));
        Assert.Same(ofLifts, rules.ProcedureFor(lifts.Id, ComplaintSeverity.Major, Monday.AddDays(2)));
        Assert.Same(second, rules.ProcedureFor(null, ComplaintSeverity.Major, Monday.AddDays(2)));
        Assert.Null(rules.ProcedureFor(null, ComplaintSeverity.General, Monday.AddDays(2)));
    }

    /// <summary>R51: two sides, two people, one version.</summary>
    [Fact]
    public void A_decision_holds_when_two_people_of_both_sides_have_signed_it()
    {
        var (centre, department, somewhere) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var (ann, bob) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var decision = Decide(department, centre);
        Assert.NotNull(decision.Sign(bob, somewhere, Monday));
        Assert.Null(decision.Sign(ann, centre, Monday));
        Assert.NotNull(decision.Sign(ann, department, Monday));
        Assert.NotNull(decision.Sign(bob, centre, Monday));
        Assert.False(decision.IsCommitted);
        Assert.Null(decision.Sign(bob, department, Monday));
        Assert.True(decision.IsCommitted);

        var own = Decide(centre, centre);
        Assert.Null(own.Sign(ann, centre, Monday));
        Assert.NotNull(own.Sign(ann, centre, Monday));
        Assert.Null(own.Sign(bob, centre, Monday));
        Assert.True(own.IsCommitted);
    }

    private static Decision Decide(Guid department, Guid centre)
    {
        var complaint = new Complaint("C-2026-000001", "Lift", "It stops.", ComplaintChannel.Hotline, new(null, null, null), Monday);
        complaint.Assign(department, null);
        return new(complaint, 1, "Replace the door", 100, centre, null, Monday);
    }
}
