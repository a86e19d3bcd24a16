using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.Events;
using PropertyGraph.Requests;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>A small company on the whole platform: one person of each position, two customers, two partners, two units of one property.</summary>
internal sealed class Company : IAsyncDisposable
{
    /// <summary>Personal text that the stories write: it must not get into the events.</summary>
    public const string Private = "隐私 private words";

    private readonly Dictionary<Position, Actor> staff = [];

    private Company(ModulesPlatform platform) => Platform = platform;

    public ModulesPlatform Platform { get; }
    public Actor Customer { get; private set; } = null!;
    public Actor Neighbour { get; private set; } = null!;
    public Actor Partner { get; private set; } = null!;
    public Actor OtherPartner { get; private set; } = null!;
    public string Department { get; private set; } = "";
    public string Property { get; } = GlobalId.Encode("Property", Guid.CreateVersion7());
    public string Unit { get; } = GlobalId.Encode("Unit", Guid.CreateVersion7());

    public Actor this[Position position] => staff[position];
    public IEnumerable<Actor> Personas => [.. staff.Values, Customer, Partner, Actor.Anonymous];

    /// <param name="isStrict">Whether complaints follow the procedures that the platform comes with; else nothing is demanded of them.</param>
    /// <param name="more">Modules beside the five.</param>
    public static async Task<Company> OpenAsync(bool background = false, TimeProvider? time = null, bool isStrict = false, params PropertyGraph.Modules.IModule[] more)
    {
        var company = new Company(await ModulesPlatform.StartAsync(time, background, null, more));
        var departments = await company.Platform.DataAsync("""{ department(code: "SERVICE_CENTRE") { id } }""", Actor.System);
        company.Department = departments.GetProperty("department").GetProperty("id").GetString()!;
        foreach (var position in Enum.GetValues<Position>()) company.staff.Add(position, await company.HireAsync(position));
        company.Customer = Actor.Customer(await company.RegisterAsync($"王 {Private}"));
        company.Neighbour = Actor.Customer(await company.RegisterAsync("Neighbour"));
        company.Partner = Actor.Partner(await company.ContractAsync("LIFTS"));
        company.OtherPartner = Actor.Partner(await company.ContractAsync("PIPES"));
        await company.BuildAsync();
        if (!isStrict) await company.RelaxAsync();
        return company;
    }

    public static string IdOf(Actor actor) => GlobalId.Encode(actor.Audience == Audience.Staff ? "Staff" : actor.Audience.ToString(), actor.Id);

    /// <summary>A mutation's payload, with its errors.</summary>
    /// <param name="uploads">Files of the input.</param>
    public async Task<JsonElement> TryAsync(string mutation, Actor actor, object input, string selection, IReadOnlyList<Upload>? uploads = null)
    {
        var type = $"{char.ToUpperInvariant(mutation[0])}{mutation[1..]}Input!";
        var data = await Platform.DataAsync(
            $"mutation($input: {type}) {{ {mutation}(input: $input) {{ {selection} errors {{ __typename ... on Error {{ code message path }} }} }} }}", actor, new { input }, uploads);
        return data.GetProperty(mutation);
    }

    /// <summary>The payload of a mutation that must succeed.</summary>
    public async Task<JsonElement> DoAsync(string mutation, Actor actor, object input, string selection, IReadOnlyList<Upload>? uploads = null)
    {
        var payload = await TryAsync(mutation, actor, input, selection, uploads);
        Assert.True(Errors(payload).Count == 0, payload.ToString());
        return payload;
    }

    /// <summary>Types of the errors of a mutation that must fail.</summary>
    public async Task<IReadOnlyList<string>> RefusedAsync(string mutation, Actor actor, object input, IReadOnlyList<Upload>? uploads = null)
    {
        var payload = await TryAsync(mutation, actor, input, "__typename", uploads);
        return [.. Errors(payload).Select(e => e.GetProperty("__typename").GetString()!)];
    }

    public static IReadOnlyList<JsonElement> Errors(JsonElement payload) =>
        payload.GetProperty("errors") is { ValueKind: JsonValueKind.Array } errors ? [.. errors.EnumerateArray()] : [];

    /// <summary>Files a complaint; gives its id.</summary>
    public async Task<string> FileAsync(Actor? actor = null, Actor? customer = null, string? key = null) =>
        Id(await DoAsync("fileComplaint", actor ?? this[Position.Agent],
            new { title = $"Lift {Private}", description = Private, unit = actor is null ? Unit : null, customer = customer is null ? null : IdOf(customer), idempotencyKey = key },
            "complaint { id }"), "complaint");

    /// <summary>Bills a management fee; gives the charge's id.</summary>
    /// <param name="dueOn">A past day where it is left out.</param>
    public async Task<string> ChargeAsync(Actor customer, decimal amount, string dueOn = "2026-06-30", string currency = "CNY", string? number = null)
    {
        var kind = (await Platform.DataAsync("""{ chargeKind(code: "MANAGEMENT") { id } }""", Actor.System)).GetProperty("chargeKind").GetProperty("id").GetString();
        return Id(await DoAsync("recordCharge", this[Position.Manager], new { customer = IdOf(customer), kind, from = "2026-06-01", to = "2026-06-30", dueOn, amount, currency, number }, "charge { id }"), "charge");
    }

    /// <summary>Takes a step with a complaint.</summary>
    public Task StepAsync(string complaint, string step, Position by = Position.Manager) => DoAsync($"{step}Complaint", this[by], StepInput(complaint, step), "complaint { id }");

