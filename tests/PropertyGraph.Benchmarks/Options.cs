using System.Globalization;

namespace PropertyGraph.Benchmarks;

/// <summary>What to measure, and for how long.</summary>
/// <param name="Verb">Null to compare the product with the floors; else <c>curves</c>, <c>indicators</c>, <c>explain</c>, <c>check</c>, or <c>floor</c>, which this program calls itself with.</param>
/// <param name="Operations">Names; empty for all.</param>
/// <param name="Seconds">Length of one measurement.</param>
/// <param name="Rounds">How often each is measured; the medians count.</param>
/// <param name="Data">The data folder, with the large demo in it after the first run.</param>
/// <param name="Output">A file that gets the tables; null for the console alone.</param>
internal sealed record Options(string? Verb, IReadOnlyList<string> Operations, double Seconds, int Rounds, IReadOnlyList<int> Connections, string Data, string? Output, string? Gateway)
{
    public const string Usage = """
        ./benchmark [check|curves|indicators|explain|guards] [options]

          (nothing)   compares the gateway with the two floors
          check       only compares their answers
          curves      how time and CPU grow with rows, depth, root fields and the size of the tables
          indicators  what boards and dashboards take with 16 at once
          explain     the plans that PostgreSQL has for the gateway's statements
          guards      CPU that it takes to refuse each of the hostile documents

          --operations a,b     those alone
          --seconds 5          length of one measurement
          --rounds 3           measurements of each, in turn; medians count
          --connections 1,16   how many requests are under way at once
          --data DIR           where the large demo is, or is to be loaded; .data/benchmark where left out
          --output FILE        a file for the tables, which are also printed
          --gateway DIR        a built gateway; the one of this working tree where left out
        """;

    /// <exception cref="ArgumentException">A word is not understood.</exception>
    public static Options Parse(string[] words, string defaultData)
    {
        var options = new Options(null, [], 5, 3, [1, 16], defaultData, null, null);
        for (var i = 0; i < words.Length; i++)
        {
            if (!words[i].StartsWith("--", StringComparison.Ordinal))
            {
                options = options with { Verb = words[i] };
                continue;
            }
            var value = i + 1 < words.Length ? words[i + 1] : throw new ArgumentException($"{words[i]} needs a value.");
            options = words[i++] switch
            {
                "--operations" => options with { Operations = value.Split(',', StringSplitOptions.RemoveEmptyEntries) },
                "--seconds" => options with { Seconds = double.Parse(value, CultureInfo.InvariantCulture) },
                "--rounds" => options with { Rounds = int.Parse(value, CultureInfo.InvariantCulture) },
                "--connections" => options with { Connections = [.. value.Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture))] },
                "--data" => options with { Data = Path.GetFullPath(value) },
                "--output" => options with { Output = Path.GetFullPath(value) },
                "--gateway" => options with { Gateway = Path.GetFullPath(value) },
                var unknown => throw new ArgumentException($"There is no option {unknown}."),
            };
        }
        return options;
    }
}
