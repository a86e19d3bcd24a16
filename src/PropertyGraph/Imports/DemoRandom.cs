namespace PropertyGraph.Imports;

/// <summary>
/// Random choices for demo data that are the same for the same seed, on every machine: a seeded <see cref="Random"/> keeps its algorithm for good.
/// Each module takes a stream of its own, so that one more choice in one module leaves the rows of the others as they were.
/// </summary>
/// <param name="seed">Seed of all demo data.</param>
/// <param name="stream">Name of the stream.</param>
public sealed class DemoRandom(int seed, string stream)
{
    private readonly Random random = new(stream.Aggregate(seed, (hash, c) => unchecked((hash * 31) + c)));

    /// <summary>A whole number from <paramref name="lowest"/> to <paramref name="highest"/>, both included.</summary>
    public int Between(int lowest, int highest) => random.Next(lowest, highest + 1);

    /// <summary>A number from 0 up to and without 1.</summary>
    public double Share() => random.NextDouble();

    /// <summary>True with this probability, from 0 to 1.</summary>
    public bool Chance(double probability) => random.NextDouble() < probability;

    /// <summary>One of them, each as likely as the others.</summary>
    public T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    /// <summary>One of them, as likely as its weight says.</summary>
    public T Weighted<T>(IReadOnlyList<(T Choice, double Weight)> choices)
    {
        var left = random.NextDouble() * choices.Sum(c => c.Weight);
        foreach (var (choice, weight) in choices)
            if ((left -= weight) < 0) return choice;
        return choices[^1].Choice;
    }

    /// <summary>The same elements in another order.</summary>
    public List<T> Shuffled<T>(IEnumerable<T> elements)
    {
        T[] all = [.. elements];
        random.Shuffle(all);
        return [.. all];
    }

    /// <summary>As many bytes, such as the hash of a token that nobody holds.</summary>
    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>A span around <paramref name="typical"/>: half of them are shorter, few are several times as long, as with most work that people do.</summary>
    /// <param name="spread">Standard deviation of its logarithm; 0.5 is moderate, 1 is wide.</param>
    public TimeSpan Span(TimeSpan typical, double spread)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return TimeSpan.FromSeconds(Math.Round(typical.TotalSeconds * Math.Exp(spread * normal)));
    }

    /// <summary>A moment between the two, in whole seconds.</summary>
    public DateTimeOffset Moment(DateTimeOffset from, DateTimeOffset to) => from.AddSeconds(Math.Floor((to - from).TotalSeconds * random.NextDouble()));

    /// <summary>A key of the form of UUID version 7 (RFC 9562) that sorts by its row's time, with its random bits from the seed.</summary>
    /// <param name="at">When the row came to be.</param>
    public Guid Key(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        var milliseconds = at.ToUnixTimeMilliseconds();
        for (var i = 0; i < 6; i++) bytes[i] = (byte)(milliseconds >> (40 - (8 * i)));
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }
}
