using System.Runtime.CompilerServices;
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
        if (operation.Definition.Operation == OperationType.Query) return new(null, AnswerAsync(operation, actor, request, execution, cancel));
        if (operation.Definition.Operation == OperationType.Mutation)
            return request.QueriesOnly ? OpenedOperation.Refused(OnlyReads(execution)) : new(null, AnswerAsync(operation, actor, request, execution, cancel));
        // Asked for first: a change that comes while the view is planned is one of its changes.
        var end = await events.EndAsync(cancel);
        var (view, kind) = Open(operation, actor, request, execution);
        return kind == AnswerKind.Executed
            ? new(null, WatchAsync(view!, view!.After ?? end, execution.Cost, cancel))
            : OpenedOperation.Refused(Answer(kind, execution, execution.Errors, null, false));
    }

    private async IAsyncEnumerable<GraphAnswer> AnswerAsync(Operation operation, Actor actor, GraphRequest request, Execution execution, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await ExecuteAsync(operation, actor, request, execution, cancel);
    }

    private async IAsyncEnumerable<GraphAnswer> WatchAsync(LiveView view, LogPosition after, CostReport? cost, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var happened in events.ReadAsync(view.Field.Entity, after, cancel))
        {
            var delivery = new Execution { Cost = cost };
            if (await DeliverAsync(view, happened, delivery, cancel) is { } answer) yield return answer;
            // Going on would lose this change for good; a client that comes back with its last cursor gets it.
            if (delivery.Failed) yield break;
        }
    }

    /// <summary>A view, and <see cref="AnswerKind.Executed"/>; or why there is none, in <see cref="Execution.Errors"/>.</summary>
    private (LiveView? View, AnswerKind Kind) Open(Operation operation, Actor actor, GraphRequest request, Execution execution)
    {
        try
        {
            // Validation has made sure that there is exactly one root field (GraphQL 5.2.3.1).
            var selection = new SelectionReader(operation, (condition, type) => condition == type, limits).Read([operation.Definition.SelectionSet], "Subscription").Single();
            var field = model.Subscriptions.Single(s => s.Name == selection.Name);
            var change = new Planner(operation, model, actor.Audience, limits, null).PlanChange(selection, field);
            var compiled = pipeline.Compile(change.Plan, actor.Audience);
            // A value that does not fit is told now: told at each change, it would tell of changes of rows that the reader may not see.
            var slots = Filler(operation, actor, Guid.Empty);
            foreach (var slot in compiled.Slots) slots.Value(slot);
            foreach (var level in change.Plan.Levels)
                if (level.Page is { } page) slots.Take(page.Limit);
            // What one change costs: how many there will be is nobody's to know.
            var bill = new Bill();
            bill.Add(change.Plan.Cost, pricing.Sum(change.Plan.Cost, slots, actor.Audience), selection.Key);
            var kind = Judge(bill, actor, request.Cost, execution);
            if (kind != AnswerKind.Executed) return (null, kind);
            var cursor = request.After ?? (change.After is { } path ? (string)slots.Resolve(path)! : null);
            LogPosition? after = cursor is null ? null : pipeline.Cursors.OpenPosition(field.Entity, cursor);
            return (new(operation, actor, selection.Key, field, change, compiled, after), kind);
        }
        catch (GraphErrorException error)
        {
            execution.Errors.Add(error.Error);
            return (null, AnswerKind.RequestError);
        }
    }

    /// <summary>The answer that an event gives a subscriber, or null where it is not the subscriber's business.</summary>
    private async Task<GraphAnswer?> DeliverAsync(LiveView view, LoggedEvent happened, Execution execution, CancellationToken cancel)
    {
        if (happened.StaffOnly && view.Actor.Audience is not (Audience.Staff or Audience.System)) return null;
        var rows = new LevelRows?[view.Plan.Plan.Levels.Count];
        using var data = new ByteBuffer(limits.ResponseBytes);
        data.Write(AnswerWriter.Start);
        var cursor = pipeline.Cursors.Seal(view.Field.Entity, happened.Position);
        try
        {
            var slots = Filler(view.Operation, view.Actor, happened.Subject);
            var failed = ReadPipeline.FailedRoots();
            await pipeline.ReadAsync(view.Plan, slots, rows, failed, execution, cancel);
            if (!execution.Failed)
            {
                var visible = rows[view.Change.Visible.Index]!.Total > 0;
                var matching = visible && (view.Change.Matching is not { } where || rows[where.Index]!.Total > 0);
                if (view.KindFor(happened, visible, matching) is not { } kind) return null;
                data.Write((byte)'{');
                JsonText.WriteString(data, view.Key);
                data.Write((byte)':');
                new ResponseWriter(data, new(rows, slots, Values(view, happened, kind, cursor), [], failed), pipeline.Cursors).WriteRoot(view.Plan.Plan.Root);
                data.Write((byte)'}');
            }
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            execution.Failed = true;
            execution.Errors.Add(Masked(error));
        }
        finally
        {
            foreach (var level in rows) level?.Dispose();
        }
        TellUnresolved(execution);
        // A client goes on after what it got: not after a change that it did not get.
        return Answer(AnswerKind.Executed, execution, execution.Errors, data, false, execution.Failed ? null : cursor);
    }

    private Dictionary<string, object?> Values(LiveView view, LoggedEvent happened, string kind, string cursor)
    {
        var mine = happened.ActorId is { } id && (view.Actor.Audience is Audience.Staff or Audience.System || view.Actor.Id == id);
        var type = happened.Audience switch { Audience.Staff => "Staff", Audience.Customer => "Customer", Audience.Partner => "Partner", _ => null };
        return new()
        {
            ["cursor"] = cursor,
            ["kind"] = kind,
            ["at"] = happened.At,
            [$"{Names.Camel(view.Field.Entity)}Id"] = GlobalId.Encode(view.Field.Entity, happened.Subject),
            ["actor.audience"] = happened.Audience,
            ["actor.id"] = mine && type is not null && model.Entities.ContainsKey(type) ? GlobalId.Encode(type, happened.ActorId!.Value) : null,
        };
    }

    /// <summary>One subscriber's view.</summary>
    private sealed class LiveView(Operation operation, Actor actor, string key, SubscriptionField watched, ChangePlan change, CompiledPlan plan, LogPosition? after)
    {
        private const int MaximumRemembered = 10_000;
        /// <summary>Rows that this subscriber was shown; false for those whose leaving was told.</summary>
        private readonly Dictionary<Guid, bool> shown = [];
        private readonly RowJudge judge = new(actor);

        /// <summary>Whether a row that is not remembered may have been shown before: after a resumption, or when too many were shown to remember.</summary>
        private bool mayHaveShownOthers = after is not null;

        public Operation Operation => operation;
        public Actor Actor => actor;
        public string Key => key;
        public SubscriptionField Field => watched;
        public ChangePlan Change => change;
        public CompiledPlan Plan => plan;
        public LogPosition? After => after;

        /// <summary>What the change is to this subscriber, or null where it is nothing.</summary>
        public string? KindFor(LoggedEvent happened, bool visible, bool matching)
        {
            if (matching)
            {
                Remember(happened.Subject, true);
                return happened.Kind;
            }
            if (visible) return Leaves(happened) ? SubscriptionTypes.NoLongerMatching : null;
            // The row is read as it is now: a later event may have hidden it, and that one tells so, once.
            if (!Sees(happened.Before) || Sees(happened.After)) return null;
            return change.Matching is null || Leaves(happened) ? SubscriptionTypes.NoLongerVisible : null;
        }

        private bool Sees(IReadOnlyDictionary<string, object?>? keys) => keys is not null && judge.Sees(change.Visible.Rows.Entity, keys);

        /// <summary>Whether a row that is not in the view now was in it, and nobody has told its leaving yet.</summary>
        private bool Leaves(LoggedEvent happened)
        {
            // A row that is new can't have been shown before.
            var left = shown.TryGetValue(happened.Subject, out var was) ? was : mayHaveShownOthers && happened.Before is not null;
            if (mayHaveShownOthers) Remember(happened.Subject, false);
            else shown.Remove(happened.Subject);
            return left;
        }

        private void Remember(Guid subject, bool isShown)
        {
            if (change.Matching is null) return;
            if (shown.Count >= MaximumRemembered && !shown.ContainsKey(subject))
            {
                shown.Clear();
                mayHaveShownOthers = true;
            }
            shown[subject] = isShown;
        }
    }
}
