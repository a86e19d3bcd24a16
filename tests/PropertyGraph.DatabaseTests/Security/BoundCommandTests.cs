using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.DatabaseTests.Reads;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Security;

/// <summary>What callers can't do with mutations that they may call.</summary>
public sealed class BoundCommandTests(World world) : IClassFixture<World>, IAsyncLifetime
{
    /// <summary>The world has no seeds: without a promise of its own nothing can be filed.</summary>
    public Task InitializeAsync() => world.Platform.ExecuteAsync(
        """
        INSERT INTO complaints.service_levels (id, category_id, severity, resolve_within_hours, pauses_on_hold)
        VALUES (gen_random_uuid(), NULL, 'MAJOR', 24, true), (gen_random_uuid(), NULL, 'GENERAL', 72, true) ON CONFLICT DO NOTHING
        """);

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("customer")]
    [InlineData("partner")]
    public async Task Another_s_complaint_is_as_good_as_none(string reader)
    {
        var actor = World.ActorOf(reader);
        var column = actor.Audience == Audience.Customer ? "customer_id" : "partner_id";
        var hidden = GlobalId.Encode("Complaint", await world.Platform.ScalarAsync<Guid>($"SELECT id FROM complaints.complaints WHERE {column} IS DISTINCT FROM '{actor.Id}' LIMIT 1"));
        var none = GlobalId.Encode("Complaint", Guid.NewGuid());
        foreach (var (command, rest) in new[] { ("addNote", ", note: \"n\""), ("reopenComplaint", ", reason: \"r\""), ("withdrawComplaint", "") })
        {
            var answers = new List<string>();
            foreach (var id in new[] { hidden, none })
                answers.Add((await world.Platform.AskAsync($"mutation {{ done: {command}(input: {{ complaint: \"{id}\"{rest} }}) {{ complaint {{ id title }} errors {{ __typename ... on Error {{ code message path }} }} query {{ node(id: \"{hidden}\") {{ id }} }} }} }}", actor)).GetRawText());
            Assert.Equal(answers[1], answers[0]);
            Assert.Contains("\"complaint\":null", answers[0]);
            Assert.Contains("\"node\":null", answers[0]);
        }
    }

    [Fact]
    public async Task An_idempotency_key_gives_nobody_else_the_first_outcome()
    {
        const string mutation = "mutation($key: String) { done: fileComplaint(input: { title: \"Mine\", description: \"d\", idempotencyKey: $key }) { reference complaint { id title } errors { __typename } } }";
        var mine = await world.Platform.DataAsync(mutation, World.ActorOf("customer"), new { key = "k-1" });
        var theirs = await world.Platform.DataAsync(mutation, World.ActorOf("neighbour"), new { key = "k-1" });
        Assert.NotEqual(mine.GetProperty("done").GetProperty("reference").GetString(), theirs.GetProperty("done").GetProperty("reference").GetString());
        var again = await world.Platform.DataAsync(mutation, World.ActorOf("customer"), new { key = "k-1" });
        Assert.Equal(mine.GetRawText(), again.GetRawText());
    }

    [Fact]
    public async Task Customers_set_nothing_that_is_for_staff()
    {
        foreach (var input in new[] { "severity: MAJOR", "channel: HOTLINE", $"customer: \"{GlobalId.Encode("Customer", World.Key("customer", 9))}\"", $"unit: \"{GlobalId.Encode("Unit", World.Key("unit", 9))}\"" })
        {
            var before = await world.Platform.ScalarAsync<long>("SELECT count(*) FROM complaints.complaints");
            var answer = await world.Platform.DataAsync($"mutation {{ done: fileComplaint(input: {{ title: \"t\", description: \"d\", {input} }}) {{ complaint {{ id }} errors {{ __typename }} }} }}", World.ActorOf("customer"));
            Assert.NotEqual(JsonValueKind.Null, answer.GetProperty("done").GetProperty("errors").ValueKind);
            Assert.Equal(before, await world.Platform.ScalarAsync<long>("SELECT count(*) FROM complaints.complaints"));
        }
        var mutation = $"mutation {{ done: addNote(input: {{ complaint: \"{await OwnComplaintAsync()}\", note: \"n\", visibility: INTERNAL }}) {{ errors {{ __typename }} }} }}";
        Assert.Contains("ValidationError", (await world.Platform.DataAsync(mutation, World.ActorOf("customer"))).GetRawText());
        foreach (var extra in new[] { "status: CLOSED", "id: \"x\"", "customerId: \"x\"", "reference: \"C-1\"", "__typename: \"x\"" })
            Assert.Contains("PG-REQ-VALIDATION", Hostility.Codes(await world.Platform.AskAsync($"mutation {{ fileComplaint(input: {{ title: \"t\", description: \"d\", {extra} }}) {{ errors {{ __typename }} }} }}", World.ActorOf("customer"))));
    }

    [Fact]
    public async Task Two_who_invite_the_same_customer_at_once_invite_once()
    {
        await world.Platform.ExecuteAsync($"UPDATE customers.contacts SET consent = true; DELETE FROM surveys.answers; DELETE FROM surveys.responses; DELETE FROM surveys.invitations");
        var mutation = $"mutation {{ done: inviteCustomer(input: {{ survey: \"{GlobalId.Encode("Survey", World.Key("survey", 1))}\", customer: \"{GlobalId.Encode("Customer", World.Key("customer", 2))}\" }}) {{ token errors {{ __typename ... on Error {{ message }} }} }} }}";
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => world.Platform.DataAsync(mutation, World.ActorOf("surveyor"))));
        Assert.Equal(1L, await world.Platform.ScalarAsync<long>($"SELECT count(*) FROM surveys.invitations WHERE customer_id = '{World.Key("customer", 2)}'"));
        Assert.Single(answers, a => a.GetProperty("done").GetProperty("token").ValueKind == JsonValueKind.String);
    }

    private async Task<string> OwnComplaintAsync() =>
        GlobalId.Encode("Complaint", await world.Platform.ScalarAsync<Guid>($"SELECT id FROM complaints.complaints WHERE customer_id = '{World.Key("customer", 2)}' LIMIT 1"));
}
