using System.Globalization;

namespace PropertyGraph.Gateway;

/// <summary>A word on the command line that is not understood: one sentence that says which are.</summary>
internal sealed class UsageException(string sentence) : Exception(sentence);

/// <summary>What the gateway is asked to do.</summary>
/// <param name="Verb">What to do; null to serve.</param>
/// <param name="Operands">What to do it with.</param>
/// <param name="Data">Folder of what must outlive the process; null for the usual one.</param>
/// <param name="Demo">Size of the demo data; null where nothing was said.</param>
internal sealed record CommandLine(string? Verb, IReadOnlyList<string> Operands, int Port, string? Data, string? Demo)
{
    public const int UsualPort = 5080;
    public const string NoDemo = "none";

    private const string Usage = """
        ./run [--port 5080] [--data .data] [--demo small|large|none]   serves
        ./run import DIR                                               imports a folder of CSV files
        ./run grant SUBJECT POSITION                                   lets a token's subject act as staff, or as whom an id in place of the position names
        ./run retry                                                    tries parked events again
        ./run schema                                                   prints the schema
        """;

    private static readonly string[] Sizes = ["small", "large", NoDemo];

    /// <summary>Each verb and what it is to be followed by.</summary>
    private static readonly Dictionary<string, string[]> Verbs = new()
    {
        ["import"] = ["DIR"],
        ["grant"] = ["SUBJECT", "POSITION"],
        ["retry"] = [],
        ["schema"] = [],
        ["help"] = [],
    };

    public static string Help => "Usage:\n\n" + Usage;

    /// <exception cref="UsageException">A word is not understood, or one is missing.</exception>
    public static CommandLine Parse(IReadOnlyList<string> words)
    {
        var plain = new List<string>();
        var (port, data, demo) = (UsualPort, (string?)null, (string?)null);
        for (var i = 0; i < words.Count; i++)
        {
            var (name, inline) = words[i].IndexOf('=') is > 0 and var at && words[i].StartsWith("--", StringComparison.Ordinal) ? (words[i][..at], words[i][(at + 1)..]) : (words[i], null);
            switch (name)
            {
                case "--port": port = PortOf(Value()); break;
                case "--data": data = Path.GetFullPath(Value()); break;
                case "--demo": demo = SizeOf(Value()); break;
                case "--help" or "-h": plain.Add("help"); break;
                case var flag when flag.StartsWith('-'): throw new UsageException($"There is no flag {flag}; there are --port, --data and --demo.");
                default: plain.Add(name); break;
            }

            string Value() => inline ?? (++i < words.Count && words[i].Length > 0 ? words[i] : throw new UsageException($"{name} needs a value, such as {Example(name)}."));
        }
        if (plain.Count == 0) return new(null, [], port, data, demo);
        if (!Verbs.TryGetValue(plain[0], out var operands)) throw new UsageException($"There is no command '{plain[0]}'; there are {string.Join(", ", Verbs.Keys)}, and none to serve.");
        if (plain.Count - 1 != operands.Length) throw new UsageException($"{plain[0]} is written so: ./run {string.Join(' ', operands.Prepend(plain[0]))}");
        return new(plain[0], plain[1..], port, data, demo);
    }

    private static string Example(string flag) => flag switch { "--port" => "--port 6000", "--data" => "--data some/dir", _ => "--demo small" };

    private static int PortOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : throw new UsageException($"--port is '{text}'; it must be a number from 1 to 65535.");

    private static string SizeOf(string text) =>
        Sizes.Contains(text) ? text : throw new UsageException($"--demo is '{text}'; it must be {string.Join(", ", Sizes[..^1])} or {Sizes[^1]}.");
}
