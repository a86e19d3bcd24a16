using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using PropertyGraph.Events;
using PropertyGraph.Modules;
using PropertyGraph.Schema;

namespace PropertyGraph.Commands;

/// <summary>What writes need to know of a type: made once at start-up.</summary>
/// <param name="Type">The type.</param>
/// <param name="Routing">C# properties whose values an event carries from before and after: those by which row policies decide.</param>
/// <param name="Personal">C# properties that audit keeps encrypted.</param>
/// <param name="DataSubject">Whose personal data a row is.</param>
internal sealed record WrittenEntity(EntityType Type, IReadOnlySet<string> Routing, IReadOnlySet<string> Personal, Func<object, Guid?> DataSubject);

/// <summary>What a module does for a contract.</summary>
internal sealed record Provider(string Module, Func<CallScope, object> Make);

/// <summary>The modules' databases, types and events, as writes need them.</summary>
internal sealed class WriteModel
{
    private readonly Dictionary<Type, WrittenEntity> byClrType;
    private readonly Dictionary<string, WrittenEntity> byName;
    private readonly Dictionary<string, Type?> databases;
    private readonly Dictionary<string, int> places;
    private readonly Dictionary<Type, Func<ModuleDb>> create = [];
    private readonly Dictionary<Type, EventOfAttribute> events = [];
    private readonly Dictionary<Type, List<Provider>> providers = [];
    private readonly ConcurrentDictionary<(Type Db, EntityType Type), RowFinder> finders = [];
    private readonly Lazy<PersonalTables> personalTables;

    public WriteModel(IReadOnlyList<LoadedModule> modules, IEnumerable<EntityType> entities, IEnumerable<CommandDefinition> commands)
    {
        Mutations = new(commands);
        personalTables = new(() => new(this));
        byClrType = entities.ToDictionary(e => e.ClrType, Describe);
        byName = byClrType.Values.ToDictionary(e => e.Type.Name);
        databases = modules.ToDictionary(m => m.Name, m => m.Draft.DbType);
        places = modules.Select((m, i) => (m.Name, i)).ToDictionary(m => m.Name, m => m.i);
        foreach (var db in databases.Values.OfType<Type>().Distinct()) create.Add(db, Factory(db));
        foreach (var (type, module) in modules.SelectMany(m => m.Draft.Events.Select(e => (e, m.Name))))
            events[type] = type.GetCustomAttribute<EventOfAttribute>()
                ?? throw new StartupException($"Module '{module}' has the event {type.Name} without [EventOf(...)]; say what it is about.");
        foreach (var (draft, module) in modules.SelectMany(m => m.Draft.Provided.Select(p => (p, m))))
        {
            if (!providers.TryGetValue(draft.Contract, out var known)) providers.Add(draft.Contract, known = []);
            known.Add(new(module.Name, HandlerCall.OfProvider(draft.Provider, module.Draft.DbType, $"Module '{module.Name}' provides {draft.Contract.Name}")));
        }
        foreach (var module in modules) CheckContracts(module);
    }

    /// <summary>What staff may call.</summary>
    public StaffMutations Mutations { get; }

    /// <summary>What the modules that are on provide for a contract, in the order of their dependencies.</summary>
    public IReadOnlyList<Provider> Providers(Type contract) => providers.GetValueOrDefault(contract) ?? [];

    /// <exception cref="StartupException">A handler asks for a contract that not exactly one module provides.</exception>
    private void CheckContracts(LoadedModule module)
    {
        var handlers = module.Draft.Commands.Concat(module.Draft.EventHandlers.Select(h => h.Handler)).Concat(module.Draft.Timers.Select(t => t.Handler));
        var asked = handlers.SelectMany(h => h.Method.GetParameters()).Concat(module.Draft.Provided.SelectMany(p => p.Provider.GetConstructors()).SelectMany(c => c.GetParameters()));
        foreach (var contract in asked.Select(p => HandlerCall.ContractOf(p.ParameterType)).Where(c => c is (_, false)).Select(c => c!.Value.Contract).Distinct())
            if (Providers(contract) is not [_])
                throw new StartupException($"Module '{module.Name}' asks for {contract.Name}, which {Providers(contract).Count} modules provide; exactly one may. Switch on the module that does, or ask for IReadOnlyList<{contract.Name}>.");
    }

    public IEnumerable<EntityType> Entities => byClrType.Values.Select(e => e.Type);

