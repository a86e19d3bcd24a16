using Microsoft.EntityFrameworkCore;
using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Faults;
using PropertyGraph.Files;
using PropertyGraph.Schema;

namespace PropertyGraph.Commands;

internal static class CommandResults
{
    public static IReadOnlyDictionary<string, object?> NoValues { get; } = new Dictionary<string, object?>();

    public static CommandResult Failed(params IReadOnlyList<Fault> faults) => new(null, faults, NoValues);
}

/// <summary>Runs commands: rights, input, idempotency, then the handler in a write transaction. Client mistakes are faults in the result.</summary>
internal sealed class CommandRunner : ICommandRunner
{
    private const string IdempotencyKey = "idempotencyKey";
    private const int LongestKey = 100;

    private readonly WriteTransactions transactions;
    private readonly Rights rights;
    private readonly FileStore files;
    private readonly Dictionary<string, (InputBinder Input, Func<object?, CallScope, Task<HandlerOutcome>> Call)> compiled;

    public CommandRunner(WriteTransactions transactions, Rights rights, FileStore files, IEnumerable<CommandDefinition> commands)
    {
        (this.transactions, this.rights, this.files) = (transactions, rights, files);
        compiled = commands.ToDictionary(c => c.Name, c => (new InputBinder(c.Input), HandlerCall.OfCommand(c, transactions.Model.Database(c.Module))));
    }

    /// <inheritdoc/>
    public async Task<CommandResult> RunAsync(CommandDefinition command, IReadOnlyDictionary<string, object?> input, Actor actor, CancellationToken cancel)
    {
        if (Refusal(command, actor) is { } refusal) return CommandResults.Failed(refusal);
        var state = actor.Audience == Audience.Staff ? await rights.RememberedAsync(cancel) : Rights.State.OfCode;
        // What is remembered may be older than a right that was given just now.
        if (Refusal(command, actor, state) is not null && Refusal(command, actor, state = await rights.ReadAsync(cancel)) is { } unfit) return CommandResults.Failed(unfit);
        var (binder, call) = compiled[command.Name];
        var key = input.GetValueOrDefault(IdempotencyKey) as string;
        if (key is not null && (string.IsNullOrWhiteSpace(key) || key.Length > LongestKey || StorableText.Objection(key) is not null))
            return CommandResults.Failed(new ValidationError($"Give an idempotency key of 1 to {LongestKey} characters, or none.", [IdempotencyKey]));
        if (input.ContainsKey(IdempotencyKey)) input = input.Where(f => f.Key != IdempotencyKey).ToDictionary();
        var faults = new List<Fault>();
        var bound = binder.Bind(input, [], faults);
        if (faults.Count > 0) return CommandResults.Failed(faults);
        var idempotency = key is null ? null : new IdempotencyKeys(command, actor, key, input);
        while (true)
        {
            try
            {
                return await transactions.RunAsync(actor, command.Name, unit => OnceAsync(unit, command, state, bound, call, idempotency, FilesOf(input)), cancel);
            }
            catch (Exception error) when (Rights.IsOutOfDate(error))
            {
                state = await rights.ReadAsync(cancel);
                if (Refusal(command, actor, state) is { } lost) return CommandResults.Failed(lost);
            }
            catch (Exception error) when (ConflictOf(error) is { } conflict)
            {
                return new(TargetOf(command, input), [conflict], CommandResults.NoValues);
            }
        }
    }

    private async Task<CommandResult> OnceAsync(
        WriteUnit unit, CommandDefinition command, Rights.State state, object? input, Func<object?, CallScope, Task<HandlerOutcome>> call, IdempotencyKeys? idempotency, IReadOnlyList<Guid> uploads)
    {
        if (idempotency is not null && await idempotency.ClaimAsync(unit) is { } first)
        {
            unit.Abandon();
            return first;
        }
        var outcome = await call(input, unit.Scope(command.Module));
        if (outcome.Faults.Count > 0)
        {
            unit.Abandon();
            return CommandResults.Failed(outcome.Faults);
        }
        unit.Raise(command.Module, outcome.Events);
        Keep(uploads, unit);
        rights.Hold(state, unit, outcome);
        idempotency?.Keep(unit, outcome.Key, outcome.Values);
        return new(outcome.Key, [], outcome.Values);
    }

    /// <summary>The files are where they stay before the transaction commits: what it names is there. If it does not commit, they are orphans, which the request's end removes.</summary>
    private void Keep(IReadOnlyList<Guid> uploads, WriteUnit unit)
    {
        if (uploads.Count == 0) return;
        foreach (var file in uploads) files.Keep(file);
        unit.AtEnd(KeptFiles.Insert(uploads, unit.Now));
    }

    private static IReadOnlyList<Guid> FilesOf(object? value) => value switch
    {
        UploadedFile file => [file.Id],
        IEnumerable<KeyValuePair<string, object?>> fields => [.. fields.SelectMany(f => FilesOf(f.Value))],
        string => [],
        System.Collections.IEnumerable list => [.. list.Cast<object?>().SelectMany(FilesOf)],
        _ => [],
    };

    private static NotAllowed? Refusal(CommandDefinition command, Actor actor)
    {
        if (actor.Audience == Audience.System) return null;
        if (!command.Audiences.Has(actor.Audience))
            return new(actor.Audience == Audience.Anonymous ? $"Sign in to call {command.Name}." : $"{command.Name} is not for {EnumText<Audience>.Of(actor.Audience)}.");
        return null;
    }

    private static NotAllowed? Refusal(CommandDefinition command, Actor actor, Rights.State state)
    {
        if (actor.Audience != Audience.Staff) return null;
        var positions = state.PositionsOf(command);
        if (positions.Count == 0 || positions.Contains(actor.Position)) return null;
        return new($"{command.Name} is for these positions: {string.Join(", ", positions.Select(EnumText<Position>.Of))}.");
    }

    /// <summary>The row that a call is about, so that whoever lost to another reads in the answer what the other left behind; null where the input names none.</summary>
    private static Guid? TargetOf(CommandDefinition command, IReadOnlyDictionary<string, object?> input)
    {
        var field = command.Input.Fields.FirstOrDefault(f => f.IdOf == command.Entity && !f.IsList && f.Name == Names.Camel(command.Entity));
        return field is not null && input.GetValueOrDefault(field.Name) is string id && GlobalId.TryDecode(id, out _, out var key) ? key : null;
    }

    /// <summary>What a handler's own checks can't exclude: somebody else was faster.</summary>
    private static Conflict? ConflictOf(Exception error)
    {
        if (error is ErasedPersonException) return new("Whom this is about was erased: nothing personal is written about them any more, no words and no files.");
        if (error is DbUpdateConcurrencyException) return new("The row was changed by somebody else meanwhile; read it again and repeat the call.");
        var cause = WriteTransactions.DatabaseError(error);
        if (WriteTransactions.IsConcurrency(cause)) return new("Others are changing the same rows; repeat the call.");
        return cause?.SqlState == PostgresErrorCodes.UniqueViolation ? new("There is such a row already; read it, or choose other values.") : null;
    }
}
