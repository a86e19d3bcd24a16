using System.Diagnostics;
using System.Runtime.CompilerServices;
using GraphQLParser.AST;
using Microsoft.Extensions.Logging;
using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Plans;
using PropertyGraph.Requests;
using PropertyGraph.Schema;

namespace PropertyGraph.Execution;

/// <summary>Request to answer, stage by stage: read, plan, execute, write.</summary>
internal sealed partial class GraphEngine(
    GraphModel model, GraphSchema schema, StoredDocuments documents, RequestReader reader, ReadPipeline pipeline, ICommandRunner commands, IEventLog events, TimeZones zones, RequestLimits limits, TimeProvider time,
    ILogger<GraphEngine> logger) : IGraphEngine
{
    internal static readonly ActivitySource Activities = new("PropertyGraph");

    private readonly BoundedCache<(long Document, string? Operation, Audience Audience, string Shape, string? Field), CompiledPlan> plans = new(limits.PlanCacheBytes / 4 * 3);
    private readonly BoundedCache<(long Document, string? Operation, Audience Audience, string Shape), ViewPlan> views = new(limits.PlanCacheBytes / 4);
    private readonly Introspection introspection = new(schema);
    private readonly Lazy<string> sdl = new(() => System.Text.Json.JsonSerializer.Serialize(schema.PrintSubgraph()));
    private readonly Pricing pricing = new(limits);
    private readonly IReadOnlyDictionary<string, CommandDefinition> byName = model.Commands.ToDictionary(c => c.Name);

    /// <summary>Plans that are kept, and their weight in bytes.</summary>
    internal (int Count, long Bytes) PlanCache => (plans.Count, plans.Weight);

    /// <summary>What live views read.</summary>
    internal ChangeReads Changes { get; init; } = new(time);

    public Task<GraphAnswer> ExecuteAsync(GraphRequest request, Actor actor, CancellationToken cancel)
    {
        var execution = new Execution();
        var reading = ReadAsync(request, actor, execution, cancel);
        // A document that is known is read at once.
        return reading.IsCompletedSuccessfully ? ExecuteAsync(reading.Result, actor, request, execution, cancel) : AwaitedAsync(reading);

        async Task<GraphAnswer> AwaitedAsync(ValueTask<(Operation?, GraphAnswer?)> read) => await ExecuteAsync(await read, actor, request, execution, cancel);
    }

    private Task<GraphAnswer> ExecuteAsync((Operation? Operation, GraphAnswer? Refused) read, Actor actor, GraphRequest request, Execution execution, CancellationToken cancel)
    {
        if (read.Operation is not { } operation) return Task.FromResult(read.Refused!);
        if (operation.Definition.Operation == OperationType.Subscription)
            return Task.FromResult(Refuse(AnswerKind.RequestError, new("PG-REQ-SUBSCRIPTION", "A subscription needs a connection that stays open: a WebSocket on /graphql (graphql-transport-ws), or server-sent events on /graphql/stream."), execution));
        if (request.QueriesOnly && operation.Definition.Operation != OperationType.Query)
            return Task.FromResult(OnlyReads(execution));
        return ExecuteAsync(operation, actor, request, execution, cancel);
    }

    /// <summary>Every request passes here, over whichever transport it came: a client that may only run trusted documents gets no further with another.</summary>
    private async ValueTask<(Operation? Operation, GraphAnswer? Refused)> ReadAsync(GraphRequest request, Actor actor, Execution execution, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var (text, error) = documents.Find(request, actor.Client);
        if (text is null) return (null, Refuse(AnswerKind.RequestError, error!, execution));
        var read = await reader.ReadAsync(ReferenceEquals(text, request.Query) ? request : request with { Query = text }, cancel);
        execution.Parse = Stopwatch.GetElapsedTime(started);
        if (read.Operation is not { } operation) return (null, Answer(AnswerKind.RequestError, execution, read.Errors, null, false));
        if (!request.IsPlatforms && OutOfScope(operation, actor) is { } narrow) return (null, Refuse(AnswerKind.RequestError, narrow, execution));
        if (request.IsAutomatic && request.Query.Length > 0) documents.Keep(request.DocumentHash!, text);
        return (operation, null);
    }

    /// <summary>Why the key that the actor came with does not go this far.</summary>
    private static GraphError? OutOfScope(Operation operation, Actor actor)
    {
        var scope = operation.Definition.Operation switch { OperationType.Query => ApiScope.Read, OperationType.Mutation => ApiScope.Write, _ => ApiScope.Subscribe };
        return actor.May(scope) ? null : OutOfScope(scope, "");
    }

    private static GraphError OutOfScope(ApiScope scope, string otherwise) => new("PG-REQ-SCOPE", $"The API key has not the scope {EnumText<ApiScope>.Of(scope)}; ask for a key that has{otherwise}.");

    private async Task<GraphAnswer> ExecuteAsync(Operation operation, Actor actor, GraphRequest request, Execution execution, CancellationToken cancel)
    {
        using var activity = Activities.StartActivity(operation.Definition.Operation == OperationType.Query ? "graphql.query" : "graphql.mutation");
        using var data = new ByteBuffer(limits.ResponseBytes);
        data.Write(AnswerWriter.Start);
        var kind = AnswerKind.Executed;
        using var limit = Deadline.Start(actor.Audience == Audience.System ? null : TimeSpan.FromSeconds(limits.RequestSeconds), cancel);
        try
        {
            if (operation.Definition.Operation == OperationType.Query)
            {
                (var plan, var slots, kind) = await PriceAsync(operation, actor, request.Cost, execution, limit.Token);
                if (kind == AnswerKind.Executed)
                {
                    await pipeline.WriteAsync(plan, slots, CommandResults.NoValues, [], data, execution, limit.Token);
                    TellUnresolved(plan, data, AnswerWriter.Start.Length, null, execution);
                }
            }
            else kind = await MutateAsync(operation, actor, request.Cost, data, execution, limit.Token);
        }
        catch (GraphErrorException error)
        {
            execution.Failed = true;
            execution.Errors.Add(error.Error);
        }
        catch (Exception error) when (TookTooLong(error) && !cancel.IsCancellationRequested)
        {
            kind = AnswerKind.TimedOut;
            execution.Errors.Clear();
            execution.Errors.Add(TimedOut(operation.Definition.Operation));
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            execution.Failed = true;
            execution.Errors.Add(Masked(error));
        }
        if (kind != AnswerKind.Executed || execution.Failed || execution.HasErrors || execution.Cost is not null || request.Trace)
            return Answer(kind, execution, execution.Errors, data, request.Trace);
        // Nothing else is to be told, so that what was written is the answer.
        data.Write((byte)'}');
        return Answer(kind, execution, data);
    }

    /// <summary>A query's plan and what fills it, and whether it is executed at its price.</summary>
    private async ValueTask<(CompiledPlan Plan, SlotFiller Slots, AnswerKind Kind)> PriceAsync(Operation operation, Actor actor, CostMode mode, Execution execution, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var plan = await PlanAsync(operation, actor.Audience, null, execution, planner => planner.PlanQuery(), cancel);
        execution.Plan = Stopwatch.GetElapsedTime(started);
        var slots = Filler(operation, actor, null);
        return (plan, slots, Judge(plan.Plan.Cost, null, slots, actor, mode, execution));
    }

    /// <summary>The same for what costs as one plan does.</summary>
    /// <param name="under">Response key that the plan's fields are under, or null.</param>
    private AnswerKind Judge(PlanCost cost, string? under, SlotFiller slots, Actor actor, CostMode mode, Execution execution)
    {
        var bill = new Bill();
        bill.Add(cost, pricing.Sum(cost, slots, actor.Audience), under);
        return Judge(bill, actor, mode, execution);
    }

    /// <summary>Whether an operation of this cost runs, is refused, or was only to be priced.</summary>
    private AnswerKind Judge(Bill bill, Actor actor, CostMode mode, Execution execution)
    {
        var limit = limits.Cost.Of(actor.Audience);
        var isOver = bill.Total > limit;
        if (mode == CostMode.None && !isOver) return AnswerKind.Executed;
        var report = CostReport.Of(bill, limit);
        if (mode != CostMode.None) execution.Cost = report;
        if (!isOver) return mode == CostMode.Validate ? AnswerKind.Validated : AnswerKind.Executed;
        execution.Errors.Add(report.Error(actor.Audience));
        return AnswerKind.RequestError;
    }

    private SlotFiller Filler(Operation operation, Actor actor, Guid? key) => new(actor, time.GetUtcNow(), operation, key, pipeline.Cursors, zones, limits);

    private async ValueTask<CompiledPlan> PlanAsync(Operation operation, Audience audience, string? field, Execution execution, Func<Planner, ReadPlan> make, CancellationToken cancel)
    {
        var key = (operation.Document.Id, operation.Definition.Name?.StringValue, audience, VariableShape.Of(operation, schema.Schema), field);
        if (plans.TryGet(key, out var known))
        {
            execution.PlanWasCached = true;
            return known;
        }
        // Introspection is answered while planning; the answers are fetched first, since planning itself never waits.
        var answers = await IntrospectAsync(operation, field, execution, cancel);
        var plan = pipeline.Compile(make(new Planner(operation, model, audience, limits, selection => answers[selection.Field], () => sdl.Value)), audience);
        if (plan.Plan.IsCacheable) plans.Add(key, plan, plan.Weight);
        return plan;
    }

    /// <summary>What the operation, or the payload of one of its mutations, asks of the schema itself, by the field that asks.</summary>
    /// <param name="field">Response key of the mutation; null for a query.</param>
    private async Task<Dictionary<GraphQLField, string>> IntrospectAsync(Operation operation, string? field, Execution execution, CancellationToken cancel)
    {
        var answers = new Dictionary<GraphQLField, string>(ReferenceEqualityComparer.Instance);
        var reader = new SelectionReader(operation, (condition, type) => condition == type, limits);
        foreach (var selection in Queried(operation, field, reader).SelectMany(sets => reader.Read(sets, "Query")).Where(s => s.Name is "__schema" or "__type"))
            answers[selection.Field] = await introspection.AnswerAsync(operation, selection, execution.Introspection ??= new(limits.IntrospectedValues * schema.Elements), cancel);
        return answers;
    }

    private static IEnumerable<IEnumerable<GraphQLSelectionSet>> Queried(Operation operation, string? field, SelectionReader reader) => operation.Definition.Operation switch
    {
        OperationType.Query => [[operation.Definition.SelectionSet]],
        OperationType.Mutation => reader.Read([operation.Definition.SelectionSet], "Mutation").Where(m => m.Key == field)
            .SelectMany(m => reader.Read(m, $"{Names.Pascal(m.Name)}Payload")).Where(p => p.Name == "query").Select(p => p.Sets),
        _ => [],
    };

    /// <summary>
    /// Mutations run one after the other (GraphQL 6.2.2): each in its own transaction, each payload read after its commit. All are planned before the
    /// first one runs: payloads that can't be answered, or cost too much, must not change anything.
    /// </summary>
    private async Task<AnswerKind> MutateAsync(Operation operation, Actor actor, CostMode mode, ByteBuffer data, Execution execution, CancellationToken cancel)
    {
        var bill = new Bill();
        var slots = Filler(operation, actor, null);
        var mutations = new List<Mutation>();
        foreach (var selection in new SelectionReader(operation, (condition, type) => condition == type, limits).Read([operation.Definition.SelectionSet], "Mutation"))
        {
            var plan = selection.Name == "__typename"
                ? null
                : await PlanAsync(operation, actor.Audience, selection.Key, execution, planner => planner.PlanPayload(selection, byName[selection.Name]), cancel);
            if (plan is { Plan.Levels.Count: > 0 } && !actor.May(ApiScope.Read)) throw new GraphErrorException(OutOfScope(ApiScope.Read, ", or select errors and values only"));
            if (plan is null)
            {
                mutations.Add(new(selection, null, CommandResults.NoValues));
                continue;
            }
            try
            {
                mutations.Add(new(selection, plan, MutationInput.Of(operation, selection.Field, schema.Schema)));
            }
            catch (GraphErrorException error)
            {
                execution.Errors.Add(error.Error with { Path = [selection.Key] });
                return AnswerKind.RequestError;
            }
            bill.Add(CostWeights.Command);
            bill.Add(plan.Plan.Cost, pricing.Sum(plan.Plan.Cost, slots, actor.Audience), selection.Key);
        }
        var kind = Judge(bill, actor, mode, execution);
        if (kind == AnswerKind.Executed) await MutateAsync(operation, mutations, actor, data, execution, cancel);
        return kind;
    }

    /// <summary>A mutation of an operation; without a plan it is <c>__typename</c>.</summary>
    private readonly record struct Mutation(Selection Selection, CompiledPlan? Plan, IReadOnlyDictionary<string, object?> Input);

    private async Task MutateAsync(Operation operation, IReadOnlyList<Mutation> mutations, Actor actor, ByteBuffer data, Execution execution, CancellationToken cancel)
    {
        data.Write((byte)'{');
        for (var i = 0; i < mutations.Count; i++)
        {
            if (i > 0) data.Write((byte)',');
            JsonText.WriteString(data, mutations[i].Selection.Key);
            data.Write((byte)':');
            if (mutations[i].Plan is { } plan) await MutateAsync(operation, mutations[i], plan, actor, data, execution, cancel);
            else JsonText.WriteString(data, "Mutation");
            if (execution.Failed) return;
        }
        data.Write((byte)'}');
    }

    private async Task MutateAsync(Operation operation, Mutation mutation, CompiledPlan plan, Actor actor, ByteBuffer data, Execution execution, CancellationToken cancel)
    {
        var result = await commands.RunAsync(byName[mutation.Selection.Name], mutation.Input, actor, cancel);
        if (result.Key is null && !plan.Plan.Root.Any(r => r is RootObject)) plan = plan.WithoutLevels();
        // The change is committed: from here on the client's hanging up changes nothing, and the answer is still worth finishing for a retry's sake.
        var start = data.Length;
        await pipeline.WriteAsync(plan, Filler(operation, actor, result.Key), result.Values, result.Faults, data, execution, cancel);
        TellUnresolved(plan, data, start, mutation.Selection.Key, execution);
    }

    private GraphError Masked(Exception error)
    {
        var trace = TraceId();
        if (error is ResponseTooLargeException) return new("PG-EXE-SIZE", $"{error.Message} Ask for fewer rows or fields.");
        if (TookTooLong(error)) return TimedOut(OperationType.Query);
        logger.LogError(error, "A request failed; trace {Trace}", trace);
        return new("PG-EXE-INTERNAL", $"Something went wrong on our side. Tell the operator this trace id: {trace}.");
    }

    /// <summary>The request's limit, or that of a statement, of which PostgreSQL says the same as of one that was cancelled.</summary>
    private static bool TookTooLong(Exception error) => error is OperationCanceledException or PostgresException { SqlState: PostgresErrorCodes.QueryCanceled };

    private static GraphError TimedOut(OperationType operation) => new("PG-EXE-TIMEOUT", operation == OperationType.Mutation
        ? "The mutation took too long and was given up; it may have been done. Look, or send it again with the same idempotencyKey, which does it once."
        : "The database took too long. Ask for fewer rows, or narrow the filter.");

    internal static string TraceId() => Activity.Current?.TraceId.ToString() ?? Guid.CreateVersion7().ToString("N");

    /// <summary>Tells the client and the operator of fields that a module failed to compute.</summary>
    /// <param name="start">Where in the data what was written of the plan begins.</param>
    /// <param name="under">Response key that the plan's fields are under, or null.</param>
    private void TellUnresolved(CompiledPlan plan, ByteBuffer data, int start, string? under, Execution execution)
    {
        if (execution.Unresolved is not { } unresolved) return;
        LogUnresolved(execution);
        execution.Errors.AddRange(unresolved.Values.Select(u => u.Told(plan.Plan, data.Slice(start, data.Length), under)));
        execution.Unresolved = null;
    }

    private void LogUnresolved(Execution execution)
    {
        foreach (var unresolved in execution.Unresolved?.Values ?? Enumerable.Empty<UnresolvedField>())
            logger.LogError(unresolved.Error, "The field {Field} of module {Module} could not be resolved; trace {Trace}", unresolved.Output.Field.Name, unresolved.Output.Field.Module, unresolved.Trace);
    }

    private static GraphAnswer OnlyReads(Execution execution) =>
        Refuse(AnswerKind.WrongOperation, new("PG-REQ-METHOD", "GET answers queries only; send mutations with POST."), execution);

    private static GraphAnswer Refuse(AnswerKind kind, GraphError error, Execution execution) => Answer(kind, execution, [error], null, false);

    private static GraphAnswer Answer(AnswerKind kind, Execution execution, IReadOnlyList<GraphError> errors, ByteBuffer? data, bool trace, string? cursor = null)
    {
        using var to = new ByteBuffer(int.MaxValue);
        AnswerWriter.Write(to, kind, execution, errors, data, trace);
        return Answer(kind, execution, to, cursor);
    }

    private static GraphAnswer Answer(AnswerKind kind, Execution execution, ByteBuffer answer, string? cursor = null)
    {
        var (rented, length) = answer.Detach();
        return new(kind, rented, length, new(execution.Parse, execution.Plan, execution.Database, execution.Write)) { Cursor = cursor };
    }
}
