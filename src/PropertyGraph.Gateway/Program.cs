using System.Runtime.InteropServices;
using Npgsql;
using PropertyGraph.Imports;
using PropertyGraph.Modules;

namespace PropertyGraph.Gateway;

internal static class Program
{
    private const int Failed = 1, Misused = 2;

    public static async Task<int> Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        try
        {
            var line = CommandLine.Parse(args);
            if (line.Verb == "help")
            {
                Console.WriteLine(CommandLine.Help);
                return 0;
            }
            await using var composition = new Composition(line, new Progress(line.Verb == "schema" ? TextWriter.Null : Console.Out));
            return await composition.RunAsync(stop.Token);
        }
        catch (UsageException error)
        {
            await Console.Error.WriteLineAsync($"{error.Message} See ./run --help.");
            return Misused;
        }
        catch (Exception error) when (error is StartupException or ImportException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return Failed;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0; // Stopped while it was still starting.
        }
        catch (PostgresException error)
        {
            await Console.Error.WriteLineAsync($"PostgreSQL refuses ({error.SqlState}: {error.MessageText}); see that the account of the connection string owns its database, which no other program changes.");
            return Failed;
        }
        catch (NpgsqlException error)
        {
            await Console.Error.WriteLineAsync($"The connection to PostgreSQL broke ({error.Message.Split('\n')[0]}); see that the server runs and start again, which goes on where this stopped.");
            return Failed;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }
}
