using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.DatabaseTests.Reads;
using PropertyGraph.Execution;
using PropertyGraph.Requests;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Security;

/// <summary>What a live view tells is what its reader may know, also by silence.</summary>
public sealed class LiveLeakTests : IAsyncLifetime
{
    private readonly CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));
    private ModulesPlatform platform = null!;
    private Actor mine = null!, other = null!;

    public async Task InitializeAsync()
    {
        platform = await ModulesPlatform.StartAsync(background: true);
        var keys = new[] { Guid.CreateVersion7(), Guid.CreateVersion7() };
        for (var i = 0; i < 2; i++)
            await platform.ExecuteAsync($"INSERT INTO customers.customers (id, number, kind, name, language, since) VALUES ('{keys[i]}', 'L{i}', 'PERSON', 'Live {i}', 'en', '2020-01-01')");
        (mine, other) = (Actor.Customer(keys[0]), Actor.Customer(keys[1]));
    }

    public async Task DisposeAsync()
    {
        await limit.CancelAsync();
        await platform.DisposeAsync();
    }

    [Theory]
    [InlineData("subscription { complaintChanged(where: { id: { eq: \"none\" } }) { kind } }", "PG-PLAN-ID")]
    [InlineData("subscription { complaintChanged(where: { title: { eq: \"\\u0000\" } }) { kind } }", "PG-PLAN-FILTER")]
    [InlineData("subscription { complaintChanged { kind complaint { responsibilities { totalCount } } } }", "PG-PLAN-HIDDEN")]
    [InlineData("subscription { complaintChanged(where: { responsibilities: { any: true } }) { kind } }", "PG-PLAN-HIDDEN")]
    [InlineData("subscription { complaintChanged { complaint { events(first: 1000) { totalCount nodes { id } } } } }", "PG-PLAN-PAGE")]
    [InlineData("subscription { complaintChanged { complaint { events(after: \"x\") { nodes { id } } } } }", "PG-PLAN-CURSOR")]
    [InlineData("subscription { complaintChanged(after: \"x\") { kind } }", "PG-PLAN-CURSOR")]
    public async Task A_mistake_is_told_when_the_view_is_opened_and_not_at_each_event(string query, string code)
    {
        var view = platform.Engine.SubscribeAsync(new GraphRequest(query), mine, limit.Token).GetAsyncEnumerator(limit.Token);
        Assert.True(await view.MoveNextAsync());
        Assert.Equal([code], Hostility.Codes(Json(view.Current)));
        Assert.False(await view.MoveNextAsync());
    }

    [Fact]
    public async Task Others_complaints_and_notes_for_staff_alone_are_no_events()
    {
        var view = platform.Engine.SubscribeAsync(new GraphRequest("subscription { complaintChanged { kind actor { audience id } complaint { id title events { nodes { note } } } } }"), mine, limit.Token)
            .GetAsyncEnumerator(limit.Token);
        var first = view.MoveNextAsync().AsTask();
        var own = "";
        while (!first.IsCompleted)
        {
            await FileAsync(other);
            own = await FileAsync(mine);
            await Task.WhenAny(first, Task.Delay(200, limit.Token));
        }
        Assert.True(await first);
        var staff = Actor.Staff(await StaffAsync(), await platform.ScalarAsync<Guid>("SELECT id FROM organization.departments LIMIT 1"), Position.Agent);
        await platform.DataAsync($"mutation {{ addNote(input: {{ complaint: \"{own}\", note: \"secret\" }}) {{ errors {{ __typename }} }} }}", staff);
        await platform.DataAsync($"mutation {{ addNote(input: {{ complaint: \"{own}\", note: \"told\", visibility: VISIBLE }}) {{ errors {{ __typename }} }} }}", staff);

        for (var told = Json(view.Current).GetProperty("data").GetProperty("complaintChanged"); ; told = await NextAsync(view))
        {
            Assert.Equal("Mine", told.GetProperty("complaint").GetProperty("title").GetString());
            Assert.DoesNotContain("secret", told.GetRawText());
            if (told.GetProperty("kind").GetString() == "FILED") continue;
            Assert.Equal("NOTE_ADDED", told.GetProperty("kind").GetString());
            Assert.Equal(JsonValueKind.Null, told.GetProperty("actor").GetProperty("id").ValueKind);
            break;
        }
    }

    private async Task<string> FileAsync(Actor actor) =>
        (await platform.DataAsync($"mutation {{ done: fileComplaint(input: {{ title: \"{(actor == mine ? "Mine" : "Theirs")}\", description: \"d\" }}) {{ complaint {{ id }} }} }}", actor))
            .GetProperty("done").GetProperty("complaint").GetProperty("id").GetString()!;

    private async Task<Guid> StaffAsync()
    {
        var key = Guid.CreateVersion7();
        await platform.ExecuteAsync($"INSERT INTO organization.staff (id, number, name, position, department_id, hired_on, active) SELECT '{key}', 'L1', 'Agent', 'AGENT', id, '2020-01-01', true FROM organization.departments LIMIT 1");
        return key;
    }

    private static async Task<JsonElement> NextAsync(IAsyncEnumerator<Execution.GraphAnswer> view)
    {
        Assert.True(await view.MoveNextAsync());
        return Json(view.Current).GetProperty("data").GetProperty("complaintChanged");
    }

    private static JsonElement Json(Execution.GraphAnswer answer)
    {
        using (answer) return JsonSerializer.Deserialize<JsonElement>(answer.Json.Span);
    }
}
