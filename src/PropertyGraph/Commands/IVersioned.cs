using Microsoft.EntityFrameworkCore;

namespace PropertyGraph.Commands;

/// <summary>A version of what a company has configured. Each holds until the next begins; what was begun under one keeps it.</summary>
public interface IVersioned
{
    /// <summary>Number of the version, from 1.</summary>
    int Version { get; }

    /// <summary>From when on it holds.</summary>
    DateTimeOffset ValidFrom { get; }

    /// <summary>From when on a later version holds; null while it is the latest.</summary>
    DateTimeOffset? ValidTo { get; }

    /// <summary>Has a later version hold from a moment on; one that has not begun by then never will.</summary>
    void EndAt(DateTimeOffset at);
}

/// <summary>Makes way for the next version.</summary>
public static class Versions
{
    /// <summary>Ends the versions of one thing that would hold at a moment or later.</summary>
    /// <returns>Number of the version that begins then. The latest is among those that end, so that of two who set one at once the later meets a changed row.</returns>
    public static async Task<int> EndAsync<T>(this IQueryable<T> versions, DateTimeOffset at, CancellationToken cancel) where T : class, IVersioned
    {
        var ended = await versions.Where(v => v.ValidTo == null || v.ValidTo > at).ToListAsync(cancel);
        foreach (var version in ended) version.EndAt(at);
        return ended.Select(v => v.Version).DefaultIfEmpty().Max() + 1;
    }
}
