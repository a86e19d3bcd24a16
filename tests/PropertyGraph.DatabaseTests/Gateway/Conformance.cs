using System.Diagnostics;

namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>Runs the scripts of tests/conformance with Node.js.</summary>
internal static class Conformance
{
    private static readonly string Folder = Repository.Path("tests", "conformance");

    /// <summary>Once for all tests, which may ask at the same time; again where the lock file is newer than what it has installed.</summary>
    private static readonly Lazy<Task> Packages = new(InstallAsync);

    /// <summary>What a script prints; its last line counts what passed and failed.</summary>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        await Packages.Value;
        return (await ProcessAsync("node", arguments)).Output;
    }

    private static async Task InstallAsync()
    {
        var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"))) return;
        var (code, output) = await ProcessAsync("npm", ["ci"]);
        Assert.True(code == 0, $"The npm packages of tests/conformance can't be installed: is the npm registry within reach? npm says: {output}");
    }

    private static async Task<(int Code, string Output)> ProcessAsync(string program, string[] arguments)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, (output + await errors).Trim());
    }
}
