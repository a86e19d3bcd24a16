using PropertyGraph.Access;
using PropertyGraph.Execution;
using PropertyGraph.Modules;
using PropertyGraph.Schema;

namespace PropertyGraph.Gateway.Auth;

/// <summary><c>./run grant SUBJECT POSITION|ID</c>: lets the holder of a token act as staff in a position, which makes the first administrator, whom nobody else could hire; or as somebody whom the graph knows.</summary>
internal sealed class Grant(IGraphEngine engine, Subjects subjects)
{
    /// <summary>Types of the graph whose rows sign in, and as what.</summary>
    private static readonly Dictionary<string, Audience> Types = new() { ["Staff"] = Audience.Staff, ["Customer"] = Audience.Customer, ["Partner"] = Audience.Partner, ["PartnerPerson"] = Audience.Partner };

    /// <summary>Employs the subject's person in the position (or finds it so), or takes the one with the id, and lets the subject stand for it.</summary>
    /// <returns>A sentence that says what was done.</returns>
    /// <exception cref="StartupException">The position does not exist, or the graph refused.</exception>
    public async Task<string> RunAsync(string subject, string position, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(subject)) throw new StartupException("The subject is empty; give the 'sub' of the person's token.");
        if (GlobalId.TryDecode(position, out var type, out var key) && Types.TryGetValue(type, out var audience))
        {
            await subjects.GrantAsync(subject, audience, key, cancel);
            return await subjects.FindAsync(subject, cancel) is null
                ? throw new StartupException($"'{subject}' is nobody now: there is no {type} {position}, or none that is active.")
                : $"'{subject}' is {type} {position} now; tokens with this subject act so.";
        }
        var held = Enum.GetValues<Position>().Where(p => p.ToString().Equals(position, StringComparison.OrdinalIgnoreCase)).ToList();
        if (held.Count == 0)
            throw new StartupException($"There is no position '{position}'; there are: {string.Join(", ", Enum.GetNames<Position>().Select(n => n.ToUpperInvariant()))}. Or give the id of a member of staff, a customer, a partner or one of its people.");
        try
        {
            var name = subject.Length <= 200 ? subject : subject[..200];
            var person = await new GraphPeople(engine).EmployAsync(GraphPeople.NumberOf(subject), name, held[0], cancel);
            await subjects.GrantAsync(subject, Audience.Staff, person, cancel);
            return $"'{subject}' is {held[0].ToString().ToUpperInvariant()} now, as staff number {GraphPeople.NumberOf(subject)}; tokens with this subject act as that person.";
        }
        catch (GraphRefusedException refused)
        {
            throw new StartupException($"'{subject}' could not be made {position}: {refused.Message}", refused);
        }
    }
}
