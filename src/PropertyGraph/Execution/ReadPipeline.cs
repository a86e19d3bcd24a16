using System.Diagnostics;
using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Faults;
using PropertyGraph.Files;
using PropertyGraph.Plans;
using PropertyGraph.Requests;
using PropertyGraph.Schema;
using PropertyGraph.Sql;

namespace PropertyGraph.Execution;

/// <summary>What one execution of a plan did.</summary>
internal sealed class Execution
{
    private List<GraphError>? errors;

    public List<GraphError> Errors => errors ??= [];
    public bool HasErrors => errors is { Count: > 0 };
    public int Statements { get; set; }
    public int RoundTrips { get; set; }
    public long Rows { get; set; }
    public bool PlanWasCached { get; set; }
    public TimeSpan Parse { get; set; }
    public TimeSpan Plan { get; set; }
    public TimeSpan Database { get; set; }
    public TimeSpan Write { get; set; }

    /// <summary>Selected fields that are null because their resolvers failed, of what was read last; null where none did.</summary>
    public Dictionary<ResolvedOutput, UnresolvedField>? Unresolved { get; set; }

    /// <summary>What its introspection may still answer; null before it began.</summary>
    public IntrospectionBudget? Introspection { get; set; }

    /// <summary>What the operation costs, where the client wants to know.</summary>
    public CostReport? Cost { get; set; }

    /// <summary>Whether <c>data</c> as a whole is null.</summary>
    public bool Failed { get; set; }

    public IReadOnlyList<string>? Sql { get; set; }
}

/// <summary>Plan to JSON: binds the slots, sends all statements as one batch, reads, resolves, writes.</summary>
internal sealed class ReadPipeline(GraphModel model, EntitySources sources, ReadConnections connections, CursorCodec cursors, FileLinks links, RequestLimits limits)
{
    private readonly IReadOnlyDictionary<Audience, SqlCompiler> compilers =
        Enum.GetValues<Audience>().ToDictionary(a => a, a => new SqlCompiler(sources, model, a));

    public CursorCodec Cursors => cursors;

    public CompiledPlan Compile(ReadPlan plan, Audience audience) => new(plan, compilers[audience].Compile(plan));

    /// <summary>Writes the data of a plan. Where it fails as a whole, nothing is written and <see cref="Execution.Failed"/> is set.</summary>
    public async Task WriteAsync(
        CompiledPlan compiled, SlotFiller slots, IReadOnlyDictionary<string, object?> values, IReadOnlyList<Fault> faults, ByteBuffer to, Execution execution, CancellationToken cancel)
    {
        var rows = new LevelRows?[compiled.Plan.Levels.Count];
        try
        {
            var failed = FailedRoots();
            await ReadAsync(compiled, slots, rows, failed, execution, cancel);
            if (execution.Failed) return;
            var started = Stopwatch.GetTimestamp();
            new ResponseWriter(to, new(rows, slots, values, faults, failed), cursors).WriteRoot(compiled.Plan.Root);
            execution.Write += Stopwatch.GetElapsedTime(started);
        }
        finally
        {
            foreach (var level in rows) level?.Dispose();
        }
    }

    /// <summary>Reads the levels: one round trip. Fills <paramref name="rows"/>, which the caller disposes.</summary>
    public async Task ReadAsync(CompiledPlan compiled, SlotFiller slots, LevelRows?[] rows, HashSet<RootOutput> failed, Execution execution, CancellationToken cancel)
    {
        CollectPlanErrors(compiled.Plan.Root, execution);
        var (values, bound) = Bind(compiled, slots, rows, failed, execution);
        if (execution.Failed || bound == 0) return;
        var started = Stopwatch.GetTimestamp();
        try
        {
            await connections.ReadAsync(new(compiled, values, rows, cancel));
            execution.Statements += bound;
            execution.RoundTrips++;
            foreach (var level in rows) execution.Rows += level?.RowCount ?? 0;
        }
        finally
        {
            execution.Database += Stopwatch.GetElapsedTime(started);
        }
        await ResolveAsync(rows, execution, cancel);
    }

