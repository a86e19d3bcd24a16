using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PropertyGraph.DatabaseTests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class GraphiQLTests(BrowsedGateway gateway) : IAsyncLifetime
{
    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => gateway.CloseAllAsync();

    [GraphiQLFact]
    public async Task The_first_query_runs_as_the_persona_that_is_chosen()
    {
        var title = await FileAsync();
        var page = await ShowAsync("NewestComplaints");

        await RunUntilAsync(page, title);

        // Nobody may run it and sees nothing.
        await page.GetByTestId("persona").SelectOptionAsync("nobody");
        await RunUntilAsync(page, "\"nodes\": []");
        Assert.Empty(gateway.Outside);
    }

    [GraphiQLFact]
    public async Task The_first_mutation_files_a_complaint()
    {
        var page = await ShowAsync("FileComplaint");

        await RunUntilAsync(page, "\"status\": \"FILED\"");

        await Expect(Response(page)).ToContainTextAsync("\"errors\": null");
    }

    [GraphiQLFact]
    public async Task The_first_subscription_shows_a_complaint_that_is_filed()
    {
        var page = await ShowAsync("ComplaintChanged");

        // Nothing tells a client when a subscription has begun; so complaints come until one is seen.
        await RunUntilAsync(page, "\"kind\": \"FILED\"", FileAsync);
    }

    /// <summary>Once the schema is read and the tab's operation is in the editor.</summary>
    private async Task<IPage> ShowAsync(string tab)
    {
        var page = await gateway.OpenAsync();
        await page.RunAndWaitForResponseAsync(
            () => page.GotoAsync(new Uri(gateway.Address, "graphql").ToString()),
            response => response.Request.Method == "POST" && response.Url.EndsWith("/graphql", StringComparison.Ordinal));
        await Expect(page.GetByTestId("persona")).ToHaveValueAsync("agent");
        var shown = Expect(page.Locator(".graphiql-query-editor")).ToContainTextAsync($" {tab} {{");
        while (!shown.IsCompleted)
        {
            await page.GetByRole(AriaRole.Tab, new() { Name = tab }).ClickAsync(); // Lost while the editors are still being made.
            await Task.WhenAny(shown, Task.Delay(TimeSpan.FromSeconds(1)));
        }
        await shown;
        return page;
    }

    /// <summary>Presses the button as often as it takes: GraphiQL does not show when it has read the schema and the tab.</summary>
    private static async Task RunUntilAsync(IPage page, string text, Func<Task>? meanwhile = null)
    {
        var execute = page.Locator(".graphiql-execute-button[aria-label^=Execute]"); // While something runs, the same button stops it.
        var shown = Expect(Response(page)).ToContainTextAsync(text);
        while (!shown.IsCompleted)
        {
            if (await execute.IsVisibleAsync()) await execute.ClickAsync();
            if (meanwhile is not null) await meanwhile();
            await Task.WhenAny(shown, Task.Delay(TimeSpan.FromSeconds(2)));
        }
        await shown;
    }

    private static ILocator Response(IPage page) => page.Locator(".graphiql-response");

    private async Task<string> FileAsync()
    {
        var title = $"Lamp is out {Guid.NewGuid():N}";
        await gateway.AskAsync($$"""mutation { fileComplaint(input: { title: "{{title}}", description: "Filed by a test." }) { reference } }""");
        return title;
    }
}
