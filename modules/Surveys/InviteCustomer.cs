using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Surveys;

[Describes("Who is to be asked what.")]
internal sealed record InviteCustomer(
    [Describes("A published survey."), IdOf("Survey")] Guid Survey,
    [Describes("Who is asked."), IdOf("Customer")] Guid Customer,
    [Describes("The closed complaint that an AFTER_COMPLAINT survey asks about; left out for other kinds."), IdOf("Complaint")] Guid? Complaint = null,
    [Describes("The property that the answer will be about; the complaint's, or the one where the customer has a unit now, where it is left out."), IdOf("Property")] Guid? Property = null,
    [Describes("The department whose work the answer will be about; the complaint's where it is left out."), IdOf("Department")] Guid? Department = null)
{
    [Allow(Position.Surveyor, Position.Director, Position.Administrator)]
    [MayFail(typeof(StepNotAllowed))]
    [Returns("token", typeof(string), "The secret for submitResponse, to be handed to the customer; shown this once and kept nowhere.")]
    [Describes("Invites one customer to answer a published survey, and issues the token. Nobody in the complaint's responsibility chain may.")]
    public static async Task<Outcome<Invitation>> Handle(InviteCustomer input, SurveysDb db, Actor actor, IGraph graph, TimeProvider time, CancellationToken cancel)
    {
        var survey = await db.FindVisibleAsync<Survey>(input.Survey, cancel);
        if (survey is null) return new NotFound("There is no such survey; query surveys for those that exist.", ["survey"]);
        if (survey.Status != SurveyStatus.Published)
            return new StepNotAllowed("Only a published survey can be answered; publish it first.", "DRAFT", ["publishSurvey"], ["survey"]);
        if (survey.Kind == SurveyKind.Internal) return new ValidationError("An internal survey asks staff; choose one for customers.", ["survey"]);

        var complaint = input.Complaint is { } id ? await db.HandledComplaints.Include(c => c.Chain).SingleOrDefaultAsync(c => c.Id == id, cancel) : null;
        if (complaint is not null && complaint.Involves(actor.Id)) return Independence.Broken("complaint");
        if (WrongComplaint(input, survey, complaint) is { } wrong) return wrong;

        // Two who invite the same customer at once would both see no open invitation: whoever comes second meets a changed row here, and begins again.
        await db.Database.ExecuteSqlAsync($"UPDATE surveys.surveys SET version = version WHERE id = {survey.Id}", cancel);
        var now = time.GetUtcNow();
        if (await db.Invitations.AnyAsync(i => i.SurveyId == survey.Id && i.CustomerId == input.Customer && i.AnsweredAt == null && (i.ExpiresAt == null || i.ExpiresAt > now), cancel))
            return new Conflict("This customer has an open invitation to this survey; use sendInvitation if its token is needed.", ["customer"]);
        var (property, faults) = await AskCustomersAsync(input, survey, complaint, graph, cancel);
        if (faults.Count > 0) return Outcome<Invitation>.Failed(faults);

        var invitation = new Invitation(survey, input.Customer, property, input.Department ?? complaint?.DepartmentId, complaint?.Id, null, null, now);
        var token = invitation.Issue(survey, actor, now);
        db.Add(invitation);
        return Outcome<Invitation>.Of(invitation.Id, new InvitationSent(invitation.Id, survey.Id)).With("token", token);
    }

    private static Fault? WrongComplaint(InviteCustomer input, Survey survey, HandledComplaint? complaint)
    {
        if (survey.Kind != SurveyKind.AfterComplaint)
            return input.Complaint is null ? null : new ValidationError("Only an AFTER_COMPLAINT survey asks about a complaint; leave it out.", ["complaint"]);
        if (input.Complaint is null) return new ValidationError("Say which complaint this survey asks about.", ["complaint"]);
        // A complaint whose handling is unknown here can't be asked about: nobody could tell who is independent of it.
        if (complaint is null or { Closings: 0 }) return new NotFound("There is no such closed complaint; a complaint is asked about after it is closed.", ["complaint"]);
        return complaint.CustomerId == input.Customer ? null : new ValidationError("The complaint is another customer's; ask the one who filed it.", ["customer"]);
    }

    /// <summary>Whether the customer may be asked, and the property that the answer will be about.</summary>
    private static async Task<(Guid? Property, IReadOnlyList<Fault> Faults)> AskCustomersAsync(
        InviteCustomer input, Survey survey, HandledComplaint? complaint, IGraph graph, CancellationToken cancel)
    {
        var checks = new InputChecks();
        if (input.Property is { } named) checks.Add(await graph.RequireAsync("Property", named, "property", cancel));
        if (input.Department is { } department) checks.Add(await graph.RequireAsync("Department", department, "department", cancel));
        // Asking how the service was belongs to the service; everything else is an offer, which needs its own consent.
        string[] purposes = survey.Kind == SurveyKind.MarketResearch ? ["MARKETING"] : ["MARKETING", "SERVICE"];
        var data = await graph.QueryAsync(
            """
            query($id: ID!, $purposes: [ContactPurpose!]) {
              customer(id: $id) {
                contacts(first: 1, where: { consent: { eq: true }, purpose: { in: $purposes } }) { nodes { id } }
                occupancies(first: 1, where: { isCurrent: { eq: true } }) { nodes { unit { property { id } } } }
              }
            }
            """, new { id = graph.GlobalId("Customer", input.Customer), purposes }, cancel);
        var customer = data.GetProperty("customer");
        if (customer.ValueKind == JsonValueKind.Null)
            return (null, checks.Add(new NotFound("There is no such customer.", ["customer"])).Faults);
        checks.Rule(customer.GetProperty("contacts").GetProperty("nodes").GetArrayLength() > 0,
            $"The customer has no contact with consent to be asked ({string.Join(" or ", purposes)}); record one first, or choose another customer.", "customer");
        return (input.Property ?? complaint?.PropertyId ?? CurrentProperty(customer, graph), checks.Faults);
    }

    private static Guid? CurrentProperty(JsonElement customer, IGraph graph)
    {
        foreach (var occupancy in customer.GetProperty("occupancies").GetProperty("nodes").EnumerateArray())
            if (occupancy.GetProperty("unit") is { ValueKind: JsonValueKind.Object } unit && unit.GetProperty("property") is { ValueKind: JsonValueKind.Object } property)
                return graph.Key("Property", property.GetProperty("id").GetString()!);
        return null;
    }
}
