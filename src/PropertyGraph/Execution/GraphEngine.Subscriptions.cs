using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GraphQLParser.AST;
using PropertyGraph.Access;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Plans;
using PropertyGraph.Requests;
using PropertyGraph.Schema;

namespace PropertyGraph.Execution;

/// <summary>Live views: an event filter and a read plan. Access is checked at every delivery.</summary>
internal sealed partial class GraphEngine
{
    public async Task<OpenedOperation> OpenAsync(GraphRequest request, Actor actor, CancellationToken cancel)
    {
        var execution = new Execution();
        var (operation, refused) = await ReadAsync(request, actor, execution, cancel);
        if (operation is null) return OpenedOperation.Refused(refused!);
        if (operation.Definition.Operation == OperationType.Query) return new(null, AnswerAsync(operation, actor, request, execution, cancel), false);
        if (operation.Definition.Operation == OperationType.Mutation)
            return request.QueriesOnly ? OpenedOperation.Refused(OnlyReads(execution)) : new(null, AnswerAsync(operation, actor, request, execution, cancel), false);
        if (BoardOf(operation) is { } asked) return await OpenBoardAsync(asked.Board, asked.Selection, operation, actor, request, execution, cancel);
        // Asked for first: a change that comes while the view is planned is one of its changes. Waited for last: what is refused needs no log.
        var end = events.EndAsync(cancel).AsTask();
        var (view, kind) = Open(operation, actor, request, execution);
        return kind == AnswerKind.Executed
            ? new(null, WatchAsync(view!, view!.After ?? await end, cancel), true)
            : OpenedOperation.Refused(Answer(kind, execution, execution.Errors, null, false));
    }

    private async IAsyncEnumerable<GraphAnswer> AnswerAsync(Operation operation, Actor actor, GraphRequest request, Execution execution, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await ExecuteAsync(operation, actor, request, execution, cancel);
    }

    private async IAsyncEnumerable<GraphAnswer> WatchAsync(LiveView view, LogPosition from, [EnumeratorCancellation] CancellationToken cancel)
    {
        Changes.Join(view);
        try
        {
            await foreach (var happened in events.ReadAsync(view.Plan.Field.Entity, from, cancel))
            {
                if (happened.StaffOnly && view.Actor.Audience is not (Audience.Staff or Audience.System)) continue;
                var read = await Changes.ReadAsync(view, happened, ReadOnceAsync, cancel);
                var (answer, failed) = Tell(view, happened, read);
                if (answer is not null) yield return answer;
                // Going on would lose this change for good; a client that comes back with its last cursor gets it.
                if (failed) yield break;
            }
        }
        finally
        {
            Changes.Leave(view);
        }
    }

    /// <summary>A view, and <see cref="AnswerKind.Executed"/>; or why there is none, in <see cref="Execution.Errors"/>.</summary>
    private (LiveView? View, AnswerKind Kind) Open(Operation operation, Actor actor, GraphRequest request, Execution execution)
    {
        try
        {
            var plan = PlanView(operation, actor.Audience);
            // A value that does not fit is told now: told at each change, it would tell of changes of rows that the reader may not see.
            var slots = Filler(operation, actor, Guid.Empty);
            ReadPipeline.Check(plan.Compiled, slots);
            // What one change costs: how many there will be is nobody's to know.
            var cost = plan.Change.Plan.Cost;
            var kind = Judge(cost, plan.Key, slots, actor, request.Cost, execution);
            if (kind != AnswerKind.Executed) return (null, kind);
            var cursor = request.After ?? (plan.Change.After is { } path ? (string?)slots.Resolve(path) : null);
            LogPosition? after = cursor is null ? null : pipeline.Cursors.OpenPosition(plan.Field.Entity, cursor);
            return (new(new(plan, request.Cost, Values(request, plan.Compiled, plan.Change.After?.Variable, slots)), operation, actor, execution.Cost, after), kind);
        }
        catch (GraphErrorException error)
        {
            execution.Errors.Add(error.Error);
            return (null, AnswerKind.RequestError);
        }
    }

    /// <summary>Validation has made sure that there is exactly one root field (GraphQL 5.2.3.1).</summary>
    private Selection RootOf(Operation operation) =>
        new SelectionReader(operation, (condition, type) => condition == type, limits).Read([operation.Definition.SelectionSet], "Subscription").Single();

    private ViewPlan PlanView(Operation operation, Audience audience)
    {
        var key = (operation.Document.Id, operation.Definition.Name?.StringValue, audience, VariableShape.Of(operation, schema.Schema));
        if (views.TryGet(key, out var known)) return known;
        var selection = RootOf(operation);
        var field = model.Subscriptions.Single(s => s.Name == selection.Name);
        var change = new Planner(operation, model, audience, limits, null).PlanChange(selection, field);
        var plan = new ViewPlan(field, selection.Key, change, pipeline.Compile(change.Plan, audience));
        views.Add(key, plan, plan.Compiled.Weight);
        return plan;
    }

