using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PropertyGraph.Benchmarks.Operations;

namespace PropertyGraph.Benchmarks.Floors;

/// <summary>
/// What an expert would write by hand for each operation, on the same framework: no GraphQL, no token, no policies to find out. <c>GET /json/{operation}</c> has PostgreSQL
/// build the JSON; <c>GET /rows/{operation}</c> reads flat binary rows and writes it here.
/// </summary>
internal static class FloorServer
{
    public static async Task RunAsync(string connectionString, int port)
    {
        var reads = await FloorConnections.OpenAsync(connectionString, FloorConnections.ForReads);
        var changes = await FloorConnections.OpenAsync(connectionString, FloorConnections.ForChanges);
        var operations = AllOperations.List.ToDictionary(o => o.Name);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.ListenLocalhost(port);
        });
        var app = builder.Build();
        app.MapGet("/json/{operation}", (HttpContext context, string operation) => AnswerAsync(context, operations[operation], json: true));
        app.MapGet("/rows/{operation}", (HttpContext context, string operation) => AnswerAsync(context, operations[operation], json: false));
        await app.RunAsync();

        Task AnswerAsync(HttpContext context, Operation operation, bool json) => FloorServer.AnswerAsync(context, operation, operation.Changes ? changes : reads, json);
    }

    private static async Task AnswerAsync(HttpContext context, Operation operation, FloorConnections connections, bool json)
    {
        var cancel = context.RequestAborted;
        var connection = await connections.RentAsync(cancel);
        try
        {
            connection.Json.Clear();
            var values = operation.Parameters.Length == 0 ? [] : operation.Read(context.Request.Query);
            await (json ? operation.AnswerWithJsonAsync(connection, values, cancel) : operation.AnswerWithRowsAsync(connection, values, cancel));
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = connection.Json.Length;
            await context.Response.BodyWriter.WriteAsync(connection.Json.Written, cancel);
        }
        finally
        {
            connections.Return(connection);
        }
    }
}
