using PropertyGraph.Plans;
using PropertyGraph.Sql;

namespace PropertyGraph.Execution;

/// <summary>A plan with its statements: what the cache keeps.</summary>
internal sealed class CompiledPlan
{
    private int uses;
    private long typically;

    public CompiledPlan(ReadPlan plan, IReadOnlyList<LevelStatement> statements)
    {
        Plan = plan;
        Statements = statements;
        var distinct = new List<Slot>();
        var places = new Dictionary<Slot, int>();
        Places = [.. Statements.Select(s => s.Sql.Slots.Select(Place).ToArray())];
        Slots = distinct;

        int Place(Slot slot)
        {
            if (places.TryGetValue(slot, out var known)) return known;
            distinct.Add(slot);
            return places[slot] = distinct.Count - 1;
        }
    }

    public ReadPlan Plan { get; }

    /// <summary>In the order of the batch. Each answers at least one level, all of one root field.</summary>
    public IReadOnlyList<LevelStatement> Statements { get; }

    /// <summary>All slots of the statements, each once: a value is made once a request, however many statements use it.</summary>
    public IReadOnlyList<Slot> Slots { get; }

    /// <summary>For each statement, the places of its parameters among <see cref="Slots"/>.</summary>
    public IReadOnlyList<int[]> Places { get; }

    /// <summary>About what it takes in memory: text as UTF-16, and the plan's records.</summary>
    public long Weight => 4_000 + Statements.Sum(s => (2L * s.Sql.Text.Length) + 200);

    /// <summary>What its statements have taken lately, with the way there and back.</summary>
    public TimeSpan Typically => new(Volatile.Read(ref typically));

    /// <summary>Keeps it in mind: what was slow weighs more than what was quick. Of several at once one may be lost, which is no matter.</summary>
    public void Took(TimeSpan time)
    {
        var before = Volatile.Read(ref typically);
        Volatile.Write(ref typically, before == 0 ? time.Ticks : before + ((time.Ticks - before) / (time.Ticks > before ? 4 : 8)));
    }

    /// <summary>Whether it has been used before: what is asked once is not worth preparing. Counts the use.</summary>
    public bool IsWorthPreparing() => Plan.IsCacheable && (uses >= 2 || Interlocked.Increment(ref uses) >= 2);

    /// <summary>The same response without reading anything: for a mutation that changed nothing.</summary>
    public CompiledPlan WithoutLevels() => new(Plan with { Levels = [], Unread = [] }, []);
}

/// <summary>What fills a plan's slots in one execution, and the statements that a client's mistake leaves out.</summary>
internal readonly struct PlanValues(object?[] values, bool[]? leftOut)
{
    public bool LeavesOut => leftOut is not null;

    public object? this[int place] => values[place];

    public bool IsLeftOut(int statement) => leftOut is not null && leftOut[statement];
}
