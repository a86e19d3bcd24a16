using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Surveys;

internal sealed class Response
{
    private Response() { }

    /// <param name="score">Answer to the survey's first question on a scale; null where it has none or that was left out.</param>
    /// <param name="mayContact">Whether the respondent agrees to be named in a complaint that the answer opens.</param>
    public Response(Invitation invitation, int? score, bool mayContact, DateTimeOffset submittedAt)
    {
        (InvitationId, SurveyId, CustomerId) = (invitation.Id, invitation.SurveyId, invitation.CustomerId);
        (PropertyId, DepartmentId) = (invitation.PropertyId, invitation.DepartmentId);
        (Score, MayContact, SubmittedAt) = (score, mayContact, submittedAt);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid InvitationId { get; private set; }
    public Invitation? Invitation { get; private set; }
    public Guid SurveyId { get; private set; }
    public Survey? Survey { get; private set; }
    public Guid? CustomerId { get; private set; }
    public Guid? PropertyId { get; private set; }
    public Guid? DepartmentId { get; private set; }
    public int? Score { get; private set; }
    public bool MayContact { get; private set; }
    public DateTimeOffset SubmittedAt { get; private set; }
    public List<Answer> Answers { get; private set; } = [];

    internal static void Describe(EntityBuilder<Response> response)
    {
        response.Is("A customer's answers to a survey. Only staff who are independent of the case see them one by one.")
            .OrderedBy(r => r.SubmittedAt, descending: true)
            .DataSubject(r => r.CustomerId);
        response.Field(r => r.SubmittedAt, "When it was answered.");
        response.Field(r => r.Score, "The answer to the survey's first question on a scale, on that question's scale; null where there is none.");
        response.Field(r => r.MayContact, "Whether the respondent agrees to be named in a complaint that the answer opens.");
        response.One("survey", "Survey", r => r.SurveyId, "What was asked.");
        response.One("invitation", "Invitation", r => r.InvitationId, "The request that it answers.");
        response.One("customer", "Customer", r => r.CustomerId, "Who answered; null for an answer without a name.");
        response.One("property", "Property", r => r.PropertyId, "The property that it is about; null for none.");
        response.One("department", "Department", r => r.DepartmentId, "The department whose work it is about; null for none.").OnlyFor(Audience.Staff);
        response.Many<Answer>("answers", a => a.ResponseId, "What was answered to each question.");
        response.VisibleThrough("invitation", Audience.Staff);
        response.VisibleTo(Audience.Customer, (r, actor) => r.CustomerId == actor.CustomerId);
    }
}
