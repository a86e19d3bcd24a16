using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>Every mutation of the schema, by everybody.</summary>
public sealed class RightsTests : IAsyncLifetime
{
    private const string Written =
        "SELECT (SELECT count(*) FROM propertygraph.audit) + (SELECT count(*) FROM propertygraph.events) + (SELECT count(*) FROM propertygraph.idempotency_keys) + (SELECT count(*) FROM propertygraph.timers)";

    private Company company = null!;

    public async Task InitializeAsync() => company = await Company.OpenAsync();

    public async Task DisposeAsync() => await company.DisposeAsync();

    [Fact]
    public async Task Who_may_not_call_a_mutation_is_told_so_and_changes_nothing()
    {
        var before = await company.Platform.ScalarAsync<long>(Written);
        var (refused, wrong) = (0, new List<string>());
        foreach (var command in company.Platform.Get<GraphModel>().Commands)
            foreach (var persona in company.Personas.Where(p => !May(command, p)))
            {
                refused++;
                var errors = await company.RefusedAsync(command.Name, persona, Input(command.Input), await company.Platform.UploadsAsync(command));
                if (errors is not ["NotAllowed"]) wrong.Add($"{command.Name} by {persona.Subject}: {string.Join(", ", errors)}");
            }
        Assert.Empty(wrong);
        Assert.True(refused > 100, $"Only {refused} calls were tried.");
        Assert.Equal(before, await company.Platform.ScalarAsync<long>(Written));
    }

    private static bool May(CommandDefinition command, Actor persona) => command.Audiences.Has(persona.Audience)
        && (persona.Audience != Audience.Staff || command.Positions.Count == 0 || command.Positions.Contains(persona.Position));

    /// <summary>Just what the schema requires.</summary>
    private static Dictionary<string, object?> Input(InputObject type) =>
        type.Fields.Where(f => f.IsRequired).ToDictionary(f => f.Name, object? (f) => f.IsList ? Array.Empty<object>() : f.Object is { } inner ? Input(inner) : f.Value!.Kind == ScalarKind.Upload ? null : Value(f.Value));

    private static object Value(Schema.ValueType type) => type.Kind switch
    {
        ScalarKind.Boolean => true,
        ScalarKind.Int or ScalarKind.Long or ScalarKind.Float or ScalarKind.Decimal => 1,
        ScalarKind.Enum => Names.EnumValues(type.Enum!).First(),
        ScalarKind.DateTime => "2026-01-01T00:00:00Z",
        ScalarKind.LocalDate => "2026-01-01",
        ScalarKind.Duration => "P1D",
        _ => "x",
    };
}
