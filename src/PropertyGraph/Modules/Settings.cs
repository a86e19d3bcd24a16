using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace PropertyGraph.Modules;

/// <summary>Reads sections of the configuration so that a slip of the pen stops the start, where it would else change nothing and be noticed by nobody.</summary>
public static class Settings
{
    /// <summary>The settings of a section; what it does not name stays as it is in a new <typeparamref name="T"/>.</summary>
    /// <param name="path">What the section is called, for the message.</param>
    /// <param name="expected">What it may have: a sentence, for the message.</param>
    /// <exception cref="StartupException">It names what is no setting, or a value is of another kind.</exception>
    public static T Read<T>(IConfiguration section, string path, string expected) where T : new()
    {
        try
        {
            return section.Get<T>(options => options.ErrorOnUnknownConfiguration = true) ?? new();
        }
        catch (InvalidOperationException error)
        {
            throw new StartupException($"The configuration section {path} can't be read: {(error.InnerException ?? error).Message.TrimEnd('.')}. {expected}", error);
        }
    }

    /// <summary>A list of texts, or what fits into one environment variable: texts with commas between. Empty where there is none.</summary>
    public static IReadOnlyList<string> List(IConfigurationSection section) =>
        section.Value?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? section.Get<string[]>() ?? [];

    /// <summary>Checks that every whole number of the settings is above zero.</summary>
    /// <param name="path">What their section is called, for the message.</param>
    /// <param name="except">Those that may be zero or less.</param>
    /// <exception cref="StartupException">One is not.</exception>
    public static void CheckNumbers(object settings, string path, params string[] except)
    {
        foreach (var property in settings.GetType().GetProperties().Where(p => p.PropertyType == typeof(int) || p.PropertyType == typeof(long)))
            if (!except.Contains(property.Name) && Convert.ToInt64(property.GetValue(settings), CultureInfo.InvariantCulture) is <= 0 and var number)
                throw new StartupException($"{path}:{property.Name} is {number}; it must be above zero.");
    }
}
