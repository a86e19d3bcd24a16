using System.Linq.Expressions;
using PropertyGraph.Access;
using PropertyGraph.Commands;

namespace PropertyGraph.Modules;

/// <summary>Collects what a module adds. See <see cref="IModule.Configure"/>.</summary>
public sealed class ModuleBuilder
{
    private readonly ModuleDraft draft;
    private readonly IReadOnlySet<string> active;

    internal ModuleBuilder(ModuleDraft draft, IReadOnlySet<string> active) => (this.draft, this.active) = (draft, active);

    /// <summary>The module's tables: one DbContext, one PostgreSQL schema named after the module, its own migrations. Call it first.</summary>
    public ModuleBuilder Database<TDb>() where TDb : ModuleDb
    {
        draft.DbType = typeof(TDb);
        return this;
    }

    /// <summary>A type of the graph with rows, named after the class.</summary>
    public ModuleBuilder Entity<T>(Action<EntityBuilder<T>> describe) where T : class
    {
        var entity = new EntityDraft(draft.Name, typeof(T).Name, typeof(T), draft.DbType ?? throw new StartupException(
            $"Module '{draft.Name}' describes {typeof(T).Name} before its Database<TDb>(); call that first."));
        describe(new EntityBuilder<T>(entity));
        draft.Entities.Add(entity);
        return this;
    }

    /// <summary>Adds fields to a type of a module that this one depends on.</summary>
    public ExtensionBuilder Extend(string type)
    {
        var extension = new EntityDraft(draft.Name, type, null, draft.DbType);
        draft.Extensions.Add(extension);
        return new ExtensionBuilder(extension);
    }

    /// <summary>
    /// Mutations, one per handler, named after its input record: a static method
    /// <c>Task&lt;Outcome&lt;TEntity&gt;&gt; Handle(TInput input, ...)</c>. Its other parameters are given by type: the module's DbContext, <see cref="Actor"/>,
    /// <see cref="IGraph"/>, <see cref="TimeProvider"/>, <see cref="CancellationToken"/>. Attributes say who may call it and what it may answer.
    /// </summary>
    public ModuleBuilder Commands(params Delegate[] handlers)
    {
        draft.Commands.AddRange(handlers);
        return this;
    }

    /// <summary>A live view of one type: <c>name(where, after): [Type]Change!</c>, fed by the events about it.</summary>
    public ModuleBuilder Subscription<T>(string name, string description) where T : class
    {
        draft.Subscriptions.Add(new(name, typeof(T).Name, description, draft.Name));
        return this;
    }

    /// <summary>
    /// Lists that are watched together: <c>name: [Name]!</c>, answered at once, and again when events about their types have changed it, at most once a second. Who watches the same, with the same rights,
    /// shares one reading.
    /// </summary>
    public ModuleBuilder Board(string name, string description, Action<BoardBuilder> lists)
    {
        var board = new BoardBuilder();
        lists(board);
        draft.Boards.Add(new(name, description, draft.Name, board.Lists));
        return this;
    }

    /// <summary>Event records of this module. Each carries <see cref="Events.EventOfAttribute"/>.</summary>
    public ModuleBuilder Events(params Type[] events)
    {
        draft.Events.AddRange(events);
        return this;
    }

    /// <summary>
    /// Handles an event exactly once, as the platform, in a transaction with the handler's offset: a static method
    /// <c>Task&lt;Reaction&gt; Handle(TEvent e, ...)</c> with the parameters of commands. The name keeps the offset: never rename it.
    /// </summary>
    public ModuleBuilder On<TEvent>(string name, Delegate handler) where TEvent : Events.IEvent
    {
        draft.EventHandlers.Add(new(name, typeof(TEvent), handler, draft.Name));
        return this;
    }

    /// <summary>Runs when a timer of this kind comes due: a static method <c>Task&lt;Reaction&gt; Handle(TimerFired timer, ...)</c>.</summary>
    public ModuleBuilder Timer(string kind, Delegate handler)
    {
        draft.Timers.Add(new(kind, handler, draft.Name));
        return this;
    }

    /// <summary>
    /// Does something for other modules inside their transactions: an interface of <c>modules/Contracts</c>, made once for each transaction. A handler asks for it by a parameter of its type, or, where any
    /// number of modules may provide it, for an <see cref="IReadOnlyList{T}"/>. The class has one public constructor, whose parameters are those of commands and <see cref="IRaisedEvents"/>.
    /// </summary>
    public ModuleBuilder Provide<TContract, TProvider>() where TProvider : class, TContract
    {
        draft.Provided.Add(new(typeof(TContract), typeof(TProvider)));
        return this;
    }

    /// <summary>What exists only while another module is on.</summary>
    public ModuleBuilder When(string module, Action<ModuleBuilder> configure)
    {
        if (active.Contains(module)) configure(this);
        return this;
    }

    /// <summary>Rows that an empty database gets, after migration: a static method <c>Task Seed(TDb db, ...)</c>, safe to repeat.</summary>
    public ModuleBuilder Seed(Delegate seed)
    {
        draft.Seeds.Add(seed);
        return this;
    }

