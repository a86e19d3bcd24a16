using Microsoft.Extensions.Configuration;
using PropertyGraph.Modules;

namespace PropertyGraph.Files;

/// <summary>Where clients' files are kept, and which are taken. The configuration section <c>Files</c>.</summary>
public sealed record FileSettings
{
    /// <summary>The folder; its files belong to one database.</summary>
    public string Folder { get; init; } = Path.Combine(Path.GetTempPath(), "propertygraph-files");

    /// <summary>Bytes of one file.</summary>
    public long MaxBytes { get; init; } = 10 << 20;

    /// <summary>Files of one request.</summary>
    public int MaxCount { get; init; } = 5;

    /// <summary>Media types that are taken, as the files' own bytes tell them.</summary>
    public IReadOnlyList<string> Types { get; init; } = FileTypes.Known;

    /// <summary>How long all files of a request may take to arrive.</summary>
    public int ReceiveSeconds { get; init; } = 300;

    /// <summary>How long a file's address is good for.</summary>
    public int LinkSeconds { get; init; } = 300;

    /// <summary>The settings of a configuration section; what it does not name stays as it is here.</summary>
    /// <param name="folder">The folder where the section names none.</param>
    /// <exception cref="StartupException">A value is none, or a type's bytes are not known.</exception>
    public static FileSettings Of(IConfiguration section, string folder)
    {
        FileSettings settings;
        try
        {
            settings = new FileSettings
            {
                Folder = section["Folder"] ?? folder,
                MaxBytes = section.GetValue("MaxBytes", new FileSettings().MaxBytes),
                MaxCount = section.GetValue("MaxCount", new FileSettings().MaxCount),
                ReceiveSeconds = section.GetValue("ReceiveSeconds", new FileSettings().ReceiveSeconds),
                LinkSeconds = section.GetValue("LinkSeconds", new FileSettings().LinkSeconds),
                Types = section.GetSection("Types").Get<string[]>() ?? FileTypes.Known,
            };
        }
        catch (InvalidOperationException error)
        {
            throw new StartupException($"The section Files can't be read ({error.Message}); its MaxBytes, MaxCount, ReceiveSeconds and LinkSeconds are whole numbers.", error);
        }
        if (settings.MaxBytes <= 0 || settings.MaxCount <= 0 || settings.ReceiveSeconds <= 0 || settings.LinkSeconds <= 0)
            throw new StartupException("Files:MaxBytes, Files:MaxCount, Files:ReceiveSeconds and Files:LinkSeconds must be above zero.");
        if (settings.Types.Except(FileTypes.Known).FirstOrDefault() is { } unknown)
            throw new StartupException($"Files:Types names {unknown}, whose bytes are not known here; there are: {string.Join(", ", FileTypes.Known)}.");
        return settings;
    }
}
