using PropertyGraph.Access;

namespace PropertyGraph.Gateway.Auth;

/// <summary>The tokens' subjects that are known here.</summary>
/// <param name="FindAsync">The actor that a subject stands for; null where it is unknown or stands for nobody active.</param>
/// <param name="GrantAsync">Lets a subject stand for a person of an audience, by key, from now on.</param>
/// <param name="Changes">Grows when what was found before may not be so any more; null where nobody tells.</param>
internal sealed record Subjects(
    Func<string, CancellationToken, Task<Actor?>> FindAsync,
    Func<string, Audience, Guid, CancellationToken, Task> GrantAsync,
    Func<long>? Changes = null)
{
    /// <summary>Those in the kernel's table, resolved by the modules.</summary>
    public static Subjects Of(People people) => new(people.OfSubjectAsync, people.GrantAsync, () => people.Changes);
}
