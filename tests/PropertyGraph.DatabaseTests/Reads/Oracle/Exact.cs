using System.Globalization;
using System.Numerics;

namespace PropertyGraph.DatabaseTests.Reads.Oracle;

/// <summary>A decimal number of any size: sums leave the range of every C# number.</summary>
internal readonly record struct Exact : IComparable
{
    private readonly BigInteger unscaled;
    private readonly int scale;

    public Exact(BigInteger unscaled, int scale)
    {
        while (scale > 0 && unscaled % 10 == 0) (unscaled, scale) = (unscaled / 10, scale - 1);
        (this.unscaled, this.scale) = (unscaled, scale);
    }

    /// <param name="number">An int, long or decimal.</param>
    public static Exact Of(object number) => Parse(((IFormattable)number).ToString(null, CultureInfo.InvariantCulture));

    /// <summary>A number as JSON writes it.</summary>
    public static Exact Parse(string text)
    {
        var parts = text.Split('e', 'E');
        var point = parts[0].IndexOf('.');
        var scale = point < 0 ? 0 : parts[0].Length - point - 1;
        var shift = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        var digits = BigInteger.Parse(parts[0].Replace(".", ""), CultureInfo.InvariantCulture);
        return shift > scale ? new(digits * BigInteger.Pow(10, shift - scale), 0) : new(digits, scale - shift);
    }

    public static Exact operator +(Exact x, Exact y) => new(x.At(y) + y.At(x), Math.Max(x.scale, y.scale));

    public static Exact operator *(Exact x, Exact y) => new(x.unscaled * y.unscaled, x.scale + y.scale);

    /// <summary>To forty digits after the point and more.</summary>
    public static Exact operator /(Exact x, Exact y) => new(x.unscaled * BigInteger.Pow(10, 40 + y.scale) / y.unscaled, x.scale + 40);

    public static Exact operator /(Exact x, int divisor) => x / new Exact(divisor, 0);

    public int CompareTo(object? other) => other is Exact y ? At(y).CompareTo(y.At(this)) : throw new ArgumentException($"{other} is no {nameof(Exact)}.");

    public double ToDouble() => double.Parse(ToString(), CultureInfo.InvariantCulture);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{unscaled}E-{scale}");

    private BigInteger At(Exact other) => unscaled * BigInteger.Pow(10, Math.Max(0, other.scale - scale));
}
