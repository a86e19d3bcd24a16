using System.Text.Json;
using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>What customers are asked, by whom, and what their answers lead to.</summary>
public sealed class SurveyStoryTests : IAsyncLifetime
{
    private const string Opened = "SELECT count(*) FROM complaints.complaints WHERE channel = 'SURVEY'";
    private Company company = null!;

    public async Task InitializeAsync() => company = await Company.OpenAsync(background: true);

    public async Task DisposeAsync() => await company.DisposeAsync();

    private ModulesPlatform Platform => company.Platform;

    [Fact]
    public async Task A_closed_complaint_is_asked_about_by_somebody_outside_its_chain_and_a_low_score_opens_one_complaint()
    {
        var survey = await PublishAsync("AFTER_COMPLAINT");
        var (complaint, invitation) = await CloseAsync(survey);

        // The director took a step with it, so the director may not ask.
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("sendInvitation", company[Position.Director], new { invitation }));
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("inviteCustomer", company[Position.Director], new { survey, customer = Company.IdOf(company.Customer), complaint }));
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("sendInvitation", company[Position.Worker], new { invitation }));

        var token = await SendAsync(invitation);
        await AnswerAsync(survey, token, 2);
        await company.UntilAsync(1, Opened);
        Assert.Equal(["Conflict"], await company.RefusedAsync("submitResponse", Actor.Anonymous, await SheetAsync(survey, token, 2)));

        const string answers = "query($id: ID!) { survey(id: $id) { invitations { totalCount } responses { nodes { score answers(where: { text: { contains: \"private\" } }) { nodes { text } } } } } }";
        var independent = await Platform.DataAsync(answers, company[Position.Surveyor], new { id = survey });
        Assert.Equal($$$$"""{"invitations":{"totalCount":1},"responses":{"nodes":[{"score":2,"answers":{"nodes":[{"text":"{{{{Company.Private}}}}"}]}}]}}""",
            Unescaped(independent.GetProperty("survey")));
        foreach (var involved in new[] { Position.Director, Position.Worker, Position.Manager })
        {
            var seen = await Platform.DataAsync(answers, company[involved], new { id = survey });
            Assert.Equal("""{"invitations":{"totalCount":0},"responses":{"nodes":[]}}""", Unescaped(seen.GetProperty("survey")));
            // Nor by what was changed about the customer.
            var history = await Platform.DataAsync("query($id: ID!) { customer(id: $id) { surveys: changes(where: { type: { in: [\"Answer\", \"Response\", \"Invitation\"] } }) { totalCount } complaints: changes(where: { type: { eq: \"Complaint\" } }) { totalCount } } }",
                company[involved], new { id = Company.IdOf(company.Customer) });
            Assert.Equal(0, history.GetProperty("customer").GetProperty("surveys").GetProperty("totalCount").GetInt32());
            Assert.NotEqual(0, history.GetProperty("customer").GetProperty("complaints").GetProperty("totalCount").GetInt32());
        }
        Assert.Equal(0L, await Platform.ScalarAsync<long>($"SELECT count(*) FROM surveys.invitations WHERE encode(token_hash, 'escape') LIKE '%{token}%'"));
        await company.AssertLoggedAsync("Survey.CREATED", "Survey.PUBLISHED", "Invitation.PREPARED", "Invitation.SENT", "Response.SUBMITTED", "Response.SCORE_LOW", "Complaint.CLOSED");
    }

    [Fact]
    public async Task A_low_score_that_is_handled_again_opens_no_second_complaint()
    {
        var survey = await PublishAsync("AFTER_COMPLAINT");
        var (_, invitation) = await CloseAsync(survey);
        await AnswerAsync(survey, await SendAsync(invitation), 1);
        await company.UntilAsync(1, Opened);

        // The handler forgets how far it was, as after the restore of a dump, and is told by a later answer to go on.
        await Platform.ExecuteAsync("UPDATE propertygraph.handler_offsets SET epoch = 0, xid = '0', sequence = 0 WHERE handler = 'complaints.openComplaintFromLowScore'");
        var satisfied = await PublishAsync("SATISFACTION", "SECOND");
        await AnswerAsync(satisfied, await InviteAsync(satisfied, company.Neighbour), 1);
        await company.UntilAsync(2, Opened);
        await company.UntilAsync(1, "SELECT count(*) FROM propertygraph.handler_offsets o WHERE handler = 'complaints.openComplaintFromLowScore' AND sequence >= (SELECT max(sequence) FROM propertygraph.events WHERE kind = 'SCORE_LOW')");
        Assert.Equal(2L, await Platform.ScalarAsync<long>(Opened));
    }

    [Fact]
    public async Task A_score_over_the_threshold_opens_nothing_and_few_answers_show_no_figures()
    {
        var survey = await PublishAsync("SATISFACTION");
        for (var answers = 1; answers <= 5; answers++)
        {
            var customer = await company.DoAsync("registerCustomer", company[Position.Agent],
                new { kind = "PERSON", name = $"N{answers}", contacts = new[] { new { channel = "EMAIL", value = $"n{answers}@example.com", purpose = "SERVICE", consent = true } } }, "customer { id }");
            await AnswerAsync(survey, await InviteAsync(survey, Actor.Customer(Company.Key(Company.Id(customer, "customer"))), company.Property), 5);
            var seen = await Platform.DataAsync(
                "query($survey: ID!, $property: ID!) { survey(id: $survey) { results { nodes { count average csat } } } property(id: $property) { satisfaction { nodes { count csat } } } }",
                company[Position.Worker], new { survey, property = company.Property });
            Assert.Equal(answers < 5
                ? """{"survey":{"results":{"nodes":[]}},"property":{"satisfaction":{"nodes":[]}}}"""
                : """{"survey":{"results":{"nodes":[{"count":5,"average":5,"csat":100}]}},"property":{"satisfaction":{"nodes":[{"count":5,"csat":100}]}}}""", Unescaped(seen));
        }
        Assert.Equal(0L, await Platform.ScalarAsync<long>("SELECT count(*) FROM propertygraph.events WHERE kind = 'SCORE_LOW'"));
        Assert.Equal(0L, await Platform.ScalarAsync<long>(Opened));
    }

    [Fact]
    public async Task Who_was_erased_is_asked_nothing_any_more_and_no_token_brings_new_words_of_theirs()
    {
        var survey = await PublishAsync("AFTER_COMPLAINT");
        var (_, invitation) = await CloseAsync(survey);
        var satisfied = await PublishAsync("SATISFACTION", "SECOND");
        var token = await InviteAsync(satisfied, company.Customer);
        var customer = Company.IdOf(company.Customer);
        // Messages to the customer may be written yet, after which the preview is another one.
        IReadOnlyList<string> refused;
        do
        {
            var preview = await Platform.DataAsync("query($id: ID!) { customer(id: $id) { erasurePreview { version } } }", company[Position.Administrator], new { id = customer });
            refused = await company.RefusedAsync("eraseCustomer", company[Position.Administrator], new { customer, reason = "REQUEST", version = preview.GetProperty("customer").GetProperty("erasurePreview").GetProperty("version") });
        }
        while (refused is ["Conflict"]);
        Assert.Empty(refused);

        Assert.Equal(["NotFound"], await company.RefusedAsync("submitResponse", Actor.Anonymous, await SheetAsync(satisfied, token, 1)));
        var waiting = await Platform.DataAsync("query($id: ID!) { survey(id: $id) { invitations { nodes { isPending isOpen } } } }", company[Position.Surveyor], new { id = survey });
        Assert.Equal("""{"nodes":[{"isPending":false,"isOpen":false}]}""", Unescaped(waiting.GetProperty("survey").GetProperty("invitations")));
        Assert.Equal(["NotFound"], await company.RefusedAsync("sendInvitation", company[Position.Surveyor], new { invitation }));
        Assert.Equal(0L, await Platform.ScalarAsync<long>("SELECT count(*) FROM surveys.invitations WHERE token_hash IS NOT NULL"));
    }

    /// <summary>A survey with a score from 1 to 5 and a question for words; a score of 2 is low.</summary>
    private async Task<string> PublishAsync(string kind, string code = "FIRST")
    {
        object[] questions = [new { kind = "CSAT", text = "How was it?", required = true }, new { kind = "TEXT", text = "Why?" }];
        var survey = Company.Id(await company.DoAsync("createSurvey", company[Position.Surveyor], new { code, title = "Your opinion", kind, threshold = 2, questions }, "survey { id }"), "survey");
        await company.DoAsync("publishSurvey", company[Position.Surveyor], new { survey }, "survey { status }");
        return survey;
    }

    /// <summary>Takes a customer's complaint to its end; gives it and the invitation that follows.</summary>
    private async Task<(string Complaint, string Invitation)> CloseAsync(string survey)
    {
        var complaint = await company.FileAsync(customer: company.Customer);
        await company.StepsAsync(complaint, "acknowledge", "assign", "resolve");
        await company.StepAsync(complaint, "close", Position.Director);
        await company.UntilAsync(1, "SELECT count(*) FROM surveys.invitations WHERE complaint_id IS NOT NULL");
        var waiting = await Platform.DataAsync("query($id: ID!) { survey(id: $id) { invitations(where: { isPending: { eq: true } }) { nodes { id sentBy { id } customer { id } } } } }", company[Position.Surveyor], new { id = survey });
        var invitation = waiting.GetProperty("survey").GetProperty("invitations").GetProperty("nodes")[0];
        Assert.Equal(Company.IdOf(company[Position.Surveyor]), invitation.GetProperty("sentBy").GetProperty("id").GetString());
        Assert.Equal(Company.IdOf(company.Customer), invitation.GetProperty("customer").GetProperty("id").GetString());
        return (complaint, invitation.GetProperty("id").GetString()!);
    }

    private async Task<string> SendAsync(string invitation) =>
        (await company.DoAsync("sendInvitation", company[Position.Surveyor], new { invitation }, "token")).GetProperty("token").GetString()!;

    private async Task<string> InviteAsync(string survey, Actor customer, string? property = null) =>
        (await company.DoAsync("inviteCustomer", company[Position.Surveyor], new { survey, customer = Company.IdOf(customer), property }, "token")).GetProperty("token").GetString()!;

    private async Task AnswerAsync(string survey, string token, int score)
    {
        var payload = await company.DoAsync("submitResponse", Actor.Anonymous, await SheetAsync(survey, token, score), "submittedAt response { id }");
        Assert.Equal(JsonValueKind.String, payload.GetProperty("submittedAt").ValueKind);
        Assert.Equal(JsonValueKind.Null, payload.GetProperty("response").ValueKind);
    }

    /// <summary>Whoever has a token reads the questions without a login.</summary>
    private async Task<object> SheetAsync(string survey, string token, int score)
    {
        var data = await Platform.DataAsync("query($id: ID!) { survey(id: $id) { questions { nodes { id kind } } } }", Actor.Anonymous, new { id = survey });
        var questions = data.GetProperty("survey").GetProperty("questions").GetProperty("nodes");
        return new { token, answers = new object[] { new { question = questions[0].GetProperty("id"), number = score }, new { question = questions[1].GetProperty("id"), text = Company.Private } } };
    }

    private static string Unescaped(JsonElement json) => JsonSerializer.Serialize(json, new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
