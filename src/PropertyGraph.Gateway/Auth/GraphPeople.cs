using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.Execution;
using PropertyGraph.Requests;
using PropertyGraph.Schema;

namespace PropertyGraph.Gateway.Auth;

/// <summary>What the graph would not do for the platform, in the graph's own words.</summary>
internal sealed class GraphRefusedException(string message) : Exception(message);

/// <summary>Finds and hires people through the graph, as the platform itself: the same way as everybody else, so audit and events tell of it.</summary>
internal sealed class GraphPeople(IGraphEngine engine)
{
    /// <summary>Key of the first row that a query finds; null where there is none, or where the schema lacks a field of it, as when a module is off.</summary>
    public async Task<Guid?> FindAsync(string query, CancellationToken cancel)
    {
        using var answer = await AskAsync(query, null, cancel);
        if (!answer.RootElement.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object) return null;
        foreach (var field in data.EnumerateObject())
            if (field.Value.ValueKind == JsonValueKind.Object && field.Value.TryGetProperty("nodes", out var nodes) && nodes.GetArrayLength() > 0)
                return Key(nodes[0].GetProperty("id"));
        return null;
    }

    /// <summary>Somebody active in a position.</summary>
    public Task<Guid?> FindStaffAsync(Position position, CancellationToken cancel) =>
        FindAsync($"{{ staff(first: 1, where: {{ position: {{ eq: {Upper(position)} }}, active: {{ eq: true }} }}) {{ nodes {{ id }} }} }}", cancel);

    /// <summary>Takes somebody into service, or back, or to another position, so that the person with this staff number holds the position.</summary>
    /// <returns>The person's key.</returns>
    /// <exception cref="GraphRefusedException">The graph refused, and why.</exception>
    public async Task<Guid> EmployAsync(string number, string name, Position position, CancellationToken cancel)
    {
        using var found = await AskAsync("query($number: String!) { staffMember(number: $number) { id active position } }", new { number }, cancel);
        var person = Data(found, "staffMember");
        if (person is null)
            return await ChangeAsync("hireStaff", new { number, name, position = Upper(position), department = await DepartmentAsync(position, cancel) }, cancel);
        var staff = person.Value.GetProperty("id").GetString()!;
        if (!person.Value.GetProperty("active").GetBoolean())
            return await ChangeAsync("reinstateStaff", new { staff, position = Upper(position), department = await DepartmentAsync(position, cancel) }, cancel);
        return person.Value.GetProperty("position").GetString() == Upper(position)
            ? Key(person.Value.GetProperty("id"))
            : await ChangeAsync("transferStaff", new { staff, position = Upper(position) }, cancel);
    }

    /// <summary>A staff number for somebody who is known by a token's subject only.</summary>
    public static string NumberOf(string subject) => "T-" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(subject)).AsSpan(0, 6));

    private async Task<Guid> ChangeAsync(string mutation, object input, CancellationToken cancel)
    {
        var type = char.ToUpperInvariant(mutation[0]) + mutation[1..] + "Input";
        using var answer = await AskAsync($"mutation($input: {type}!) {{ {mutation}(input: $input) {{ staff {{ id }} errors {{ ... on Error {{ message }} }} }} }}", new { input }, cancel);
        var payload = Data(answer, mutation) ?? throw new GraphRefusedException(FirstMessage(answer) ?? $"{mutation} is not to be had: is the organization module off?");
        if (payload.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0)
            throw new GraphRefusedException(errors[0].GetProperty("message").GetString()!);
        return Key(payload.GetProperty("staff").GetProperty("id"));
    }

    /// <summary>Group workers and leaders belong to a group, all others to the service centre, where the company has those departments.</summary>
    private async Task<string> DepartmentAsync(Position position, CancellationToken cancel)
    {
        using var answer = await AskAsync("{ departments(first: 50) { nodes { id code } } }", null, cancel);
        var departments = Data(answer, "departments")?.GetProperty("nodes").EnumerateArray().ToList() ?? [];
        if (departments.Count == 0) throw new GraphRefusedException("There is no department to employ anybody in; import departments, or use openDepartment.");
        var wanted = position is Position.Worker or Position.Leader ? "ENGINEERING" : "SERVICE_CENTRE";
        var chosen = departments.FirstOrDefault(d => d.GetProperty("code").GetString() == wanted, departments[0]);
        return chosen.GetProperty("id").GetString()!;
    }

    private async Task<JsonDocument> AskAsync(string query, object? variables, CancellationToken cancel)
    {
        var request = new GraphRequest(query, null, variables is null ? default : JsonSerializer.SerializeToElement(variables, JsonSerializerOptions.Web));
        using var answer = await engine.ExecuteAsync(request, Actor.System, cancel);
        return JsonDocument.Parse(answer.Json.ToArray());
    }

    private static JsonElement? Data(JsonDocument answer, string field) =>
        answer.RootElement.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
        && data.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static string? FirstMessage(JsonDocument answer) =>
        answer.RootElement.TryGetProperty("errors", out var errors) && errors.GetArrayLength() > 0 ? errors[0].GetProperty("message").GetString() : null;

    private static Guid Key(JsonElement id) =>
        GlobalId.TryDecode(id.GetString()!, out _, out var key) ? key : throw new InvalidOperationException($"The graph gave an id that is none: {id}.");

    private static string Upper(Position position) => position.ToString().ToUpperInvariant();
}
