using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Surveys;

[Describes("What is answered to an invitation.")]
internal sealed record SubmitResponse(
    [Describes("The secret of the invitation.")] string Token,
    [Describes("One element for each question that is answered.")] IReadOnlyList<GivenAnswer> Answers,
    [Describes("Whether the respondent agrees to be named in a complaint that the answer opens.")] bool MayContact = false)
{
    [Allow, AllowAudience(Audience.Anonymous, Audience.Customer)]
    [Returns("submittedAt", typeof(DateTimeOffset), "When the answers were taken; also for respondents without a login, who can't read them afterwards.", Repeatable = true)]
    [Describes("Answers a survey, once, by the token of an invitation. It needs no login.")]
    public static async Task<Outcome<Response>> Handle(SubmitResponse input, SurveysDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var hash = InvitationToken.Hash(input.Token);
        var invitation = await db.Invitations
            .Include(i => i.Survey!.Questions.OrderBy(q => q.Position))
            .Include(i => i.Complaint!.Chain)
            .SingleOrDefaultAsync(i => i.TokenHash == hash, cancel);
        if (invitation is null || (actor.Audience == Audience.Customer && invitation.CustomerId is { } invited && invited != actor.Id))
            return new NotFound("This token belongs to no invitation; check that it is complete.", ["token"]);
        if (invitation.Complaint is { } complaint && complaint.Involves(actor.Id)) return Independence.Broken("token");
        if (invitation.AnsweredAt is not null) return new Conflict("This invitation is answered already; each can be answered once.", ["token"]);
        var now = time.GetUtcNow();
        if (invitation.ExpiresAt <= now) return new ValidationError($"This invitation could be answered until {invitation.ExpiresAt:u}; ask for a new one.", ["token"]);

        var survey = invitation.Survey!;
        var checks = new InputChecks();
        var answers = AnswerSheet.Read(input.Answers, survey.Questions, checks);
        if (checks.Failed) return Outcome<Response>.Failed(checks.Faults);

        var score = survey.ScoredQuestion is { } scored ? answers.GetValueOrDefault(scored.Id)?.Number : null;
        var response = new Response(invitation, score, input.MayContact, now);
        db.Add(response);
        db.AddRange(answers.Select(a => new Answer(response, a.Key, a.Value.Number, a.Value.Text, a.Value.Choices ?? [])));
        invitation.Answer(now);
        return Outcome<Response>.Of(response.Id, Events(response, survey)).With("submittedAt", now);
    }

    private static IReadOnlyList<IEvent> Events(Response response, Survey survey)
    {
        var answered = new SurveyAnswered(response.Id, survey.Id, response.Score);
        return response.Score is { } score && survey.Threshold is { } threshold && score <= threshold
            ? [answered, new SurveyScoreLow(response.Id, survey.Id, response.MayContact ? response.CustomerId : null, response.PropertyId, score, threshold)]
            : [answered];
    }
}

[EventOf("Response", "SUBMITTED", "The answers were taken.", StaffOnly = true)]
internal sealed record SurveyAnswered(Guid Response, Guid Survey, int? Score) : IEvent
{
    public Guid Subject => Response;
}