    /// <summary>Where what is kept about people lies; made when it is first asked for.</summary>
    public PersonalTables PersonalTables => personalTables.Value;

    /// <summary>Finds rows of a type in a module's database.</summary>
    public RowFinder Finder(ModuleDb db, EntityType type) =>
        finders.TryGetValue((db.GetType(), type), out var known) ? known : finders.GetOrAdd((db.GetType(), type), new RowFinder(db, type.ClrType, PersonalTables.Of(type)));

    public WrittenEntity? Entity(Type clrType) => byClrType.GetValueOrDefault(clrType);
    public WrittenEntity? Entity(string name) => byName.GetValueOrDefault(name);

    /// <summary>Place of a module among those that are on: after all that it depends on.</summary>
    public int PlaceOf(string module) => places[module];

    /// <summary>Database class of a module; null when it has none.</summary>
    public Type? Database(string module) => databases[module];

    /// <summary>A context that is not connected yet. Disposing it gives it back to be used again.</summary>
    public ModuleDb Create(Type dbType) => create[dbType]();

    /// <exception cref="InvalidOperationException">No module declared the event: the schema would not know its kind.</exception>
    public EventOfAttribute EventOf(Type type) =>
        events.GetValueOrDefault(type) ?? throw new InvalidOperationException($"The event {type.Name} was raised, but no module declares it; name it in module.Events(...).");

    private static Func<ModuleDb> Factory(Type dbType) =>
        (Func<ModuleDb>)typeof(WriteModel).GetMethod(nameof(FactoryOf), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(dbType).Invoke(null, null)!;

    private static Func<ModuleDb> FactoryOf<TDb>() where TDb : ModuleDb
    {
        var options = ModuleDbOptions.For<TDb>(builder => builder.UseNpgsql(ModuleDbOptions.Migrations<TDb>()));
        if (typeof(TDb).GetConstructors() is not [var only] || only.GetParameters() is not [var parameter] || !parameter.ParameterType.IsInstanceOfType(options))
            throw new StartupException($"{typeof(TDb).Name} needs one public constructor, with DbContextOptions<{typeof(TDb).Name}>.");
        // Making a context costs more than a small command does with it.
        return new PooledDbContextFactory<TDb>(options).CreateDbContext;
    }

    private static WrittenEntity Describe(EntityType type)
    {
        var routing = new HashSet<string> { type.Key };
        foreach (var policy in type.Policies)
            switch (policy)
            {
                case RowPolicy { Expression: { } rows }: routing.UnionWith(OwnMembers(rows)); break;
                case RelationPolicy through when type.Fields[through.Field] is ToOneField one: routing.UnionWith(OwnMembers(one.KeyExpression)); break;
            }
        var personal = type.Fields.Values.OfType<ScalarField>().Where(f => f.Personal).SelectMany(f => OwnMembers(f.Expression)).ToHashSet();
        return new(type, routing, personal, Subject(type));
    }

    private static Func<object, Guid?> Subject(EntityType type)
    {
        if (type.DataSubject is null && type.ClrType.GetProperty(type.Key)?.PropertyType != typeof(Guid)) return _ => null;
        var row = Expression.Parameter(typeof(object), "row");
        var typed = Expression.Convert(row, type.ClrType);
        Expression value = type.DataSubject is { } subject ? new Replace(subject.Parameters[0], typed).Visit(subject.Body)! : Expression.Property(typed, type.Key);
        return Expression.Lambda<Func<object, Guid?>>(Expression.Convert(value, typeof(Guid?)), row).Compile();
    }

    /// <summary>Properties of the row itself that an expression reads.</summary>
    private static IReadOnlySet<string> OwnMembers(LambdaExpression expression)
    {
        var finder = new MemberFinder(expression.Parameters[0]);
        finder.Visit(expression.Body);
        return finder.Found;
    }

    private sealed class MemberFinder(ParameterExpression row) : ExpressionVisitor
    {
        public HashSet<string> Found { get; } = [];

        protected override Expression VisitMember(MemberExpression node)
        {
            if (node.Expression == row) Found.Add(node.Member.Name);
            return base.VisitMember(node);
        }
    }

    private sealed class Replace(Expression from, Expression to) : ExpressionVisitor
    {
        public override Expression? Visit(Expression? node) => node == from ? to : base.Visit(node);
    }
}
