using PropertyGraph.Access;
using PropertyGraph.Execution;
using PropertyGraph.Modules;

namespace PropertyGraph.Gateway.Auth;

/// <summary><c>./run grant SUBJECT POSITION</c>: lets the holder of a token act as staff. It makes the first administrator, whom nobody else could hire.</summary>
internal sealed class Grant(IGraphEngine engine, Subjects subjects)
{
    /// <summary>Employs the subject's person in the position (or finds it so) and lets the subject stand for it.</summary>
    /// <returns>A sentence that says what was done.</returns>
    /// <exception cref="StartupException">The position does not exist, or the graph refused.</exception>
    public async Task<string> RunAsync(string subject, string position, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(subject)) throw new StartupException("The subject is empty; give the 'sub' of the person's token.");
        var held = Enum.GetValues<Position>().Where(p => p.ToString().Equals(position, StringComparison.OrdinalIgnoreCase)).ToList();
        if (held.Count == 0)
            throw new StartupException($"There is no position '{position}'; there are: {string.Join(", ", Enum.GetNames<Position>().Select(n => n.ToUpperInvariant()))}.");
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
