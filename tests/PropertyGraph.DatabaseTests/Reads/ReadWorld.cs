using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PropertyGraph.Access;
using PropertyGraph.DatabaseTests.Reads.Oracle;
using PropertyGraph.DatabaseTests.Reads.Specimens;
using PropertyGraph.Requests;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads;

/// <summary>An answer that both gave.</summary>
/// <param name="Data">The data.</param>
/// <param name="Cursors">Cursors by the response path of the list that they are of.</param>
internal sealed record Agreed(JsonElement Data, ILookup<string, string> Cursors);

/// <summary>The small world read by two: the platform, and the slow executor that knows all rows by heart.</summary>
public class ReadWorld : IAsyncLifetime
{
    /// <summary>The tests' queries are larger than people's.</summary>
    internal static readonly RequestLimits Wide = new() { FilterNodes = 5_000, Values = 20_000, Tokens = 50_000, Aliases = 2_000, Cost = new() { Anonymous = int.MaxValue, Customer = int.MaxValue, Partner = int.MaxValue, Staff = int.MaxValue } };

    private readonly World world = new(new SpecimensModule()) { Limits = Wide };
    private readonly Dictionary<string, SlowView> views = [];
    private readonly ConcurrentDictionary<string, object> cursors = new();

    internal GraphModel Model => world.Platform.Get<GraphModel>();

    /// <summary>Names of those who ask: the platform, staff of every position, customers, partners, nobody.</summary>
    internal IReadOnlyList<string> Askers { get; private set; } = [];

    /// <summary>What there is.</summary>
    internal SlowView Everything => View("system");

    internal SlowView View(string asker) => views[asker];

    internal ModulesPlatform Platform => world.Platform;

    /// <summary>What fills the tables after World.sql.</summary>
    protected virtual IReadOnlyList<string> Scripts => ["MoreOfTheWorld.sql", "Specimens/Specimens.sql"];

    public async Task InitializeAsync()
    {
        await world.InitializeAsync();
        foreach (var script in Scripts) await world.Platform.ExecuteAsync(await File.ReadAllTextAsync(Repository.Path("tests", "PropertyGraph.DatabaseTests", "Reads", script)));
        var rows = await SlowRows.LoadAsync(Model, world.Platform.ConnectionString, CancellationToken.None);
        foreach (var (name, actor) in Actors(rows)) views.Add(name, new(rows, actor, World.Now));
        Askers = [.. views.Keys];
    }

    public Task DisposeAsync() => world.DisposeAsync();

    /// <summary>The platform's answer, which must be JSON.</summary>
    internal async Task<JsonElement> AskAsync(string asker, string query, JsonObject? variables = null)
    {
        var given = variables is null ? default : JsonSerializer.SerializeToElement(variables);
        using var answer = await world.Platform.Engine.ExecuteAsync(new GraphRequest(query, Variables: given) { Trace = true }, View(asker).Actor, CancellationToken.None);
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(answer.Json.Span);
        }
        catch (JsonException error)
        {
            throw new InvalidOperationException($"The answer is no JSON: {error.Message}\n{Encoding.UTF8.GetString(answer.Json.Span)}");
        }
    }

    /// <summary>What the slow executor answers.</summary>
    internal JsonObject Slow(string asker, string query, JsonObject? variables = null) => new SlowExecutor(View(asker), cursors).Execute(new SlowDocument(query, variables));

    /// <summary>Has both answer; the answers, the number of statements and of round trips must be what the slow executor says.</summary>
    internal async Task<Agreed> CompareAsync(string asker, string query, JsonObject? variables = null)
    {
        var fast = await AskAsync(asker, query, variables);
        Assert.False(fast.TryGetProperty("errors", out var errors), $"{asker}: {query}\n{variables}\n{errors}");
        var document = new SlowDocument(query, variables);
        var comparison = new Comparison(Model, Everything, cursors);
        var difference = comparison.Difference("data", fast.GetProperty("data"), new SlowExecutor(View(asker), cursors).Execute(document));
        Assert.True(difference is null, $"{asker}: {query}\n{variables}\n{difference}");
        var trace = fast.GetProperty("extensions").GetProperty("trace");
        var statements = new StatementCount(document, Model).Count();
        Assert.True(trace.GetProperty("statements").GetInt32() == statements, $"{query}: {trace.GetProperty("statements")} statements instead of {statements}");
        Assert.True(trace.GetProperty("roundTrips").GetInt32() == Math.Min(1, statements), $"{query}: {trace.GetProperty("roundTrips")} round trips");
        return new(fast.GetProperty("data"), comparison.Cursors);
    }

    private IEnumerable<(string Name, Actor Actor)> Actors(SlowRows rows)
    {
        yield return ("system", Actor.System);
        yield return ("nobody", Actor.Anonymous);
        foreach (var staff in rows.Of(Model.Entities["Staff"]).Cast<Organization.Staff>().OrderBy(s => s.Number).DistinctBy(s => s.Position))
            yield return (staff.Position.ToString().ToLowerInvariant(), Actor.Staff(staff.Id, staff.DepartmentId, staff.Position));
        foreach (var customer in rows.Of(Model.Entities["Customer"]).Cast<Customers.Customer>().Where(c => c.Number is "C0002" or "C0008" or "C0024"))
            yield return ($"customer {customer.Number}", Actor.Customer(customer.Id));
        foreach (var partner in rows.Of(Model.Entities["Partner"]).Cast<Organization.Partner>())
            yield return ($"partner {partner.Code}", Actor.Partner(partner.Id));
    }
}
