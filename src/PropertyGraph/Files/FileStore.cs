using System.Security.Cryptography;

namespace PropertyGraph.Files;

/// <summary>
/// Files on a disk. One that comes in has a name of its own choosing only; it is moved to those that are kept before the transaction that names it commits, so that a row
/// never names a file that is not there. What no row names is an orphan, and removed by <see cref="OrphanedFiles"/>.
/// </summary>
public sealed class FileStore
{
    private readonly FileSettings settings;

    internal FileStore(FileSettings settings) => this.settings = settings;

    private const int BufferBytes = 64 << 10;

    private string Incoming => Path.Combine(settings.Folder, "incoming");
    private string Kept => Path.Combine(settings.Folder, "kept");

    /// <summary>Where files are kept, and which are taken.</summary>
    public FileSettings Settings => settings;

    /// <summary>Writes what a client sends to the disk and makes sure that it is there.</summary>
    /// <returns>The file, or why it is not taken; then nothing is left of it.</returns>
    public async Task<(UploadedFile? File, FileObjection? Objection)> ReceiveAsync(string? name, Stream content, CancellationToken cancel)
    {
        var id = Guid.CreateVersion7();
        Directory.CreateDirectory(Incoming);
        var path = IncomingPath(id);
        var isTaken = false;
        try
        {
            await using var file = new FileStream(path, Options(FileMode.CreateNew, FileAccess.Write));
            var (type, hash, objection) = await CopyAsync(content, file, cancel);
            if (objection is not null) return (null, objection);
            await file.FlushAsync(cancel);
            file.Flush(flushToDisk: true);
            isTaken = true;
            return (new UploadedFile(UploadedFile.NameOf(name), type!, file.Length, hash!) { Id = id }, null);
        }
        finally
        {
            if (!isTaken) File.Delete(path);
        }
    }

    /// <summary>Writes a file that is made here and makes sure that it is on the disk, among those that come in; an orphan until it is kept.</summary>
    /// <param name="write">Writes the content.</param>
    internal async Task<Commands.WrittenFile> WriteAsync(string mediaType, Func<Stream, Task> write, CancellationToken cancel)
    {
        var id = Guid.CreateVersion7();
        Directory.CreateDirectory(Incoming);
        await using (var file = new FileStream(IncomingPath(id), Options(FileMode.CreateNew, FileAccess.Write)))
        {
            await write(file);
            await file.FlushAsync(cancel);
            file.Flush(flushToDisk: true);
        }
        await using var written = new FileStream(IncomingPath(id), Options(FileMode.Open, FileAccess.Read));
        return new(id, mediaType, written.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(written, cancel)));
    }

    private async Task<(string? Type, string? Hash, FileObjection? Objection)> CopyAsync(Stream content, FileStream file, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        var head = await content.ReadAtLeastAsync(buffer, FileTypes.HeadBytes, throwOnEndOfStream: false, cancel);
        // Judged by its beginning: what is not taken need not be received.
        if (FileTypes.Of(buffer.AsSpan(0, head)) is not { } type || !settings.Types.Contains(type)) return (null, null, FileObjection.Type);
        for (var (length, read) = (0L, head); read > 0; read = await content.ReadAsync(buffer, cancel))
        {
            length += read;
            if (length > settings.MaxBytes) return (null, null, FileObjection.Size);
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancel);
        }
        return (type, Convert.ToHexStringLower(hash.GetHashAndReset()), null);
    }

    /// <summary>Moves a file to those that are kept. Safe to repeat.</summary>
    /// <exception cref="FileNotFoundException">It is neither here nor there.</exception>
    internal void Keep(Guid id) => DurableMove.Move(IncomingPath(id), KeptPath(id));

    /// <summary>Removes a file, wherever it is.</summary>
    internal void Remove(Guid id)
    {
        Delete(IncomingPath(id));
        Delete(KeptPath(id));
    }

    /// <summary>A kept file; null where there is none.</summary>
    public FileInfo? Find(Guid id) => new FileInfo(KeptPath(id)) is { Exists: true } file ? file : null;

    /// <summary>What a kept file contains; null where there is none.</summary>
    internal Stream? Open(Guid id) => Find(id) is { } file ? new FileStream(file.FullName, Options(FileMode.Open, FileAccess.Read)) : null;

    /// <summary>Keys of all files that were last written before a moment.</summary>
    internal IEnumerable<Guid> OlderThan(DateTimeOffset moment)
    {
        foreach (var folder in new[] { Incoming, Kept }.Where(Directory.Exists))
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
                if (Guid.TryParseExact(file.Name, "N", out var id) && file.LastWriteTimeUtc < moment.UtcDateTime) yield return id;
    }

    private string IncomingPath(Guid id) => Path.Combine(Incoming, id.ToString("N"));

    /// <summary>The last digits are random, where the first ones are the time.</summary>
    private string KeptPath(Guid id) => Path.Combine(Kept, id.ToString("N")[^2..], id.ToString("N"));

    private static void Delete(string path)
    {
        if (File.Exists(path)) File.Delete(path);
    }

    private static FileStreamOptions Options(FileMode mode, FileAccess access)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Options = FileOptions.Asynchronous };
        if (mode == FileMode.CreateNew && !OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}

/// <summary>Why a file is not taken.</summary>
public enum FileObjection
{
    /// <summary>Its bytes are of no type that is taken.</summary>
    Type,
    /// <summary>It is larger than what is taken.</summary>
    Size,
}