    public object StepInput(string complaint, string step) => step switch
    {
        "acknowledge" => new { complaint, accountable = IdOf(this[Position.Worker]), note = Private },
        "assign" => new { complaint, reason = Private },
        "hold" or "reopen" or "withdraw" => new { complaint, reason = Private },
        "resolve" => new { complaint, resolution = Private },
        _ => new { complaint, note = Private },
    };

    public async Task StepsAsync(string complaint, params string[] steps)
    {
        foreach (var step in steps) await StepAsync(complaint, step);
    }

    public Task NoteAsync(string complaint, string visibility = "VISIBLE", Actor? by = null) =>
        DoAsync("addNote", by ?? this[Position.Agent], new { complaint, note = Private, visibility }, "complaint { id }");

    public static string Id(JsonElement payload, string row) => payload.GetProperty(row).GetProperty("id").GetString()!;

    public static Guid Key(string id) => GlobalId.TryDecode(id, out _, out var key) ? key : throw new FormatException(id);

    /// <summary>Waits until the tail has handed out all that is committed.</summary>
    public async Task CaughtUpAsync()
    {
        LogPosition last = default;
        await using (var command = Platform.Source.CreateCommand("SELECT epoch, xid, sequence FROM propertygraph.events ORDER BY epoch DESC, xid DESC, sequence DESC LIMIT 1"))
        await using (var reader = await command.ExecuteReaderAsync())
            if (await reader.ReadAsync()) last = LogReader.PositionOf(reader);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (Platform.Get<EventFanOut>().Now.CompareTo(last) < 0)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Delay(5);
        }
    }

    /// <summary>Waits until a count has a value, which a handler or timer brings about; fails after a minute.</summary>
    public async Task UntilAsync(long expected, string sql)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        long seen;
        while ((seen = await Platform.ScalarAsync<long>(sql)) != expected)
        {
            if (limit.IsCancellationRequested) Assert.Fail($"{sql} gives {seen}, not {expected}. {await Platform.ScalarAsync<string>(PutOff)}");
            await Task.Delay(50);
        }
    }

    /// <summary>What went wrong in the background, which goes on when the time does.</summary>
    private const string PutOff =
        """
        SELECT coalesce(string_agg(what, '; '), 'Nothing was put off.') FROM (
            SELECT format('Timer %s put off until %s: %s', kind, next_at, error) FROM propertygraph.timers WHERE error IS NOT NULL
            UNION ALL SELECT format('Handler %s failed %s times', handler, attempts) FROM propertygraph.handler_offsets WHERE attempts > 0) AS failures (what)
        """;

    /// <summary>Every write left audit rows and events; no event tells personal text.</summary>
    public async Task AssertLoggedAsync(params string[] kinds)
    {
        Assert.Equal(0L, await Platform.ScalarAsync<long>(
            "SELECT count(*) FROM propertygraph.events WHERE concat(data, before, after) ~* 'private|隐私|neighbour|lift'"));
        foreach (var kind in kinds)
        {
            var (entity, happened) = (kind.Split('.')[0], kind.Split('.')[1]);
            Assert.True(await Platform.ScalarAsync<bool>($"SELECT EXISTS (SELECT 1 FROM propertygraph.events WHERE entity = '{entity}' AND kind = '{happened}')"), kind);
            Assert.True(await Platform.ScalarAsync<bool>(
                $"SELECT NOT EXISTS (SELECT 1 FROM propertygraph.events e WHERE entity = '{entity}' AND kind = '{happened}' AND NOT EXISTS (SELECT 1 FROM propertygraph.audit a WHERE a.entity = e.entity AND a.key = e.subject))"), kind);
        }
    }

    private async Task<Actor> HireAsync(Position position)
    {
        var hired = await DoAsync("hireStaff", Actor.System, new
        {
            number = $"S-{(int)position}",
            name = $"{position} {Private}",
            position = position.ToString().ToUpperInvariant(),
            department = Department,
        }, "staff { id }");
        return Actor.Staff(Key(Id(hired, "staff")), Key(Department), position);
    }

    private async Task<Guid> RegisterAsync(string name)
    {
        var contacts = new[] { new { channel = "EMAIL", value = "someone@example.com", purpose = "SERVICE", consent = true } };
        return Key(Id(await DoAsync("registerCustomer", this[Position.Agent], new { kind = "PERSON", name, contacts }, "customer { id }"), "customer"));
    }

    private async Task<Guid> ContractAsync(string code) =>
        Key(Id(await DoAsync("registerPartner", Actor.System, new { code, name = $"{code} {Private}", trade = "repairs" }, "partner { id }"), "partner"));

    private async Task RelaxAsync()
    {
        foreach (var severity in new[] { "MAJOR", "GENERAL" })
            await DoAsync("setProcedure", this[Position.Director], new { severity, beforeResolving = Array.Empty<string>() }, "procedure { id }");
    }

    /// <summary>Places come from imports only.</summary>
    private Task BuildAsync() => Platform.ExecuteAsync(
        $"""
        INSERT INTO customers.properties (id, code, name, address) VALUES ('{Key(Property)}', 'P1', 'Garden', 'Road 1');
        INSERT INTO customers.buildings (id, property_id, code, name) VALUES ('{Key(Property)}', '{Key(Property)}', 'B1', 'Tower');
        INSERT INTO customers.units (id, property_id, building_id, code, usage, occupancy_version) VALUES ('{Key(Unit)}', '{Key(Property)}', '{Key(Property)}', '101', 'RESIDENTIAL', 0);
        """);

    public ValueTask DisposeAsync() => Platform.DisposeAsync();
}

/// <summary>A clock that a test puts forward.</summary>
internal sealed class SettableTime : TimeProvider
{
    private TimeSpan ahead;

    public void Forward(TimeSpan by) => ahead += by;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
}
