using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Surveys;

[Describes("Which invitation is to be sent.")]
internal sealed record SendInvitation([Describes("An invitation that is not answered."), IdOf("Invitation")] Guid Invitation)
{
    [Allow(Position.Surveyor, Position.Director, Position.Administrator)]
    [Returns("token", typeof(string), "The secret for submitResponse, to be handed to the customer; shown this once and kept nowhere.")]
    [Describes("Issues the token of an invitation that waits to be sent, or a new one in place of one that got lost. Nobody in the complaint's responsibility chain may.")]
    public static async Task<Outcome<Invitation>> Handle(SendInvitation input, SurveysDb db, Actor actor, IGraph graph, TimeProvider time, CancellationToken cancel)
    {
        // Those in the chain can't see the invitation; they are told why, since they know the complaint anyway.
        if (await db.Invitations.AnyAsync(i => i.Id == input.Invitation && i.Complaint!.Chain.Any(m => m.StaffId == actor.Id), cancel))
            return Independence.Broken("invitation");
        var invitation = await db.FindVisibleAsync<Invitation>(input.Invitation, cancel);
        if (invitation is null) return new NotFound("There is no such invitation.", ["invitation"]);
        if (invitation.AnsweredAt is not null) return new Conflict("This invitation is answered already.", ["invitation"]);

        if (invitation.CustomerId is { } customer && await graph.RequireAsync("Customer", customer, "invitation", cancel) is { } gone) return gone;
        await db.Entry(invitation).Reference(i => i.Survey).LoadAsync(cancel);
        var token = invitation.Issue(invitation.Survey!, actor, time.GetUtcNow());
        return Outcome<Invitation>.Of(invitation.Id, new InvitationSent(invitation.Id, invitation.SurveyId)).With("token", token);
    }
}

/// <summary>Nobody who had a part in a complaint has one in the survey about it.</summary>
internal static class Independence
{
    public static NotAllowed Broken(string input) =>
        new("You are in the responsibility chain of this complaint; somebody independent of it must do this.", [input]);
}

[EventOf("Invitation", "SENT", "The token was issued.", StaffOnly = true)]
internal sealed record InvitationSent(Guid Invitation, Guid Survey) : IEvent
{
    public Guid Subject => Invitation;
}
