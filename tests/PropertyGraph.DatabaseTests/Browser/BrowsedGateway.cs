using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;
using Npgsql;

namespace PropertyGraph.DatabaseTests.Browser;

/// <summary>A gateway in which a company has one property with one unit, and a browser to look at it with.</summary>
public sealed class BrowsedGateway : IAsyncLifetime
{
    internal const string Property = "Riverside Court";
    private const string Rows = $"""
        WITH property AS (INSERT INTO customers.properties (id, code, name, address) VALUES (gen_random_uuid(), 'RC', '{Property}', '1 Quay Street') RETURNING id),
             building AS (INSERT INTO customers.buildings (id, property_id, code, name) SELECT gen_random_uuid(), id, 'A', 'Block A' FROM property RETURNING id, property_id)
        INSERT INTO customers.units (id, property_id, building_id, code, usage, occupancy_version) SELECT gen_random_uuid(), property_id, id, '101', 'RESIDENTIAL', 0 FROM building
        """;

    private readonly ConcurrentQueue<string> outside = [];
    private GatewayProcess? gateway;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public Uri Address => gateway!.Address;

    /// <summary>Addresses of other hosts that a page asked for.</summary>
    public IReadOnlyCollection<string> Outside => outside;

    public async Task InitializeAsync()
    {
        if (BrowserFactAttribute.Path is not { } program) return; // Its tests are skipped.
        var database = await TestServer.CreateDatabaseAsync();
        gateway = await GatewayProcess.ServeAsync(database);
        await using (var source = NpgsqlDataSource.Create(database))
        await using (var insert = source.CreateCommand(Rows))
            await insert.ExecuteNonQueryAsync();
        Assertions.SetDefaultExpectTimeout(30_000); // A busy machine is no failure.
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        if (gateway is not null) await gateway.DisposeAsync();
    }

    /// <summary>An empty page of a browser that was never here before.</summary>
    /// <param name="locale">Its user's language.</param>
    public async Task<IPage> OpenAsync(string locale = "en-GB")
    {
        var context = await browser!.NewContextAsync(new() { Locale = locale, ViewportSize = new() { Width = 1280, Height = 800 } });
        context.SetDefaultTimeout(60_000);
        context.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" } address && address.Authority != Address.Authority) outside.Enqueue(request.Url);
        };
        return await context.NewPageAsync();
    }

    /// <summary>Closes all pages; a board that nobody looks at any more would still read.</summary>
    public async Task CloseAllAsync()
    {
        foreach (var context in browser?.Contexts.ToArray() ?? []) await context.CloseAsync();
    }

    /// <summary>The data of a query or mutation by a service-centre agent.</summary>
    public async Task<JsonElement> AskAsync(string query) => await gateway!.DataAsync(await gateway.TokenAsync("agent"), query);
}

/// <summary>All browser tests share one gateway and one browser, and so take turns.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowsedGateway>
{
    public const string Name = "Browser";
}