    /// <summary>What the views of one group have in common: the variables, but for the one to go on after, and the claims that the statements ask for.</summary>
    private static string Values(GraphRequest request, CompiledPlan plan, string? after, SlotFiller slots)
    {
        var given = request.Variables.ValueKind != JsonValueKind.Object ? [] : request.Variables.EnumerateObject().Where(v => v.Name != after).Select(v => $"{v.Name}={v.Value.GetRawText()}");
        var claims = plan.Slots.OfType<ActorSlot>().Select(claim => string.Create(CultureInfo.InvariantCulture, $"{claim.Member}={slots.Value(claim)}"));
        var text = JsonSerializer.Serialize((string[])[.. given, "", .. claims]);
        return text.Length <= 100 ? text : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The answer that a change gives a subscriber, or null where it is not the subscriber's business; and whether the change could not be told.</summary>
    private (GraphAnswer? Answer, bool Failed) Tell(LiveView view, LoggedEvent happened, ChangeRead read)
    {
        try
        {
            var kind = read.Failed ? "" : view.KindFor(happened, read.Visible, read.Matching);
            if (kind is null) return default;
            var (json, failed) = read.Response(kind, view.MayKnowActor(happened));
            // A client goes on after what it got: not after a change that it did not get.
            return (Copied(json, failed ? null : pipeline.Cursors.Seal(view.Plan.Field.Entity, happened.Position)), failed);
        }
        finally
        {
            read.Release();
        }
    }

    /// <summary>Reads the row of a change as it is now, for the views of one group.</summary>
    private async Task<ChangeRead> ReadOnceAsync(LiveView view, LoggedEvent happened, CancellationToken cancel)
    {
        var (plan, execution) = (view.Plan, new Execution { Cost = view.Cost });
        var (slots, failed) = (Filler(view.Operation, view.Actor, happened.Subject), ReadPipeline.FailedRoots());
        var rows = new LevelRows?[plan.Change.Plan.Levels.Count];
        try
        {
            await pipeline.ReadAsync(plan.Compiled, slots, rows, failed, execution, cancel);
        }
        catch (Exception error)
        {
            if (error is OperationCanceledException && cancel.IsCancellationRequested)
            {
                foreach (var level in rows) level?.Dispose();
                throw;
            }
            execution.Failed = true;
            execution.Errors.Add(Masked(error));
        }
        LogUnresolved(execution);
        var visible = !execution.Failed && rows[plan.Change.Visible.Index]!.Total > 0;
        var matching = visible && (plan.Change.Matching is not { } where || rows[where.Index]!.Total > 0);
        return new(visible, matching, time.GetTimestamp(), execution.Failed, (kind, knowsActor) => Write(plan, new(rows, slots, Values(plan, happened, kind, knowsActor), [], failed), execution), rows);
    }

    private ChangeResponse Write(ViewPlan plan, ResponseParts parts, Execution execution)
    {
        using var data = new ByteBuffer(limits.ResponseBytes);
        data.Write(AnswerWriter.Start);
        var told = execution;
        try
        {
            if (!execution.Failed)
            {
                data.Write((byte)'{');
                JsonText.WriteString(data, plan.Key);
                data.Write((byte)':');
                var start = data.Length;
                new ResponseWriter(data, parts, pipeline.Cursors).WriteRoot(plan.Change.Plan.Root);
                if (execution.Unresolved is { } unresolved)
                {
                    told = new Execution { Cost = execution.Cost };
                    told.Errors.AddRange([.. execution.Errors, .. unresolved.Values.Select(u => u.Told(plan.Change.Plan, data.Slice(start, data.Length), plan.Key))]);
                }
                data.Write((byte)'}');
            }
        }
        catch (Exception error)
        {
            told = new Execution { Cost = execution.Cost, Failed = true };
            told.Errors.Add(Masked(error));
        }
        return new(Response(told, data), told.Failed);
    }

    /// <summary>A whole response that several are told.</summary>
    private static byte[] Response(Execution execution, ByteBuffer data)
    {
        using var response = new ByteBuffer(int.MaxValue);
        AnswerWriter.Write(response, AnswerKind.Executed, execution, execution.Errors, data, false);
        return response.Written.ToArray();
    }

    /// <summary>One subscriber's copy of it.</summary>
    private static GraphAnswer Copied(byte[] json, string? cursor = null)
    {
        var rented = ArrayPool<byte>.Shared.Rent(json.Length);
        json.CopyTo(rented, 0);
        return new(AnswerKind.Executed, rented, json.Length, default) { Cursor = cursor };
    }

    private Dictionary<string, object?> Values(ViewPlan plan, LoggedEvent happened, string kind, bool knowsActor)
    {
        var type = happened.Audience switch { Audience.Staff => "Staff", Audience.Customer => "Customer", Audience.Partner => "Partner", _ => null };
        return new()
        {
            ["cursor"] = pipeline.Cursors.Seal(plan.Field.Entity, happened.Position),
            ["kind"] = kind,
            ["at"] = happened.At,
            [$"{Names.Camel(plan.Field.Entity)}Id"] = GlobalId.Encode(plan.Field.Entity, happened.Subject),
            ["actor.audience"] = happened.Audience,
            ["actor.id"] = knowsActor && type is not null && model.Entities.ContainsKey(type) ? GlobalId.Encode(type, happened.ActorId!.Value) : null,
        };
    }
}
