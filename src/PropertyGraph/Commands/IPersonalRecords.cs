using PropertyGraph.Access;

namespace PropertyGraph.Commands;

/// <summary>
/// What all modules keep about people, as their types declare it: for a handler, inside its transaction. Rows are changed as sets, past the audit of single rows: whoever calls it raises an event that tells
/// of it. What the handler and others changed before is saved first.
/// </summary>
public interface IPersonalRecords
{
    /// <summary>Types whose rows the law may keep after their person is erased.</summary>
    IReadOnlyList<string> RetainedTypes { get; }

    /// <summary>
    /// Holds people until the transaction ends: what others write about them is committed before, or waits and is done again. This transaction may not see all of what is committed by then: the graph does.
    /// </summary>
    Task HoldAsync(IReadOnlyList<Guid> people, CancellationToken cancel);

    /// <summary>Lets all that belongs to a row, in every module, belong to another row of its type: what refers to it, and what is kept about it.</summary>
    Task MoveAsync(string type, Guid from, Guid to, CancellationToken cancel);

    /// <summary>Lets whoever signs in as a person sign in as another from now on, or as nobody.</summary>
    Task SignInAsync(Audience audience, Guid person, Guid? instead, CancellationToken cancel);

    /// <summary>
    /// Writes what is kept about people, who are one, to a ZIP file: <c>data.json</c> with the rows and fields that a reader may see, and how many rows the reader may not, and the files that the rows have. It is kept with
    /// the transaction; memory is not taken for more than a row.
    /// </summary>
    Task<WrittenFile> ExportAsync(IReadOnlyList<Guid> people, Actor reader, CancellationToken cancel);

    /// <summary>
    /// Erases people: rows and files that go with them, personal fields of those that stay, what the log and the audit know of them in words, and how they sign in. Safe to repeat.
    /// </summary>
    /// <param name="years">For how many years after the one in which they began the law wants retained rows kept, by type; those of other types go.</param>
    /// <param name="thisYear">Rows whose last year is an earlier one go.</param>
    Task EraseAsync(IReadOnlyList<Guid> people, IReadOnlyDictionary<string, int> years, int thisYear, CancellationToken cancel);

    /// <summary>Removes a file that a row had: from the disk, once the transaction is committed.</summary>
    Task RemoveFileAsync(Guid file, CancellationToken cancel);
}

/// <summary>A file that was made here.</summary>
public sealed record WrittenFile(Guid Id, string MediaType, long Bytes, string Sha256);
