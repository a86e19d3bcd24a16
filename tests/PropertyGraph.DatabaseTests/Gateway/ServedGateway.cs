namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>One gateway process without demo data, for all tests of what it does over the wire. It knows the client <c>partner</c>, which runs its trusted documents only.</summary>
public sealed class ServedGateway : IAsyncLifetime
{
    public GatewayProcess Running { get; private set; } = null!;

    /// <summary>Its database, to look into.</summary>
    public string Database { get; private set; } = "";

    public async Task InitializeAsync()
    {
        Database = await TestServer.CreateDatabaseAsync();
        Running = await GatewayProcess.ServeAsync(Database, "--demo none", ("Clients__partner__TrustedOnly", "true"));
        var admin = await Running.TokenAsync("admin");
        await Running.DataAsync(admin, """mutation { registerPartner(input: { code: "LIFTS", name: "Lifts and Sons", trade: "lifts" }) { errors { ... on Error { message } } } }""");
    }

    public async Task DisposeAsync() => await Running.DisposeAsync();
}

/// <summary>Test classes that share the <see cref="ServedGateway"/>: they run one after another.</summary>
[CollectionDefinition(nameof(ServedGateway))]
public sealed class ServedGatewayTests : ICollectionFixture<ServedGateway>;
