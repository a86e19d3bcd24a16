using System.Globalization;
using PropertyGraph.Benchmarks;
using PropertyGraph.Benchmarks.Floors;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["floor", var port])
{
    await FloorServer.RunAsync(Environment.GetEnvironmentVariable("ConnectionStrings__PropertyGraph")!, int.Parse(port, CultureInfo.InvariantCulture));
    return 0;
}
try
{
    var options = Options.Parse(args, Path.Combine(Bench.RepositoryRoot, ".data", "benchmark"));
    using var stop = new CancellationTokenSource();
    Console.CancelKeyPress += (_, pressed) => pressed.Cancel = !stop.IsCancellationRequested;
    Console.CancelKeyPress += (_, _) => stop.Cancel();
    return options.Verb switch
    {
        null or "check" => await Comparison.RunAsync(options, stop.Token),
        "curves" => await Curves.RunAsync(options, stop.Token),
        "indicators" => await Indicators.RunAsync(options, stop.Token),
        "explain" => await Explain.RunAsync(options, stop.Token),
        "guards" => await Guards.RunAsync(stop.Token),
        "help" => Help(),
        var unknown => throw new ArgumentException($"There is no verb {unknown}."),
    };
}
catch (Exception error) when (error is ArgumentException or FormatException)
{
    Console.Error.WriteLine($"{error.Message}\n\n{Options.Usage}");
    return 2;
}
catch (Exception error) when (error is InvalidOperationException or PropertyGraph.Modules.StartupException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
catch (OperationCanceledException)
{
    return 1;
}

static int Help()
{
    Console.WriteLine(Options.Usage);
    return 0;
}
