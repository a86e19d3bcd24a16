using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PropertyGraph.DatabaseTests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class BoardTests(BrowsedGateway gateway) : IAsyncLifetime
{
    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => gateway.CloseAllAsync();

    [BrowserFact]
    public async Task A_complaint_filed_on_the_board_arrives_there_live_and_is_counted()
    {
        var page = await ShowBoardAsync();
        var filedBefore = await CountAsync(page, "FILED");
        var title = $"Lift door closes too fast {Guid.NewGuid():N}";

        await FileAsync(page, title);

        var row = page.GetByTestId("complaint").Filter(new() { HasText = title });
        await Expect(row).ToHaveAttributeAsync("data-status", "FILED");
        await Expect(page.GetByTestId("notice")).ToContainTextAsync((await row.GetAttributeAsync("data-reference"))!);
        await Expect(page.GetByTestId("feed")).ToContainTextAsync(title);
        await Expect(page.GetByTestId("count-FILED")).ToHaveAttributeAsync("data-count", $"{filedBefore + 1}");
        Assert.Empty(gateway.Outside);
    }

    [BrowserFact]
    public async Task The_service_board_tells_what_is_open_and_waits_longest()
    {
        var page = await ShowBoardAsync();
        var waiting = page.GetByTestId("waiting");
        await Expect(waiting).ToHaveAttributeAsync("data-open", new Regex(@"\d+"));
        var (open, unacknowledged) = (await NumberAsync(waiting, "data-open"), await NumberAsync(waiting, "data-unacknowledged"));

        await FileAsync(page, $"Smoke in the cellar {Guid.NewGuid():N}");

        await Expect(waiting).ToHaveAttributeAsync("data-open", $"{open + 1}");
        await Expect(waiting).ToHaveAttributeAsync("data-unacknowledged", $"{unacknowledged + 1}");
        await Expect(waiting).ToHaveAttributeAsync("data-oldest", new Regex("C-"));
        await Expect(page.GetByTestId("department-counts").Locator("li").First).ToHaveAttributeAsync("data-count", new Regex(@"\d+"));
        await page.GetByTestId("language").ClickAsync();
        await Expect(waiting).ToContainTextAsync("未结");
    }

    private static async Task<int> NumberAsync(ILocator shown, string attribute) => int.Parse((await shown.GetAttributeAsync(attribute))!);

    [BrowserFact]
    public async Task A_complaint_filed_elsewhere_arrives_without_a_reload()
    {
        var page = await ShowBoardAsync();
        var elsewhere = await ShowBoardAsync();
        var title = $"Water on the stairs {Guid.NewGuid():N}";

        await FileAsync(elsewhere, title);

        await Expect(page.GetByTestId("complaint").Filter(new() { HasText = title })).ToHaveCountAsync(1);
        await Expect(page.GetByTestId("happened").First).ToContainTextAsync(title);
    }

    [BrowserFact]
    public async Task A_complaint_about_a_unit_is_shown_with_its_category_and_place()
    {
        var page = await ShowBoardAsync();
        var title = $"No hot water {Guid.NewGuid():N}";
        await page.GetByTestId("file-open").ClickAsync();
        await page.GetByTestId("file-category").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        var category = await page.GetByTestId("file-category").Locator("option:checked").TextContentAsync();
        await page.GetByTestId("file-property").SelectOptionAsync(BrowsedGateway.Property);
        await page.GetByTestId("file-unit").SelectOptionAsync("Block A · 101");

        await FileAsync(page, title);

        var row = page.GetByTestId("complaint").Filter(new() { HasText = title });
        await Expect(row).ToContainTextAsync($"{category} — {BrowsedGateway.Property} · 101");
    }

    [BrowserFact]
    public async Task A_complaint_that_goes_on_changes_on_the_board_and_is_counted_anew()
    {
        var page = await ShowBoardAsync();
        var title = $"Gate does not open {Guid.NewGuid():N}";
        await FileAsync(page, title);
        var row = page.GetByTestId("complaint").Filter(new() { HasText = title });
        await Expect(row).ToHaveAttributeAsync("data-status", "FILED");
        var acknowledged = await CountAsync(page, "ACKNOWLEDGED");
        var found = await gateway.AskAsync($$"""
            { complaints(where: { title: { eq: "{{title}}" } }) { nodes { id } } staff(first: 1, where: { position: { eq: AGENT } }) { nodes { id } } }
            """);

        await gateway.AskAsync($$"""
            mutation { acknowledgeComplaint(input: { complaint: "{{IdOf("complaints")}}", accountable: "{{IdOf("staff")}}" }) { errors { ... on Error { message } } } }
            """);

        await Expect(row).ToHaveAttributeAsync("data-status", "ACKNOWLEDGED");
        await Expect(page.GetByTestId("count-ACKNOWLEDGED")).ToHaveAttributeAsync("data-count", $"{acknowledged + 1}");

        string? IdOf(string list) => found.GetProperty(list).GetProperty("nodes")[0].GetProperty("id").GetString();
    }

    [BrowserFact]
    public async Task What_is_wrong_stands_beside_its_field_and_nothing_is_filed()
    {
        var page = await ShowBoardAsync();
        await page.GetByTestId("file-open").ClickAsync();
        await page.GetByTestId("file-description").FillAsync("It has no title.");

        await page.GetByTestId("file-submit").ClickAsync();

        await Expect(page.GetByTestId("problem-title")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("file-title")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.GetByTestId("file-dialog")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Markup_in_a_title_is_shown_as_text()
    {
        var page = await ShowBoardAsync();
        var title = $"<img src=x onerror=alert(1)> {Guid.NewGuid():N}";

        await FileAsync(page, title);

        await Expect(page.GetByTestId("complaint").Filter(new() { HasText = title })).ToHaveCountAsync(1);
        Assert.Equal(0, await page.Locator("#rows img, #feed img").CountAsync());
    }

    [BrowserFact]
    public async Task A_Chinese_browser_reads_Chinese()
    {
        var chinese = await ShowBoardAsync("zh-CN");

        await Expect(chinese.Locator("html")).ToHaveAttributeAsync("lang", "zh-Hans");
        await Expect(chinese.GetByTestId("file-open")).ToHaveTextAsync("提交投诉");
    }

    /// <summary>Once the subscription is open and the counts are read, so that nothing that happens from here on is missed.</summary>
    private async Task<IPage> ShowBoardAsync(string locale = "en-GB")
    {
        var page = await gateway.OpenAsync(locale);
        await page.GotoAsync(new Uri(gateway.Address, "board").ToString());
        await Expect(page.GetByTestId("connection")).ToHaveAttributeAsync("data-state", "live");
        await Expect(page.GetByTestId("count-FILED")).ToHaveAttributeAsync("data-count", new Regex(@"\d+"));
        return page;
    }

    private static async Task FileAsync(IPage on, string title)
    {
        if (!await on.GetByTestId("file-dialog").IsVisibleAsync()) await on.GetByTestId("file-open").ClickAsync();
        await on.GetByTestId("file-title").FillAsync(title);
        await on.GetByTestId("file-description").FillAsync("Filed by a test.");
        await on.GetByTestId("file-submit").ClickAsync();
        await Expect(on.GetByTestId("file-dialog")).ToBeHiddenAsync();
    }

    private static async Task<int> CountAsync(IPage on, string status) =>
        int.Parse((await on.GetByTestId($"count-{status}").GetAttributeAsync("data-count"))!);
}
