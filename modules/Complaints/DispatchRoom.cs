namespace PropertyGraph.Complaints;

/// <summary>A shift on a day: how many people are there.</summary>
internal readonly record struct ShiftTime(TimeWindow Window, int People);

/// <summary>Who has time when, in a group: pure arithmetic over its shifts and what is in them already. A group without shifts is not limited.</summary>
/// <param name="shifts">Null where the group has no shift plan.</param>
/// <param name="taken">Windows of the group's orders, and whose they are.</param>
internal sealed class DispatchRoom(IReadOnlyList<ShiftTime>? shifts, IReadOnlyList<(TimeWindow Window, Guid? Staff)> taken)
{
    /// <summary>How far ahead a free window is looked for.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(28);

    /// <summary>Whether somebody has time all through a window; where a person is named, that person.</summary>
    public bool Fits(TimeWindow window, Guid? staff)
    {
        if (shifts is null) return true;
        if (staff is not null && taken.Any(t => t.Staff == staff && t.Window.Overlaps(window))) return false;
        return Edges(window).All(at => People(at) > taken.Count(t => t.Window.From <= at && at < t.Window.To));
    }

    /// <summary>The first window of the same length, from its beginning on, in which somebody has time; null where there is none within <see cref="Horizon"/>.</summary>
    public TimeWindow? NextFree(TimeWindow wanted, Guid? staff)
    {
        var last = wanted.From + Horizon;
        var starts = taken.Select(t => t.Window.To).Concat((shifts ?? []).Select(s => s.Window.From)).Where(at => at > wanted.From && at <= last).Append(wanted.From).Distinct().Order();
        foreach (var start in starts)
            if (Fits(wanted.At(start), staff)) return wanted.At(start);
        return null;
    }

    private int People(DateTimeOffset at) => shifts!.Where(s => s.Window.From <= at && at < s.Window.To).Sum(s => s.People);

    /// <summary>Moments of a window at which there may be fewer people, or more work, than just before.</summary>
    private IEnumerable<DateTimeOffset> Edges(TimeWindow window) =>
        shifts!.Select(s => s.Window.To).Concat(taken.Select(t => t.Window.From)).Where(at => window.From < at && at < window.To).Append(window.From);
}
