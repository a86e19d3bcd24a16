using PropertyGraph.Access;
using PropertyGraph.Surveys;

namespace PropertyGraph.Tests.Surveys;

/// <summary>R6: only the hash of an invitation's token is kept, and a complaint's responsibility chain is known.</summary>
public sealed class InvitationTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private readonly Survey survey = new("AFTER-REPAIR", 1, "After the repair", SurveyKind.AfterComplaint, "en", 2, 14, Now);

    [Fact]
    public void A_token_is_new_each_time_and_only_its_hash_is_kept()
    {
        var invitation = Pending();
        var lost = invitation.Issue(survey, Actor.System, Now);
        var token = invitation.Issue(survey, Actor.System, Now);

        Assert.NotEqual(lost, token);
        Assert.Equal(InvitationToken.Hash(token), invitation.TokenHash);
        Assert.Equal(43, token.Length);
    }

    [Fact]
    public void It_can_be_answered_for_as_many_days_as_the_survey_says()
    {
        var surveyor = Actor.Staff(Guid.CreateVersion7(), Guid.CreateVersion7(), Position.Surveyor);
        var invitation = Pending();
        invitation.Issue(survey, surveyor, Now);

        Assert.Equal(Now.AddDays(14), invitation.ExpiresAt);
        Assert.Equal(surveyor.StaffId, invitation.SentById);
    }

    [Fact]
    public void Everybody_who_had_a_part_in_a_complaint_is_in_its_chain_once()
    {
        var (agent, worker) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var complaint = new HandledComplaint(Guid.CreateVersion7());
        complaint.Involve(agent);
        complaint.Involve(agent, worker);

        Assert.Equal([agent, worker], complaint.Chain.Select(m => m.StaffId));
        Assert.True(complaint.Involves(worker));
        Assert.False(complaint.Involves(Guid.CreateVersion7()));
    }

    private Invitation Pending() => new(survey, Guid.CreateVersion7(), null, null, null, null, null, Now);
}
