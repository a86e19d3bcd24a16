namespace PropertyGraph.Gateway;

/// <summary>A small secret on disk that only its owner may read.</summary>
internal static class SecretFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes it anew; nobody else can read it at any moment.</summary>
    public static void Write(string path, ReadOnlySpan<byte> secret)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using var file = new FileStream(path, options);
        file.Write(secret);
    }

    /// <summary>The secret at this path, made by <paramref name="make"/> at first.</summary>
    public static byte[] ReadOrMake(string path, Func<byte[]> make)
    {
        if (!File.Exists(path)) Write(path, make());
        return File.ReadAllBytes(path);
    }
}
