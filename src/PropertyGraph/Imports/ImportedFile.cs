using System.Reflection;
using PropertyGraph.Commands;
using PropertyGraph.Modules;

namespace PropertyGraph.Imports;

/// <summary>A file that a module imports, ready to call.</summary>
/// <param name="Batch">Makes the handler's batch from rows; the second value gets what the handler rejects.</param>
internal sealed record ImportedFile(
    string Name, string Module, CsvReading Reading, Func<object?, CallScope, Task> Call,
    Func<IReadOnlyList<(int Line, object Row)>, (object Batch, List<(int Line, string Column, string Reason)> Rejections)> Batch)
{
    public static ImportedFile Of(ImportDraft draft, Type? dbType)
    {
        var where = $"Module '{draft.Module}', import of {draft.File}";
        if (draft.Handler.Method.GetParameters() is not [var first, ..] || !first.ParameterType.IsGenericType || first.ParameterType.GetGenericTypeDefinition() != typeof(ImportBatch<>))
            throw new StartupException($"{where}: the handler takes an ImportBatch<TRow> as its first parameter.");
        var row = first.ParameterType.GetGenericArguments()[0];
        var batch = typeof(ImportedFile).GetMethod(nameof(BatchOf), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(row)
            .CreateDelegate<Func<IReadOnlyList<(int, object)>, (object, List<(int, string, string)>)>>();
        return new(draft.File, draft.Module, new CsvReading(row), HandlerCall.Compile(draft.Handler, dbType, first.ParameterType, where), batch);
    }

    private static (object, List<(int, string, string)>) BatchOf<TRow>(IReadOnlyList<(int Line, object Row)> rows)
    {
        var batch = new ImportBatch<TRow>([.. rows.Select(r => new ImportRow<TRow>(r.Line, (TRow)r.Row))]);
        return (batch, batch.Rejections);
    }
}
