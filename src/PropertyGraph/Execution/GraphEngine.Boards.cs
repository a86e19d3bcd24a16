using System.Runtime.CompilerServices;
using PropertyGraph.Access;
using PropertyGraph.Faults;
using PropertyGraph.Plans;
using PropertyGraph.Requests;
using PropertyGraph.Schema;

namespace PropertyGraph.Execution;

/// <summary>Boards: read plans that are read again when something has changed.</summary>
internal sealed partial class GraphEngine
{
    /// <summary>What is watched now.</summary>
    internal LiveBoards Boards { get; } = new(events, time);

    /// <summary>The board that a subscription watches, and how; null where it is a view of changes.</summary>
    private (Board Board, Selection Selection)? BoardOf(Operation operation)
    {
        if (model.Boards.Count == 0) return null;
        var selection = RootOf(operation);
        return model.Boards.FirstOrDefault(b => b.Name == selection.Name) is { } board ? (board, selection) : null;
    }

    private async Task<OpenedOperation> OpenBoardAsync(Board board, Selection selection, Operation operation, Actor actor, GraphRequest request, Execution execution, CancellationToken cancel)
    {
        var kind = AnswerKind.RequestError;
        try
        {
            var plan = await PlanAsync(operation, actor.Audience, null, execution, planner => planner.PlanBoard(selection, board), cancel);
            var slots = Filler(operation, actor, null);
            ReadPipeline.Check(plan, slots);
            // What one reading costs.
            kind = Judge(plan.Plan.Cost, null, slots, actor, request.Cost, execution);
            if (kind == AnswerKind.Executed)
            {
                var group = new BoardGroup(plan, request.Cost, Values(request, plan, null, slots));
                return new(null, WatchAsync(group, board, stop => ReadBoardAsync(plan, operation, actor, execution.Cost, stop), cancel), true);
            }
        }
        catch (GraphErrorException error)
        {
            execution.Errors.Add(error.Error);
        }
        return OpenedOperation.Refused(Answer(kind, execution, execution.Errors, null, false));
    }

    private async IAsyncEnumerable<GraphAnswer> WatchAsync(BoardGroup group, Board board, Func<CancellationToken, Task<BoardState>> read, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var state in Boards.WatchAsync(group, board.Entities, read, cancel))
            yield return Copied(state.Json);
    }

    private async Task<BoardState> ReadBoardAsync(CompiledPlan plan, Operation operation, Actor actor, CostReport? cost, CancellationToken cancel)
    {
        var execution = new Execution { Cost = cost };
        using var data = new ByteBuffer(limits.ResponseBytes);
        data.Write(AnswerWriter.Start);
        using var limit = Deadline.Start(TimeSpan.FromSeconds(limits.RequestSeconds), cancel);
        try
        {
            await pipeline.WriteAsync(plan, Filler(operation, actor, null), Commands.CommandResults.NoValues, [], data, execution, limit.Token);
            TellUnresolved(plan, data, AnswerWriter.Start.Length, null, execution);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            execution.Failed = true;
            execution.Errors.Add(Masked(error));
        }
        return new(Response(execution, data), execution.Failed);
    }
}
