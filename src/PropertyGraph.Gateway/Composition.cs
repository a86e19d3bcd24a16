using System.Net;
using System.Net.Sockets;
using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Execution;
using PropertyGraph.Files;
using PropertyGraph.Gateway.Auth;
using PropertyGraph.Gateway.Http;
using PropertyGraph.Gateway.Postgres;
using PropertyGraph.Imports;
using PropertyGraph.Modules;
using PropertyGraph.Schema;
using PropertyGraph.Storage;

namespace PropertyGraph.Gateway;

/// <summary>Puts database, modules, kernel and transports together, in the order in which they need each other, and takes them apart again.</summary>
internal sealed class Composition(CommandLine line, Progress progress) : IAsyncDisposable
{
    private const string ConnectionName = "PropertyGraph";
    private LocalPostgres? postgres;
    private NpgsqlDataSource? write;
    private WebApplication? app;

    private bool Serves => line.Verb is null;

    /// <summary>Does what the command line asks for; gives the exit code.</summary>
    /// <exception cref="StartupException">It can't be done as configured.</exception>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var builder = Builder();
        var modules = ModuleLoader.Load(
            builder.Configuration["Modules:Folder"] ?? Path.Combine(AppContext.BaseDirectory, "modules"),
            Settings.List(builder.Configuration.GetSection("Modules:Disabled")));
        if (line.Verb == "schema") return PrintSchema(builder, modules);
        if (Serves)
        {
            builder.Services.AddPropertyGraphGateway(builder.Configuration, builder.Environment);
            Listen(builder);
        }
        var connection = await DatabaseAsync(builder, cancel);
        builder.Services.AddKeyedSingleton("write", write = WritesRegistration.WriteSource(connection));
        var files = FileSettings.Of(builder.Configuration.GetSection("Files"), Path.Combine(Data(), "files"));
        builder.Services.AddPropertyGraphWrites(modules, files).AddPropertyGraphReads(modules, connection, builder.Configuration.GetSection("Limits"), IsSubgraph(builder));
        if (Serves) builder.Services.AddPropertyGraphBackground(modules);
        app = builder.Build();
        await MigrateAsync(app, cancel);
        return line.Verb switch
        {
            "import" => await new ImportCommand(app.Services.GetRequiredService<Importer>(), progress).RunAsync(line.Operands[0], cancel),
            "grant" => await GrantAsync(app.Services, cancel),
            "retry" => await RetryAsync(app.Services, cancel),
            _ => await ServeAsync(app, cancel),
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        if (write is not null) await write.DisposeAsync();
        if (postgres is not null) await postgres.DisposeAsync();
    }

