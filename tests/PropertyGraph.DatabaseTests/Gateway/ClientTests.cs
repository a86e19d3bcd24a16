namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>The libraries and compilers that front-end teams use, on the running gateway and on the schema's file.</summary>
[Collection(nameof(ServedGateway))]
public sealed class ClientTests(ServedGateway gateway)
{
    [NodeFact]
    public async Task Apollo_Client_and_urql_read_write_and_persist() =>
        Assert.EndsWith("7 passed, 0 failed", await Conformance.RunAsync("clients.mjs", $"{gateway.Running.Address}graphql", await gateway.Running.TokenAsync("agent")));

    [NodeFact]
    public async Task Relay_codegen_and_inspector_take_the_schema_and_its_operations() =>
        Assert.EndsWith("4 passed, 0 failed", await Conformance.RunAsync("codegen.mjs"));
}
