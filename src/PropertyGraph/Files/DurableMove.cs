using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PropertyGraph.Files;

/// <summary>
/// Moves a file so that it is there after a power failure too: what <c>rename(2)</c> changes is the folder, and a folder is on the disk when it was synchronised itself. .NET opens no folders, hence the call.
/// </summary>
internal static class DurableMove
{
    private const int ReadOnly = 0;

    /// <summary>Moves a file into a folder, which is made where it is missing, as is the one above it. Safe to repeat.</summary>
    /// <exception cref="FileNotFoundException">It is neither here nor there.</exception>
    /// <exception cref="IOException">It could not be moved, or nobody can say that it will stay so.</exception>
    public static void Move(string from, string to)
    {
        var folder = Path.GetDirectoryName(to)!;
        var isNew = !Directory.Exists(folder);
        var above = Path.GetDirectoryName(folder)!;
        Directory.CreateDirectory(folder);
        if (!File.Exists(to)) File.Move(from, to);
        Synchronise(folder);
        if (!isNew) return;
        Synchronise(above);
        Synchronise(Path.GetDirectoryName(above)!);
    }

    /// <summary>Windows writes what changes in a folder to its journal by itself, and opens none.</summary>
    private static void Synchronise(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        using var handle = new SafeFileHandle(Open(folder, ReadOnly), ownsHandle: true);
        if (handle.IsInvalid) throw new IOException($"The folder {folder} can't be opened.", new Win32Exception(Marshal.GetLastPInvokeError()));
        RandomAccess.FlushToDisk(handle);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