    /// <summary>Root fields that a client's mistake has nulled. Two equal fields are two.</summary>
    public static HashSet<RootOutput> FailedRoots() => new(ReferenceEqualityComparer.Instance);

    private static void CollectPlanErrors(IReadOnlyList<RootOutput> roots, Execution execution)
    {
        foreach (var root in roots)
            switch (root)
            {
                case RootFailed failed:
                    execution.Errors.Add(failed.Error with { Path = [failed.Key] });
                    if (!failed.IsNullable) execution.Failed = true;
                    break;
                case RootObject inner:
                    CollectPlanErrors(inner.Fields, execution);
                    break;
            }
    }

    /// <summary>Values of all slots; a client's mistake nulls its own root field where that may be null, else the whole.</summary>
    private (PlanValues Values, int Bound) Bind(CompiledPlan compiled, SlotFiller slots, LevelRows?[] rows, HashSet<RootOutput> failed, Execution execution)
    {
        var statements = compiled.Statements;
        var values = new object?[compiled.Slots.Count];
        var filled = new bool[values.Length];
        bool[]? leftOut = null;
        for (var i = 0; i < statements.Count; i++)
        {
            if (leftOut is not null && leftOut[i]) continue;
            try
            {
                foreach (var place in compiled.Places[i])
                {
                    if (filled[place]) continue;
                    values[place] = slots.Value(compiled.Slots[place]) ?? DBNull.Value;
                    filled[place] = true;
                }
                foreach (var level in statements[i].Levels)
                {
                    var rented = rows[level.Index] = LevelRows.Rent(limits.ResponseBytes);
                    if (level.Page is { } page) rented.Take = slots.Take(page.Limit);
                }
            }
            catch (GraphErrorException error)
            {
                Refuse(error.Error, statements[i].Levels[0].Root);
            }
        }
        var unread = compiled.Plan.Unread;
        for (var i = 0; i < unread.Count; i++)
        {
            try
            {
                slots.Check(unread[i].Page);
            }
            catch (GraphErrorException error)
            {
                Refuse(error.Error, unread[i].Root);
            }
        }
        return (new(values, leftOut), leftOut is null ? statements.Count : leftOut.Count(l => !l));

        void Refuse(GraphError error, int number)
        {
            var root = RootOf(compiled.Plan.Root, number);
            if (root is not null && failed.Contains(root)) return;
            execution.Errors.Add(error with { Path = root is null ? null : [root.Key] });
            if (root is not { IsNullable: true }) execution.Failed = true;
            else failed.Add(root);
            leftOut ??= new bool[statements.Count];
            for (var other = 0; other < statements.Count; other++) leftOut[other] |= statements[other].Levels[0].Root == number;
        }
    }

    /// <summary>Makes sure that what the client sent fits, without reading anything.</summary>
    /// <exception cref="GraphErrorException">It does not.</exception>
    public static void Check(CompiledPlan compiled, SlotFiller slots)
    {
        foreach (var slot in compiled.Slots) slots.Value(slot);
        foreach (var level in compiled.Plan.Levels)
            if (level.Page is { } page) slots.Take(page.Limit);
        foreach (var (_, page) in compiled.Plan.Unread) slots.Check(page);
    }

    /// <summary>The root field that a level belongs to, those of a payload's query among them.</summary>
    private static RootOutput? RootOf(IReadOnlyList<RootOutput> roots, int number) =>
        roots.Select(r => r is RootObject inner ? RootOf(inner.Fields, number) : HasLevel(r, number) ? r : null).FirstOrDefault(r => r is not null);

    private static bool HasLevel(RootOutput root, int number) => root switch
    {
        RootConnection list => list.Connection.Root == number,
        RootRow row => row.Levels.Any(l => l.Root == number),
        RootNodes nodes => nodes.Levels.Any(l => l.Root == number),
        RootEntities entities => entities.Levels.Any(l => l.Level.Root == number),
        _ => false,
    };

    private async Task ResolveAsync(LevelRows?[] rows, Execution execution, CancellationToken cancel)
    {
        foreach (var level in rows)
        {
            if (level is null) continue;
            foreach (var (output, keys) in level.Resolved) await Resolving.ResolveAsync(output, keys, links, execution, cancel);
        }
    }
}
