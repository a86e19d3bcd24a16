using System.Globalization;
using CsCheck;

namespace PropertyGraph.DatabaseTests.Reads.Random;

/// <summary>
/// What CsCheck generates, from seeds that are the same in every run: 1, 2, 3, ... The environment variables TRIALS and SEED ask for more, and for others: TRIALS=20000 SEED=5000000.
/// </summary>
internal static class Trials
{
    /// <param name="count">How many, where TRIALS does not say.</param>
    /// <exception cref="InvalidOperationException">One failed; the message tells its seed.</exception>
    public static Task RunAsync<T>(Gen<T> values, Func<T, Task> check, int count)
    {
        var first = Number("SEED") ?? 1;
        return Parallel.ForAsync(first, first + (Number("TRIALS") ?? count), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (seed, _) =>
        {
            try
            {
                await check(values.Generate(new PCG(1, (ulong)seed), null, out var _));
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"Repeat it with SEED={seed} TRIALS=1. {error.Message}", error);
            }
        });
    }

    private static long? Number(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;
}
