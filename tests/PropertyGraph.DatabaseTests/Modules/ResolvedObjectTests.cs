using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.DatabaseTests.Security;
using PropertyGraph.Execution;
using PropertyGraph.Modules;
using PropertyGraph.Requests;
using PropertyGraph.Schema;
using PropertyGraph.Storage;

namespace PropertyGraph.DatabaseTests.Modules;

/// <summary>Fields that C# computes give objects, and what is selected of them comes back.</summary>
public sealed class ResolvedObjectTests : IAsyncLifetime
{
    private static readonly Actor Staff = Actor.Staff(Guid.CreateVersion7(), Guid.CreateVersion7(), Position.Agent);
    private ServiceProvider services = null!;

    private async Task<JsonElement> AskAsync(string query, Actor? actor = null, CostMode cost = CostMode.None)
    {
        using var answer = await services.GetRequiredService<IGraphEngine>().ExecuteAsync(new GraphRequest(query) { Cost = cost }, actor ?? Staff, CancellationToken.None);
        return JsonSerializer.Deserialize<JsonElement>(answer.Json.Span);
    }

    private async Task<string> DataAsync(string query)
    {
        var answer = await AskAsync(query);
        Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
        return answer.GetProperty("data").GetProperty("rooms").GetProperty("nodes").GetRawText();
    }

    [Fact]
    public async Task Objects_lists_and_nested_objects_come_as_they_are_selected() => Assert.Equal(
        """[{"name":"Hall","climate":{"celsius":21.5,"state":"TOO_WARM","words":["dry","warm"],"window":{"open":true,"since":"2026-11-24"},"sensors":[{"number":1,"window":null},{"number":2,"window":{"open":false,"since":null}}]}},{"name":"Loft","climate":null},{"name":"Stair","climate":null}]""",
        await DataAsync("{ rooms { nodes { name climate { celsius state words window { open since } sensors { number window { open since } } } } } }"));

    [Fact]
    public async Task They_are_merged_aliased_skipped_and_spread_like_other_objects() => Assert.Equal(
        """[{"a":{"__typename":"Climate","celsius":21.5,"window":{"open":true,"kind":"Window"},"all":[{"n":1},{"n":2}]}}]""",
        await DataAsync(
            """
            query { rooms(first: 1) { nodes { a: climate { __typename ...c } ... on Room { a: climate { window { open } ... @skip(if: true) { state } } } a: climate @include(if: true) { ... on Climate { window { kind: __typename } all: sensors { n: number } } } } } }
            fragment c on Climate { celsius }
            """));

    [Fact]
    public async Task An_object_of_which_directives_leave_nothing_is_empty() => Assert.Equal(
        """[{"climate":{},"sensors":[{}]}]""",
        await DataAsync("{ rooms(first: 1) { nodes { climate { celsius @skip(if: true) } sensors { ... @include(if: false) { number } } } } }"));

    [Fact]
    public async Task A_list_at_the_top_is_a_list() =>
        Assert.Equal("""[{"sensors":[{"number":3}]},{"sensors":[]},{"sensors":[{"number":4},{"number":9}]}]""", await DataAsync("{ rooms { nodes { sensors { number } } } }"));

