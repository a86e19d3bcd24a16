using System.Diagnostics;
using System.Globalization;

namespace PropertyGraph.Gateway;

/// <summary>Tells whoever waits what takes the time, with the seconds since the start.</summary>
internal sealed class Progress(TextWriter output)
{
    private readonly long started = Stopwatch.GetTimestamp();

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(started);

    public void Say(string what) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{Elapsed.TotalSeconds,6:0.0} s] {what}"));

    /// <summary>Passes on the names of parts, each after a word that says what is done with it.</summary>
    public IProgress<string> Parts(string verb) => new PartProgress(this, verb);

    /// <summary>The framework's own Progress reports on another thread, out of order.</summary>
    private sealed class PartProgress(Progress progress, string verb) : IProgress<string>
    {
        public void Report(string value) => progress.Say($"{verb} {value}");
    }
}
