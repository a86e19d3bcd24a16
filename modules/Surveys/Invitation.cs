using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Surveys;

internal sealed class Invitation
{
    private Invitation() { }

    /// <param name="complaintId">The complaint that is asked about, or null.</param>
    /// <param name="closing">Which closing of the complaint led to it, counted from 1; null where somebody invited by hand.</param>
    public Invitation(Survey survey, Guid? customerId, Guid? propertyId, Guid? departmentId, Guid? complaintId, int? closing, Guid? sentById, DateTimeOffset createdAt)
    {
        (SurveyId, CustomerId, PropertyId, DepartmentId) = (survey.Id, customerId, propertyId, departmentId);
        (ComplaintId, Closing, SentById, CreatedAt) = (complaintId, closing, sentById, createdAt);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid SurveyId { get; private set; }
    public Survey? Survey { get; private set; }
    public Guid? CustomerId { get; private set; }
    public Guid? PropertyId { get; private set; }
    public Guid? DepartmentId { get; private set; }
    public Guid? ComplaintId { get; private set; }
    public HandledComplaint? Complaint { get; private set; }
    public int? Closing { get; private set; }
    public Guid? SentById { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? SentAt { get; private set; }
    public DateTimeOffset? ExpiresAt { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>SHA-256 of the token; null until it is issued. The token itself is kept nowhere.</summary>
    public byte[]? TokenHash { get; private set; }

    /// <summary>Issues the token, or a new one in place of one that got lost; the former is worthless then.</summary>
    /// <returns>The token, which is kept nowhere.</returns>
    public string Issue(Survey survey, Actor sender, DateTimeOffset at)
    {
        var token = InvitationToken.New();
        TokenHash = InvitationToken.Hash(token);
        SentById = sender.StaffIdOrNull ?? SentById;
        (SentAt, ExpiresAt) = (at, at.AddDays(survey.AnswerDays));
        return token;
    }

    public void Answer(DateTimeOffset at) => AnsweredAt = at;

    internal static void Describe(EntityBuilder<Invitation> invitation)
    {
        invitation.Is("A request to one customer to answer a survey. Only staff who are independent of the case see it.")
            .OrderedBy(i => i.CreatedAt, descending: true)
            .DataSubject(i => i.CustomerId);
        invitation.Field(i => i.CreatedAt, "When it was decided to ask.");
        invitation.Field(i => i.SentAt, "When the token was issued; null while it waits for its sender.");
        invitation.Field(i => i.ExpiresAt, "Until when it can or could be answered; null while it waits to be sent.");
        invitation.Field(i => i.AnsweredAt, "When it was answered; null until then.");
        invitation.Field("isOpen", i => i.SentAt != null && i.AnsweredAt == null && i.ExpiresAt > Clock.Now, "Whether it can be answered now.");
        invitation.Field("isPending", i => i.SentAt == null && i.ExpiresAt == null, "Whether it waits to be sent.");
        invitation.One("survey", "Survey", i => i.SurveyId, "What is asked.");
        invitation.One("customer", "Customer", i => i.CustomerId, "Who is asked; null for an answer without a name.");
        invitation.One("property", "Property", i => i.PropertyId, "The property that the answer will be about; null for none.");
        invitation.One("department", "Department", i => i.DepartmentId, "The department whose work the answer will be about; null for none.").OnlyFor(Audience.Staff);
        invitation.One("sentBy", "Staff", i => i.SentById, "Who sends or sent it; null where nobody is chosen yet.").OnlyFor(Audience.Staff);
        invitation.Many<Response>("responses", r => r.InvitationId, "The answer: one or none.");
        invitation.VisibleTo(Audience.Customer, (i, actor) => i.CustomerId == actor.CustomerId && i.SentAt != null);
        invitation.VisibleTo(Audience.Staff, (i, actor) =>
            (actor.Position == Position.Surveyor || actor.Position == Position.Director || actor.Position == Position.Administrator)
            && !i.Complaint!.Chain.Any(m => m.StaffId == actor.StaffId));
    }
}