    /// <summary>
    /// Demo rows, after the modules that this one depends on: a static method <c>Task Demo(DemoRequest request, Npgsql.NpgsqlConnection connection, ...)</c>,
    /// which loads them with COPY, deterministically. Its other parameters are those of commands.
    /// </summary>
    public ModuleBuilder Demo(Delegate demo)
    {
        draft.Demos.Add(demo);
        return this;
    }

    /// <summary>
    /// Imports a company's own CSV file: a static method <c>Task Import(ImportBatch&lt;TRow&gt; batch, ...)</c>, called with batches of rows in one transaction each;
    /// it inserts or updates by natural key and rejects bad rows. <c>TRow</c> is a record whose parameters are the columns. Files are read in the order of registration.
    /// </summary>
    public ModuleBuilder Import(string file, Delegate import)
    {
        draft.Imports.Add(new(file, import, draft.Name));
        return this;
    }

    /// <summary>Resolves a person of an audience to an actor, or null when there is none or it is not active: a static method <c>Task&lt;Actor?&gt; Handle(Guid id, ...)</c>.</summary>
    /// <param name="changedBy">Events after which somebody may stand for another actor, or for nobody: what gateways remember of people is asked anew then, and not only after some seconds.</param>
    public ModuleBuilder People(Audience audience, Delegate resolve, params Type[] changedBy)
    {
        draft.People.Add(new(audience, resolve, changedBy, draft.Name));
        return this;
    }

    /// <summary>A field of the root field <c>viewer</c>: the row that somebody of an audience acts as, under its row policies; null for everybody else.</summary>
    /// <param name="isPerson">Whether it is the person who acts for a partner, and not the partner.</param>
    public ModuleBuilder Viewer<T>(string name, Audience audience, string description, bool isPerson = false) where T : class
    {
        draft.Viewer.Add(new(name, typeof(T).Name, audience, isPerson ? nameof(Actor.PersonId) : nameof(Actor.Id), description, draft.Name));
        return this;
    }

    /// <summary>Keeps who may call which mutation, where that is other than <see cref="AllowAttribute"/> says.</summary>
    /// <typeparam name="TChanged">The event of the commands that change it; nothing else may.</typeparam>
    /// <param name="read">All that is other, at present: a static method <c>Task&lt;IReadOnlyList&lt;ChangedRight&gt;&gt; Handle(...)</c>.</param>
    public ModuleBuilder Rights<TChanged>(Delegate read) where TChanged : Events.IEvent
    {
        draft.Rights.Add(new(typeof(TChanged), read));
        return this;
    }

    /// <summary>Keeps the API keys.</summary>
    /// <param name="find">The key with a public part, or null when there is none that is good: a static method <c>Task&lt;ApiKeyGrant?&gt; Handle(string lookup, ...)</c>.</param>
    /// <param name="used">Writes down when keys were last used, past the audit: a static method <c>Task Handle(ApiKeyUse use, ...)</c>.</param>
    public ModuleBuilder ApiKeys(Delegate find, Delegate used)
    {
        draft.ApiKeys.Add(new(find, used));
        return this;
    }
}

/// <summary>What a module has declared, until the model is composed.</summary>
internal sealed class ModuleDraft(string name)
{
    public string Name { get; } = name;
    public Type? DbType { get; set; }
    public List<EntityDraft> Entities { get; } = [];
    public List<EntityDraft> Extensions { get; } = [];
    public List<Delegate> Commands { get; } = [];
    public List<SubscriptionDraft> Subscriptions { get; } = [];
    public List<Schema.Board> Boards { get; } = [];
    public List<Schema.ViewerField> Viewer { get; } = [];
    public List<Type> Events { get; } = [];
    public List<EventHandlerDraft> EventHandlers { get; } = [];
    public List<TimerDraft> Timers { get; } = [];
    public List<ProvidedDraft> Provided { get; } = [];
    public List<Delegate> Seeds { get; } = [];
    public List<Delegate> Demos { get; } = [];
    public List<ImportDraft> Imports { get; } = [];
    public List<PeopleDraft> People { get; } = [];
    public List<ApiKeysDraft> ApiKeys { get; } = [];
    public List<RightsDraft> Rights { get; } = [];
}

internal sealed record SubscriptionDraft(string Name, string Entity, string Description, string Module);
internal sealed record EventHandlerDraft(string Name, Type Event, Delegate Handler, string Module);
internal sealed record TimerDraft(string Kind, Delegate Handler, string Module);
internal sealed record ProvidedDraft(Type Contract, Type Provider);
internal sealed record ImportDraft(string File, Delegate Handler, string Module);
internal sealed record RightsDraft(Type Changed, Delegate Read);
internal sealed record ApiKeysDraft(Delegate Find, Delegate Used);
internal sealed record PeopleDraft(Audience Audience, Delegate Resolve, IReadOnlyList<Type> ChangedBy, string Module);
