using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Modules;

/// <summary>
/// A module that nobody here knows: its source lies in <c>SixthModule</c>, outside the solution. The test builds it in another folder against the
/// gateway's assemblies, drops the DLL beside the five modules and starts the gateway.
/// </summary>
public sealed class SixthModuleTests : IAsyncLifetime
{
    private static readonly string Announce = File.ReadAllText(Path.Combine(SixthModule.Folder, "announceVisit.graphql"));
    private readonly string folder = Directory.CreateTempSubdirectory("propertygraph-sixth-").FullName;
    private string connectionString = "";
    private GatewayProcess gateway = null!;

    public async Task InitializeAsync()
    {
        var modules = Directory.CreateDirectory(Path.Combine(folder, "modules")).FullName;
        foreach (var file in Directory.GetFiles(GatewayProcess.Folder + "modules")) File.Copy(file, Path.Combine(modules, Path.GetFileName(file)));
        File.Copy(await BuildAsync(), Path.Combine(modules, "Visitors.dll"));
        connectionString = await TestServer.CreateDatabaseAsync();
        gateway = await GatewayProcess.ServeAsync(connectionString, environment: ("Modules__Folder", modules));
    }

    [Fact]
    public async Task A_module_dropped_into_the_folder_adds_a_type_a_field_a_mutation_a_live_view_and_a_table()
    {
        var (resident, other) = await CustomersAsync();
        var (residentToken, otherToken, agent) = (await gateway.TokenAsync("customer"), await gateway.TokenAsync("key-account"), await gateway.TokenAsync("agent"));

        var visit = await AnnounceAsync(residentToken, resident, "周师傅");
        Assert.Equal("""{"visitor":"周师傅","purpose":"WORK","needsEscort":true,"arrival":{"entrance":"Goods entrance","steps":[{"text":"Sign the book"},{"text":"Wait for the escort"}]},"customer":{"name":"Li Na","visits":{"totalCount":1}}}""", Without(visit.GetProperty("visit"), "id"));
        await MistakesAsync(residentToken, otherToken, resident);
        await ReadsAsync(residentToken, otherToken, agent, visit.GetProperty("visit").GetProperty("id").GetString()!);
        await WatchAsync(residentToken, resident);
        Assert.NotEqual(resident, other);
        Assert.Equal("customers.customers", await ScalarAsync("SELECT confrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND conrelid = 'visitors.visits'::regclass"));
        Assert.Equal("ix_visits_day", await ScalarAsync("SELECT indexname::text FROM pg_indexes WHERE schemaname = 'visitors' AND indexdef LIKE '%(day)'"));
        await TheRestIsAsBeforeAsync();
    }

    private async Task<(string Resident, string Other)> CustomersAsync()
    {
        var (agent, manager) = (await gateway.TokenAsync("agent"), await gateway.TokenAsync("manager"));
        var (resident, other) = (await RegisterAsync("Li Na", "C-1"), await RegisterAsync("Wang Wei", "C-2"));
        var staff = (await gateway.DataAsync(manager, "{ staff(first: 1) { nodes { id } } }")).GetProperty("staff").GetProperty("nodes")[0].GetProperty("id").GetString();
        var designated = await gateway.DataAsync(manager,
            "mutation($input: DesignateKeyAccountInput!) { designateKeyAccount(input: $input) { errors { ... on Error { message } } } }",
            new { input = new { customer = other, tier = "GOLD", accountManager = staff } });
        Assert.Equal(JsonValueKind.Null, designated.GetProperty("designateKeyAccount").GetProperty("errors").ValueKind);
        return (resident, other);

        async Task<string> RegisterAsync(string name, string number) =>
            (await gateway.DataAsync(agent, "mutation($input: RegisterCustomerInput!) { registerCustomer(input: $input) { customer { id } } }", new { input = new { kind = "PERSON", name, number } }))
                .GetProperty("registerCustomer").GetProperty("customer").GetProperty("id").GetString()!;
    }

    private async Task<JsonElement> AnnounceAsync(string token, string customer, string visitor, int inDays = 1) =>
        (await gateway.DataAsync(token, Announce, new
        {
            input = new { customer, visitor, purpose = "WORK", day = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(inDays).ToString("O") },
        })).GetProperty("announceVisit");