    private WebApplicationBuilder Builder()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = typeof(Composition).Assembly.GetName().Name });
        builder.Configuration["DataDirectory"] = Data();
        // In Development the host does this by itself: a build that was not published finds its pages in the source tree.
        if (!builder.Environment.IsDevelopment()) builder.WebHost.UseStaticWebAssets();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // For whom nobody listens to, the host would make an activity and a log scope for each request. It writes nothing here: what fails is logged by the endpoints and by Kestrel.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        return builder;
    }

    /// <summary>Beside the solution where there is one, so that it is the same folder wherever the gateway is started from.</summary>
    private string Data()
    {
        if (line.Data is not null) return line.Data;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "PropertyGraph.sln"))) return Path.Combine(folder.FullName, ".data");
        return Path.GetFullPath(".data");
    }

    /// <summary>Off by default: clients of one graph have no use for a router's fields.</summary>
    private static bool IsSubgraph(WebApplicationBuilder builder) => builder.Configuration.GetValue("Federation:Enabled", false);

    private static int PrintSchema(WebApplicationBuilder builder, IReadOnlyList<LoadedModule> modules)
    {
        builder.Services.AddPropertyGraphReads(modules, "", isSubgraph: IsSubgraph(builder));
        using var services = builder.Services.BuildServiceProvider();
        Console.Out.Write(services.GetRequiredService<GraphSchema>().Print());
        return 0;
    }

    private void Listen(WebApplicationBuilder builder)
    {
        var local = builder.Environment.IsDevelopment();
        var address = local ? IPAddress.Loopback : IPAddress.Any;
        try
        {
            // Asked first, since making a database for nothing would take a while.
            using var probe = new TcpListener(address, line.Port);
            probe.Start();
        }
        catch (SocketException error)
        {
            throw Refused(error);
        }
        builder.WebHost.ConfigureKestrel(server =>
        {
            if (local) server.ListenLocalhost(line.Port);
            else server.ListenAnyIP(line.Port);
        });
    }

    private StartupException Refused(Exception error) => new(
        error is SocketException { SocketErrorCode: SocketError.AccessDenied }
            ? $"Port {line.Port} may not be used by this account; choose one above 1023 with --port."
            : $"Port {line.Port} is taken by another program; stop it, or choose another port, such as --port {(line.Port < 65535 ? line.Port + 1 : CommandLine.UsualPort)}.", error);

    private async Task<string> DatabaseAsync(WebApplicationBuilder builder, CancellationToken cancel)
    {
        if (builder.Configuration.GetConnectionString(ConnectionName) is not { Length: > 0 } given)
        {
            progress.Say("Starting PostgreSQL");
            postgres = await LocalPostgres.StartAsync(new LocalPostgresOptions(Data()), progress.Say, cancel);
            return postgres.ConnectionString;
        }
        try
        {
            await using var probe = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(given) { Pooling = false }.ConnectionString);
            await probe.OpenAsync(cancel);
            if (probe.PostgreSqlVersion.Major < PostgresBinaries.OldestMajor)
                throw new StartupException($"The server of ConnectionStrings__{ConnectionName} is PostgreSQL {probe.PostgreSqlVersion.Major}; it must be {PostgresBinaries.OldestMajor} or newer.");
            return given;
        }
        catch (Exception error) when (error is NpgsqlException or ArgumentException or SocketException)
        {
            throw new StartupException($"ConnectionStrings__{ConnectionName} leads to no database ({error.Message.Split('\n')[0]}); correct it, or leave it out for a PostgreSQL of the gateway's own.", error);
        }
    }

    private async Task MigrateAsync(WebApplication host, CancellationToken cancel)
    {
        await host.Services.GetRequiredService<Migrator>().MigrateAsync(progress.Parts("Migrating"), cancel);
        var usual = host.Environment.IsDevelopment() && Serves ? "small" : CommandLine.NoDemo;
        await new DemoChoice(write!, host.Services.GetRequiredService<DemoLoader>(), host.Services.GetRequiredService<TimeProvider>(), progress).ApplyAsync(line.Demo, usual, cancel);
    }

    private async Task<int> GrantAsync(IServiceProvider services, CancellationToken cancel)
    {
        var grant = new Grant(services.GetRequiredService<IGraphEngine>(), Subjects.Of(services.GetRequiredService<People>()));
        Console.WriteLine(await grant.RunAsync(line.Operands[0], line.Operands[1], cancel));
        return 0;
    }

    private static async Task<int> RetryAsync(IServiceProvider services, CancellationToken cancel)
    {
        var (handled, failed) = await services.GetRequiredService<EventHandlers>().RetryParkedAsync(cancel);
        Console.WriteLine($"{handled} parked events handled, {failed} failed again.");
        return failed == 0 ? 0 : 1;
    }

    private async Task<int> ServeAsync(WebApplication host, CancellationToken cancel)
    {
        host.MapPropertyGraph();
        _ = host.Services.GetRequiredService<IGraphEngine>(); // What is wrong with a module's expressions stops here, not at the first request.
        try
        {
            await host.StartAsync(cancel);
        }
        catch (IOException error) when (error.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw Refused(error);
        }
        await new Welcome($"http://localhost:{line.Port}", host.Environment.IsDevelopment(), progress).PrintAsync(cancel);
        await using (cancel.Register(host.Lifetime.StopApplication)) await host.WaitForShutdownAsync(CancellationToken.None);
        return 0;
    }
}
