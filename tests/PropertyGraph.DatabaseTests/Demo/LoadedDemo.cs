using PropertyGraph.Imports;

namespace PropertyGraph.DatabaseTests.Demo;

/// <summary>The platform with the small demo, loaded once for the tests of a class.</summary>
public sealed class LoadedDemo : IAsyncLifetime
{
    internal static readonly DateTimeOffset Now = new(2026, 3, 2, 1, 30, 0, TimeSpan.Zero);

    internal ModulesPlatform Platform { get; private set; } = null!;

    internal static async Task<ModulesPlatform> StartAsync(int seed)
    {
        var platform = await ModulesPlatform.StartAsync();
        Assert.True(await platform.Get<DemoLoader>().LoadAsync(new("small", Now, seed), null, CancellationToken.None));
        return platform;
    }

    public async Task InitializeAsync() => Platform = await StartAsync(1);

    public async Task DisposeAsync() => await Platform.DisposeAsync();
}