    [Fact]
    public async Task A_resolver_that_fails_leaves_null_and_one_masked_error()
    {
        var answer = await AskAsync("{ rooms { nodes { name broken { number } } } again: rooms { totalCount } }");
        Assert.Equal("""{"rooms":{"nodes":[{"name":"Hall","broken":null},{"name":"Loft","broken":null},{"name":"Stair","broken":null}]},"again":{"totalCount":3}}""", answer.GetProperty("data").GetRawText());
        Assert.Equal(["PG-EXE-RESOLVE"], Hostility.Codes(answer));
        Assert.Equal(["""["rooms","nodes",0,"broken"]"""], Paths(answer));
        Assert.DoesNotContain("inside", answer.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_lacks_what_its_type_promises_is_null()
    {
        var answer = await AskAsync("{ rooms { nodes { faulty { open } } } }");
        Assert.Equal("""[{"faulty":[{"open":true}]},{"faulty":null},{"faulty":[{"open":true}]}]""", answer.GetProperty("data").GetProperty("rooms").GetProperty("nodes").GetRawText());
        Assert.Equal(["PG-EXE-RESOLVE"], Hostility.Codes(answer));
        Assert.Equal(["""["rooms","nodes",1,"faulty"]"""], Paths(answer));
    }

    [Fact]
    public async Task Each_selection_of_it_is_named_with_the_place_of_its_first_null()
    {
        var hall = (await AskAsync("{ rooms(first: 1) { nodes { id } } }")).GetProperty("data").GetProperty("rooms").GetProperty("nodes")[0].GetProperty("id").GetRawText();
        var answer = await AskAsync($"{{ rooms {{ nodes {{ a: broken {{ number }} f: faulty {{ open }} }} edges {{ node {{ b: broken {{ number }} }} }} }} room(id: {hall}) {{ broken {{ number }} }} node(id: {hall}) {{ ... on Room {{ broken {{ number }} }} }} }}");
        Assert.Equal(["""["node","broken"]""", """["room","broken"]""", """["rooms","edges",0,"node","b"]""", """["rooms","nodes",0,"a"]""", """["rooms","nodes",1,"f"]"""], Paths(answer).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Paths(JsonElement answer) => answer.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("path").GetRawText());

    [Fact]
    public async Task An_audience_that_may_not_use_the_field_is_told_so() =>
        Assert.Equal(["PG-PLAN-HIDDEN"], Hostility.Codes(await AskAsync("{ rooms { nodes { sensors { number } } } }", Actor.Customer(Guid.CreateVersion7()))));

    [Fact]
    public async Task It_costs_what_its_module_says() => Assert.Equal(
        // 10 + 1 + 10 x (1 + 7 + 2 x 0.1)
        93, (await AskAsync("{ rooms { nodes { climate { celsius window { open } } } } }", cost: CostMode.Validate)).GetProperty("extensions").GetProperty("cost").GetProperty("cost").GetInt32());

    [Fact]
    public void The_schema_says_what_the_records_say()
    {
        var sdl = services.GetRequiredService<GraphSchema>().Print().ReplaceLineEndings("\n");
        Assert.Contains(
            """
            "How a room's air is."
            type Climate {
              "Degrees Celsius."
              celsius: Float!
              "What measured it."
              sensors: [Sensor!]!
              "Whether it is well so."
              state: ClimateState!
              "The window; null for a room without one."
              window: Window
              "In words."
              words: [String!]!
            }
            """, sdl, StringComparison.Ordinal);
        Assert.Contains("climate: Climate @cost(weight: \"7\")", sdl, StringComparison.Ordinal);
        Assert.Contains("sensors: [Sensor!] @cost(weight: \"1\")", sdl, StringComparison.Ordinal);
        Assert.Contains("  faulty: [Window!] ", sdl, StringComparison.Ordinal);
    }

    public async Task InitializeAsync()
    {
        var connection = await TestServer.CreateDatabaseAsync();
        var modules = ModuleOrder.Configure([new SmallModule("rooms", m => m.Database<Air.RoomsDb>().Entity<Air.Room>(Air.Room.Describe))], []);
        services = new ServiceCollection().AddLogging(l => l.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning))
            .AddKeyedSingleton("write", (_, _) => NpgsqlDataSource.Create(connection))
            .AddPropertyGraphReads(modules, connection).AddPropertyGraphWrites(modules).BuildServiceProvider();
        await services.GetRequiredService<Migrator>().MigrateAsync(null, CancellationToken.None);
    }

    public async Task DisposeAsync() => await services.DisposeAsync();
}

/// <summary>What the module "rooms" has.</summary>
internal static class Air
{
    internal sealed class Room
    {
        public Guid Id { get; private set; } = Guid.CreateVersion7();
        public string Name { get; private set; } = "";
        public int Floor { get; private set; }

        internal static void Describe(EntityBuilder<Room> room)
        {
            room.Is("A room.", "room", "rooms").OrderedBy(r => r.Name);
            room.Field(r => r.Name, "Name.");
            room.Resolve("climate", r => r.Name, (names, _) => Each(names, Climate.Of), "How its air is.").Weighs(7);
            room.Resolve("sensors", r => r.Floor, (floors, _) => Each<int, IReadOnlyList<Sensor>>(floors, f => [.. Enumerable.Range(f, f == 4 ? 2 : f == 3 ? 1 : 0).Select(n => new Sensor(n == 5 ? 9 : n, null))]), "What measures.").OnlyFor(Audience.Staff);
            room.Resolve<int, Sensor>("broken", r => r.Floor, (_, _) => throw new InvalidOperationException("inside"), "Never there.");
            room.Resolve("faulty", r => r.Name, (names, _) => Each<string, Window[]>(names, n => n == "Loft" ? [null!] : [new(true, null)]), "At times wrong.");
            room.VisibleTo(Audience.Staff, Audience.Customer);
        }

        private static ValueTask<IReadOnlyList<TValue>> Each<TKey, TValue>(IReadOnlyList<TKey> keys, Func<TKey, TValue> value) => new([.. keys.Select(value)]);
    }

    [Describes("How well a room's air is.")]
    internal enum ClimateState { [Describes("Well.")] Fine, [Describes("Too warm.")] TooWarm }

    [Describes("How a room's air is.")]
    internal sealed record Climate(
        [Describes("Degrees Celsius.")] double Celsius,
        [Describes("Whether it is well so.")] ClimateState State,
        [Describes("In words.")] IReadOnlyList<string> Words,
        [Describes("The window; null for a room without one.")] Window? Window,
        [Describes("What measured it.")] Sensor[] Sensors)
    {
        public static Climate? Of(string room) => room == "Hall"
            ? new(21.5, ClimateState.TooWarm, ["dry", "warm"], new(true, new(2026, 11, 24)), [new(1, null), new(2, new(false, null))])
            : null;
    }

    /// <summary>Described on its properties, as a record that is not positional would be.</summary>
    [Describes("A window.")]
    internal sealed class Window(bool open, DateOnly? since)
    {
        [Describes("Whether it is open.")]
        public bool Open => open;

        [Describes("Since when; null for ever.")]
        public DateOnly? Since => since;
    }

    [Describes("Something that measures.")]
    internal readonly record struct Sensor([Describes("Number.")] int Number, [Describes("Its window.")] Window? Window);

    internal sealed class RoomsDb(DbContextOptions<RoomsDb> options) : ModuleDb(options)
    {
        public DbSet<Room> Rooms => Set<Room>();

        protected override void Map(ModelBuilder model) { }
    }

    [DbContext(typeof(RoomsDb)), Migration("20260101000000_Initial")]
    internal sealed class Initial : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            CREATE TABLE rooms.rooms (id uuid PRIMARY KEY, name text NOT NULL, floor int NOT NULL);
            INSERT INTO rooms.rooms VALUES (gen_random_uuid(), 'Hall', 3), (gen_random_uuid(), 'Loft', 0), (gen_random_uuid(), 'Stair', 4);
            """);
    }
}