    private async Task MistakesAsync(string residentToken, string otherToken, string resident)
    {
        var wrong = (await AnnounceAsync(residentToken, resident, " ", inDays: -3)).GetProperty("errors");
        Assert.Equal(
            """[{"__typename":"ValidationError","message":"Give a visitor: it may not be blank.","path":["visitor"]},{"__typename":"ValidationError","message":"Give a day that has not passed.","path":["day"]}]""",
            Text(wrong));
        var foreign = Assert.Single((await AnnounceAsync(otherToken, resident, "周师傅")).GetProperty("errors").EnumerateArray());
        Assert.Equal("NotFound", foreign.GetProperty("__typename").GetString());
    }

    private async Task ReadsAsync(string residentToken, string otherToken, string agent, string visit)
    {
        const string query = "{ customers { nodes { name visits { totalCount nodes { visitor } } } } }";
        Assert.Equal("""{"customers":{"nodes":[{"name":"Li Na","visits":{"totalCount":1,"nodes":[{"visitor":"周师傅"}]}}]}}""", Text(await gateway.DataAsync(residentToken, query)));
        Assert.Equal("""{"customers":{"nodes":[{"name":"Wang Wei","visits":{"totalCount":0,"nodes":[]}}]}}""", Text(await gateway.DataAsync(otherToken, query)));
        Assert.Equal("""{"visits":{"totalCount":0},"node":null}""", Text(await gateway.DataAsync(otherToken, "query($id: ID!) { visits { totalCount } node(id: $id) { id } }", new { id = visit })));
        Assert.Equal("""{"customers":{"nodes":[{"name":"Li Na"}]}}""", Text(await gateway.DataAsync(agent,
            "{ customers(where: { visits: { some: { purpose: { eq: WORK }, needsEscort: { eq: true } } } }) { nodes { name } } }")));
    }

    private async Task WatchAsync(string residentToken, string resident)
    {
        using var socket = await gateway.SubscribeAsync(residentToken, "subscription { visitChanged { kind visit { visitor customer { name } } } }");
        var next = GatewayProcess.ReadAsync(socket);
        // Nothing tells a client when a subscription has begun; so visitors come until one is seen. The one of before may still be on its way through the log.
        while (!next.IsCompleted || Text((await next).GetProperty("payload")).Contains("周师傅", StringComparison.Ordinal))
        {
            if (next.IsCompleted) next = GatewayProcess.ReadAsync(socket);
            await AnnounceAsync(residentToken, resident, "Anna Schmidt");
            await Task.WhenAny(next, Task.Delay(TimeSpan.FromSeconds(1)));
        }
        Assert.Equal("""{"data":{"visitChanged":{"kind":"ANNOUNCED","visit":{"visitor":"Anna Schmidt","customer":{"name":"Li Na"}}}}}""", Text((await next).GetProperty("payload")));
    }

    /// <summary>Everything of the five modules' schema is in the present one, in the same order.</summary>
    private async Task TheRestIsAsBeforeAsync()
    {
        await using var five = ModulesPlatform.Compose("");
        var now = new Queue<string>((await gateway.SchemaAsync()).ReplaceLineEndings("\n").Split('\n'));
        foreach (var line in five.Get<GraphSchema>().Print().ReplaceLineEndings("\n").Split('\n'))
        {
            while (now.Count > 0 && now.Peek() != line) now.Dequeue();
            Assert.True(now.Count > 0, $"The schema lost: {line}");
            now.Dequeue();
        }
    }

    /// <summary>As its author would: a folder of its own, no package, nothing of this repository but the gateway.</summary>
    private async Task<string> BuildAsync()
    {
        var source = Directory.CreateDirectory(Path.Combine(folder, "Visitors")).FullName;
        foreach (var file in SixthModule.Files)
        {
            var target = Path.Combine(source, Path.GetRelativePath(SixthModule.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        var start = new ProcessStartInfo("dotnet", ["build", "--nologo", "-v", "q", "-nodeReuse:false", "-o", Path.Combine(folder, "built"), $"-p:Gateway={GatewayProcess.Folder}", "-p:UseSharedCompilation=false"])
        {
            WorkingDirectory = source,
            RedirectStandardOutput = true,
        };
        using var build = Process.Start(start)!;
        var said = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        Assert.True(build.ExitCode == 0, said);
        return Path.Combine(folder, "built", "Visitors.dll");
    }

    private async Task<string> ScalarAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static string Without(JsonElement row, string field) =>
        Text(JsonSerializer.SerializeToElement(row.EnumerateObject().Where(p => p.Name != field).ToDictionary(p => p.Name, p => p.Value)));

    private static string Text(JsonElement json) =>
        JsonSerializer.Serialize(json, new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public async Task DisposeAsync()
    {
        if (gateway is not null) await gateway.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
