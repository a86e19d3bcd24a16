namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>Runs the suites of tests/conformance, which are other people's.</summary>
public sealed class ConformanceTests(ConformanceTests.EmptyGateway gateway) : IClassFixture<ConformanceTests.EmptyGateway>
{
    /// <summary>One gateway without demo data, for all of them.</summary>
    public sealed class EmptyGateway : IAsyncLifetime
    {
        public GatewayProcess Running { get; private set; } = null!;

        public async Task InitializeAsync() => Running = await GatewayProcess.ServeAsync(await TestServer.CreateDatabaseAsync(), environment: ("Federation__Enabled", "true"));

        public async Task DisposeAsync() => await Running.DisposeAsync();
    }

    private const string Subscription = "subscription { complaintChanged { cursor } }";
    private const string Mutation = """mutation { fileComplaint(input: { title: "Lift", description: "Stuck" }) { reference } }""";

    [NodeFact]
    public async Task GraphQL_over_HTTP_passes_every_audit_of_graphql_http() =>
        Assert.EndsWith("61 passed, 0 failed", await Conformance.RunAsync("audit.mjs", $"{gateway.Running.Address}graphql"));

    [NodeFact]
    public async Task WebSockets_follow_graphql_transport_ws()
    {
        var token = await gateway.Running.TokenAsync("agent");

        var said = await Conformance.RunAsync("ws.mjs", $"ws://{gateway.Running.Address.Authority}/graphql", token, Subscription, Mutation);

        Assert.EndsWith(" 0 failed", said);
    }

    [NodeFact]
    public async Task Server_sent_events_follow_graphql_sse_in_both_modes()
    {
        var token = await gateway.Running.TokenAsync("agent");

        var said = await Conformance.RunAsync("sse.mjs", $"{gateway.Running.Address}graphql/stream", token, Subscription, Mutation);

        Assert.EndsWith(" 0 failed", said);
    }

    [NodeFact]
    public async Task The_schema_is_valid_to_graphql_js_and_follows_Relay() =>
        Assert.EndsWith(" 0 failed", await Conformance.RunAsync("schema.mjs", $"{gateway.Running.Address}graphql"));

    [NodeFact]
    public async Task Apollo_composes_the_gateway_with_another_subgraph_and_it_answers_its_part_of_a_plan() =>
        Assert.EndsWith("3 passed, 0 failed", await Conformance.RunAsync("federation.mjs", $"{gateway.Running.Address}graphql", await gateway.Running.TokenAsync("agent")));
}

/// <summary>A test that needs Node.js, which is optional to build and run the project.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    private static readonly bool HasNode = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "node")) && File.Exists(Path.Combine(folder, "npm")));

    public NodeFactAttribute()
    {
        if (!HasNode) Skip = "Node.js with npm is not installed.";
    }
}
