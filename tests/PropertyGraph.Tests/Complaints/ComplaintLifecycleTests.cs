using CsCheck;
using PropertyGraph.Access;
using PropertyGraph.Complaints;
using PropertyGraph.Faults;

namespace PropertyGraph.Tests.Complaints;

public sealed class ComplaintLifecycleTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Actor Agent = Actor.Staff(Guid.CreateVersion7(), Guid.CreateVersion7(), Position.Agent);

    [Fact]
    public void A_complaint_goes_from_filing_to_closing()
    {
        var complaint = NewComplaint();
        foreach (var step in new[] { ComplaintStep.Acknowledge, ComplaintStep.Assign, ComplaintStep.Resolve, ComplaintStep.Close })
            Assert.Null(complaint.Take(step, Agent, Monday));
        Assert.Equal(ComplaintStatus.Closed, complaint.Status);
        Assert.False(complaint.IsOpen);
    }

    [Fact]
    public void A_forbidden_step_names_the_state_and_what_is_possible_and_changes_nothing()
    {
        var complaint = NewComplaint();
        var fault = complaint.Take(ComplaintStep.Close, Agent, Monday);
        Assert.NotNull(fault);
        Assert.Equal("FILED", fault.State);
        Assert.Equal(["acknowledgeComplaint", "triageComplaint", "takeEmergencyMeasure", "completeEmergencyMeasure", "waiveEmergencyMeasure", "mergeComplaint", "withdrawComplaint", "cosignComplaint", "joinIncident", "openFeeDispute", "linkComplaint", "addNote"], fault.Possible);
        Assert.Equal(ComplaintStatus.Filed, complaint.Status);
        Assert.Empty(complaint.Events);
    }

    [Fact]
    public void Customers_and_partners_are_told_what_they_can_do_themselves_alone()
    {
        var complaint = NewComplaint();
        complaint.Take(ComplaintStep.Acknowledge, Agent, Monday);
        var toCustomer = complaint.Objection(ComplaintStep.Reopen, Actor.Customer(Guid.CreateVersion7())) as StepNotAllowed;
        Assert.Equal(["withdrawComplaint", "openFeeDispute", "addNote"], toCustomer?.Possible);
        Assert.EndsWith("Possible: withdrawComplaint, openFeeDispute, addNote.", toCustomer?.Message);
        Assert.Equal(["addNote"], ComplaintLifecycle.NotAllowed(ComplaintStep.Close, complaint, Actor.Partner(Guid.CreateVersion7())).Possible);
    }

    [Theory]
    [InlineData(nameof(ComplaintStatus.Filed), "acknowledgeComplaint triageComplaint takeEmergencyMeasure completeEmergencyMeasure waiveEmergencyMeasure mergeComplaint withdrawComplaint cosignComplaint joinIncident openFeeDispute linkComplaint addNote")]
    [InlineData(nameof(ComplaintStatus.Acknowledged), "assignComplaint triageComplaint holdComplaint recordInvestigation takeEmergencyMeasure completeEmergencyMeasure waiveEmergencyMeasure proposeDecision signDecision mergeComplaint withdrawComplaint cosignComplaint joinIncident openFeeDispute planImprovement linkComplaint addNote")]
    [InlineData(nameof(ComplaintStatus.InProgress), "assignComplaint triageComplaint holdComplaint recordInvestigation takeEmergencyMeasure completeEmergencyMeasure waiveEmergencyMeasure proposeDecision signDecision resolveComplaint mergeComplaint withdrawComplaint cosignComplaint joinIncident openFeeDispute planImprovement linkComplaint addNote")]
    [InlineData(nameof(ComplaintStatus.OnHold), "triageComplaint continueComplaint recordInvestigation takeEmergencyMeasure completeEmergencyMeasure waiveEmergencyMeasure mergeComplaint withdrawComplaint cosignComplaint joinIncident openFeeDispute planImprovement linkComplaint addNote")]
    [InlineData(nameof(ComplaintStatus.Resolved), "completeEmergencyMeasure closeComplaint reopenComplaint planImprovement linkComplaint addNote")]
    [InlineData(nameof(ComplaintStatus.Closed), "completeEmergencyMeasure rateComplaint reopenComplaint planImprovement linkComplaint addNote")]
    [InlineData(nameof(ComplaintStatus.Reopened), "assignComplaint triageComplaint recordInvestigation takeEmergencyMeasure completeEmergencyMeasure waiveEmergencyMeasure proposeDecision signDecision mergeComplaint withdrawComplaint cosignComplaint joinIncident openFeeDispute planImprovement linkComplaint addNote")]
    [InlineData(nameof(ComplaintStatus.Merged), "linkComplaint addNote")]
    [InlineData(nameof(ComplaintStatus.Withdrawn), "linkComplaint addNote")]
    public void Each_state_has_its_possible_mutations(string state, string possible) =>
        Assert.Equal(possible.Split(' '), ComplaintLifecycle.Possible(Enum.Parse<ComplaintStatus>(state)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_hold_ends_in_the_state_that_it_began_in(bool inProgress)
    {
        var complaint = NewComplaint();
        complaint.Take(ComplaintStep.Acknowledge, Agent, Monday);
        if (inProgress) complaint.Take(ComplaintStep.Assign, Agent, Monday);
        var before = complaint.Status;
        Assert.Null(complaint.Take(ComplaintStep.Hold, Agent, Monday, "Waiting for a part"));
        Assert.Null(complaint.Take(ComplaintStep.Continue, Agent, Monday.AddDays(2)));
        Assert.Equal(before, complaint.Status);
    }

    [Fact]
    public void A_hold_moves_the_deadline_by_its_length_and_stops_the_clock()
    {
        var complaint = NewComplaint();
        complaint.Take(ComplaintStep.Acknowledge, Agent, Monday);
        complaint.Take(ComplaintStep.Hold, Agent, Monday, "Waiting for a part");
        Assert.Null(complaint.RunningUntil);
        complaint.Take(ComplaintStep.Continue, Agent, Monday.AddHours(5));
        Assert.Equal(Monday.AddHours(72 + 5), complaint.DueAt);
        Assert.Equal(complaint.DueAt, complaint.RunningUntil);
    }

    [Fact]
    public void A_hold_leaves_the_deadline_alone_where_the_service_level_says_so()
    {
        var complaint = NewComplaint(pausesOnHold: false);
        complaint.Take(ComplaintStep.Acknowledge, Agent, Monday);
        complaint.Take(ComplaintStep.Hold, Agent, Monday, "Waiting for a part");
        Assert.Equal(Monday.AddHours(72), complaint.RunningUntil);
        complaint.Take(ComplaintStep.Continue, Agent, Monday.AddHours(5));
        Assert.Equal(Monday.AddHours(72), complaint.DueAt);
    }

    [Fact]
    public void Reopening_counts_and_forgets_when_it_was_resolved()
    {
        var complaint = NewComplaint();
        foreach (var step in new[] { ComplaintStep.Acknowledge, ComplaintStep.Assign, ComplaintStep.Resolve, ComplaintStep.Close, ComplaintStep.Reopen })
            complaint.Take(step, Agent, Monday);
        Assert.Equal(1, complaint.ReopenCount);
        Assert.Null(complaint.ResolvedAt);
        Assert.Null(complaint.ClosedAt);
        Assert.True(complaint.IsOpen);
    }

    /// <summary>R26: after acknowledgement, one named person at any time, until the work is over.</summary>
    [Fact]
    public void Handing_over_ends_one_responsibility_and_begins_the_next()
    {
        var complaint = NewComplaint();
        var (first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        complaint.HandOver(first, null, Monday);
        complaint.HandOver(second, "On leave", Monday.AddHours(1));
        complaint.HandOver(second, "Again", Monday.AddHours(2));
        Assert.Equal([first, second], complaint.Responsibilities.Select(r => r.StaffId));
        Assert.Equal(Monday.AddHours(1), complaint.Responsibilities[0].To);
        Assert.Null(complaint.Responsibilities[1].To);
        Assert.Equal(second, complaint.AccountableId);
    }

    [Fact]
    public void Whatever_steps_are_tried_the_timeline_tells_exactly_those_that_were_possible() =>
        Gen.Enum<ComplaintStep>().List[0, 30].Sample(steps =>
        {
            var complaint = NewComplaint();
            var taken = 0;
            foreach (var step in steps)
            {
                var before = complaint.Status;
                var possible = ComplaintLifecycle.Possible(before);
                var fault = complaint.Take(step, Agent, Monday.AddMinutes(taken));
                if (fault is null) taken++;
                else if (complaint.Status != before || !fault.Possible.SequenceEqual(possible)) return false;
            }
            var states = complaint.Events.Select(e => e.ToStatus).Prepend(ComplaintStatus.Filed).ToList();
            return complaint.Events.Count == taken
                && complaint.Events.Select(e => e.FromStatus!.Value).SequenceEqual(states.SkipLast(1))
                && complaint.Status == states[^1]
                && complaint.HeldAt is not null == (complaint.Status == ComplaintStatus.OnHold);
        });

    [Fact]
    public void Every_way_of_importing_a_state_fits_the_lifecycle()
    {
        foreach (var state in Enum.GetValues<ComplaintStatus>())
        {
            var complaint = NewComplaint();
            foreach (var step in ImportedSteps.Of(state)) Assert.Null(complaint.Take(step, Actor.System, Monday));
            Assert.Equal(state, complaint.Status);
            Assert.Equal(complaint.Events.Select(e => e.ToStatus), complaint.Events.OrderBy(e => e.At).Select(e => e.ToStatus));
            Assert.Equal(complaint.Events.Count, complaint.Events.Select(e => e.At).Distinct().Count());
        }
    }

    private static Complaint NewComplaint(bool pausesOnHold = true)
    {
        var complaint = new Complaint("C-2026-000001", "Lift", "It stops.", ComplaintChannel.Hotline, new(null, null, null), Monday);
        complaint.Triage(new(null, ComplaintSeverity.General, Guid.CreateVersion7(), TimeSpan.FromHours(72), pausesOnHold), Monday);
        return complaint;
    }
}
