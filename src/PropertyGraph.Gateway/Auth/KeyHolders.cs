using PropertyGraph.Access;

namespace PropertyGraph.Gateway.Auth;

/// <summary>The API keys that are known here.</summary>
/// <param name="FindAsync">The key with a public part; null where there is none that is good.</param>
/// <param name="UsedAsync">Writes down that keys were used.</param>
internal sealed record KeyHolders(
    Func<string, CancellationToken, Task<ApiKeyGrant?>> FindAsync,
    Func<ApiKeyUse, CancellationToken, Task> UsedAsync)
{
    /// <summary>Those that a module keeps; none where the kernel is not there.</summary>
    public static KeyHolders Of(ApiKeys? keys) => keys is null ? new((_, _) => Task.FromResult<ApiKeyGrant?>(null), (_, _) => Task.CompletedTask) : new(keys.FindAsync, keys.UsedAsync);
}
