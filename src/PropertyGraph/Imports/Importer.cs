using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Modules;

namespace PropertyGraph.Imports;

/// <summary>How far the import of a file is.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Rows">Rows read so far.</param>
/// <param name="Imported">Rows written so far.</param>
/// <param name="Rejected">Rows refused so far.</param>
/// <param name="IsDone">Whether the file is through.</param>
public sealed record ImportProgress(string File, int Rows, int Imported, int Rejected, bool IsDone);

/// <summary>
/// Imports a company's own CSV files, in the order in which modules registered them. Files are streamed; batches of rows are one transaction each,
/// with audit; good rows are imported and bad ones reported.
/// </summary>
public sealed class Importer
{
    private const int BatchSize = 500;
    private readonly WriteTransactions transactions;
    private readonly IReadOnlyList<ImportedFile> files;

    internal Importer(WriteTransactions transactions, IReadOnlyList<LoadedModule> modules)
    {
        this.transactions = transactions;
        files = [.. modules.SelectMany(m => m.Draft.Imports.Select(i => ImportedFile.Of(i, m.Draft.DbType)))];
        if (files.GroupBy(f => f.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new StartupException($"Modules '{twice.First().Module}' and '{twice.Last().Module}' both import {twice.Key}; rename one of the two files.");
    }

    /// <summary>Names of the files that can be imported, in order.</summary>
    public IReadOnlyList<string> Files => [.. files.Select(f => f.Name)];

    /// <summary>Imports the files that the directory has.</summary>
    /// <param name="directory">Directory with files of the names in <see cref="Files"/>; others are left alone.</param>
    /// <param name="progress">Told after every batch, and once when a file is through.</param>
    /// <param name="rejected">Told of every bad row and column.</param>
    /// <returns>For each file that was there, what came of it.</returns>
    /// <exception cref="ImportException">There is no such directory or file, or a file's header does not fit; files before it are imported.</exception>
    public async Task<IReadOnlyList<ImportProgress>> ImportAsync(
        string directory, Action<ImportProgress>? progress, Action<RejectedRow>? rejected, CancellationToken cancel)
    {
        if (!Directory.Exists(directory)) throw new ImportException($"There is no directory {directory}; give the one that holds the CSV files.");
        var present = files.Where(f => File.Exists(Path.Combine(directory, f.Name))).ToList();
        if (present.Count == 0) throw new ImportException($"{directory} has none of the files {string.Join(", ", Files)}; name them so.");
        var results = new List<ImportProgress>();
        foreach (var file in present) results.Add(await ImportAsync(file, Path.Combine(directory, file.Name), progress, rejected, cancel));
        return results;
    }

    private async Task<ImportProgress> ImportAsync(ImportedFile file, string path, Action<ImportProgress>? progress, Action<RejectedRow>? rejected, CancellationToken cancel)
    {
        var state = new ImportProgress(file.Name, 0, 0, 0, false);
        foreach (var chunk in file.Reading.Read(path).Chunk(BatchSize))
        {
            cancel.ThrowIfCancellationRequested();
            var good = chunk.Where(r => r.Row is not null).Select(r => (r.Line, r.Row!)).ToList();
            var bad = chunk.SelectMany(r => r.Rejected).ToList();
            if (good.Count > 0) bad.AddRange(await WriteAsync(file, good, cancel));
            foreach (var row in bad.OrderBy(r => r.Line)) rejected?.Invoke(row);
            var refused = bad.Select(r => r.Line).Distinct().Count();
            state = state with { Rows = state.Rows + chunk.Length, Imported = state.Imported + chunk.Length - refused, Rejected = state.Rejected + refused };
            progress?.Invoke(state);
        }
        state = state with { IsDone = true };
        progress?.Invoke(state);
        return state;
    }

    private async Task<IReadOnlyList<RejectedRow>> WriteAsync(ImportedFile file, IReadOnlyList<(int Line, object Row)> rows, CancellationToken cancel)
    {
        try
        {
            return await transactions.RunAsync(Actor.System, $"import:{file.Name}", async unit =>
            {
                var (batch, rejections) = file.Batch(rows);
                await file.Call(batch, unit.Scope(file.Module));
                return (IReadOnlyList<RejectedRow>)[.. rejections.Select(r => new RejectedRow(file.Name, r.Line, r.Column, r.Reason))];
            }, cancel);
        }
        catch (Exception error) when (IsBadData(WriteTransactions.DatabaseError(error)))
        {
            // A rule that only the database checks: find the row, and import the others.
            if (rows.Count == 1) return [Refused(file, rows[0].Line, WriteTransactions.DatabaseError(error)!)];
            var half = rows.Count / 2;
            return [.. await WriteAsync(file, [.. rows.Take(half)], cancel), .. await WriteAsync(file, [.. rows.Skip(half)], cancel)];
        }
    }

    /// <summary>Data exceptions and broken constraints: classes 22 and 23.</summary>
    private static bool IsBadData(PostgresException? error) => error is { SqlState: ['2', '2' or '3', ..] };

    private static RejectedRow Refused(ImportedFile file, int line, PostgresException error) =>
        new(file.Name, line, error.ColumnName ?? "", $"The database refuses the row: {error.MessageText}.");
}
