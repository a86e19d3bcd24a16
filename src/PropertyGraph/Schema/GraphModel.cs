using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Modules;

namespace PropertyGraph.Schema;

/// <summary>A live view of one type.</summary>
/// <param name="Name">Root field of the subscription type.</param>
/// <param name="Entity">Name of the type.</param>
/// <param name="Kinds">What can happen to it: kind, description, and whether only staff may learn of it.</param>
public sealed record SubscriptionField(string Name, string Entity, string Description, string Module, IReadOnlyList<(string Kind, string Description, bool StaffOnly)> Kinds);

/// <summary>A field of <c>viewer</c>: the row that somebody acts as.</summary>
/// <param name="Entity">Name of the row's type.</param>
/// <param name="Audience">Whose row it is; nobody else has one.</param>
/// <param name="Key">The actor's member that is the row's key.</param>
public sealed record ViewerField(string Name, string Entity, Audience Audience, string Key, string Description, string Module);

/// <summary>Everything that the modules contribute, joined and checked: the one source of schema, SQL and policies. Immutable.</summary>
public sealed class GraphModel
{
    private GraphModel(
        IReadOnlyDictionary<string, EntityType> entities, IReadOnlyList<CommandDefinition> commands, IReadOnlyList<SubscriptionField> subscriptions, IReadOnlyList<Board> boards,
        IReadOnlyList<ViewerField> viewer)
    {
        Entities = entities;
        Commands = commands;
        Subscriptions = subscriptions;
        Boards = boards;
        Viewer = viewer;
        Search = MergedLists.Search(entities.Values);
        Merged = [.. entities.Values.SelectMany(e => e.Fields.Values).OfType<MergedField>().Select(f => f.List), .. Search is null ? [] : new[] { Search }];
        ByClrType = entities.Values.ToDictionary(e => e.ClrType);
    }

    /// <summary>Types with rows, by name.</summary>
    public IReadOnlyDictionary<string, EntityType> Entities { get; }
    public IReadOnlyDictionary<Type, EntityType> ByClrType { get; }
    public IReadOnlyList<CommandDefinition> Commands { get; }
    public IReadOnlyList<SubscriptionField> Subscriptions { get; }
    public IReadOnlyList<Board> Boards { get; }
    public IReadOnlyList<ViewerField> Viewer { get; }

    /// <summary>Lists of rows of several types.</summary>
    public IReadOnlyList<MergedList> Merged { get; }

    /// <summary>Rows of all types that have searchable fields; null where none has.</summary>
    public MergedList? Search { get; }

    /// <summary>Joins what the modules declared, in dependency order.</summary>
    /// <exception cref="StartupException">Names clash, a type is unknown, or something has no description.</exception>
    internal static GraphModel Compose(IReadOnlyList<ModuleDraft> modules)
    {
        var drafts = new Dictionary<string, EntityDraft>();
        foreach (var draft in modules.SelectMany(m => m.Entities))
        {
            if (drafts.TryGetValue(draft.Name, out var first))
                throw TypeNames.Clash(first.Module, draft.Module, $"the type {draft.Name}", "rename one of the two classes");
            drafts.Add(draft.Name, draft);
        }
        var extensions = modules.SelectMany(m => m.Extensions).ToLookup(e => e.Name);
        foreach (var unknown in extensions.Where(e => !drafts.ContainsKey(e.Key)).SelectMany(e => e))
            throw new StartupException($"Module '{unknown.Module}' extends the type {unknown.Name}, which no active module defines; add its module to DependsOn, or guard the extension with When(...).");

        var entities = drafts.Values.ToDictionary(d => d.Name, d => Entity(d, [.. extensions[d.Name]]));
        foreach (var entity in entities.Values) CheckRelations(entity, entities);
        var model = new GraphModel(entities, [.. modules.SelectMany(m => m.Commands.Select(c => CommandDefinition.From(c, m.Name)))], [.. modules.SelectMany(m => SubscriptionsOf(m, modules))],
            [.. modules.SelectMany(m => m.Boards)], [.. modules.SelectMany(m => m.Viewer)]);
        CheckViewer(model);
        CheckRootNames(model);
        TypeNames.Check(model);
        return model;
    }

    private static EntityType Entity(EntityDraft draft, IReadOnlyList<EntityDraft> extensions)
    {
        if (string.IsNullOrWhiteSpace(draft.Description))
            throw new StartupException($"Module '{draft.Module}' defines {draft.Name} without a description; call Is(\"...\").");
        var fields = new Dictionary<string, Field>();
        if (draft.IsNode) fields.Add("id", IdField(draft));
        foreach (var part in extensions.Prepend(draft))
            foreach (var field in part.Fields.Select(part.Build))
            {
                if (fields.TryGetValue(field.Name, out var first))
                    throw TypeNames.Clash(first.Module, field.Module, $"the field {draft.Name}.{field.Name}", "rename one of the two");
                if (string.IsNullOrWhiteSpace(field.Description))
                    throw new StartupException($"Module '{field.Module}' defines {draft.Name}.{field.Name} without a description; say what it means in the call that declares it.");
                fields.Add(field.Name, field);
            }
        MergedLists.Fill(draft.Name, fields, extensions.Prepend(draft).SelectMany(part => part.Fields));
        return new EntityType
        {
            Name = draft.Name,
            Description = draft.Description,
            Module = draft.Module,
            ClrType = draft.ClrType!,
            DbType = draft.DbType!,
            One = draft.One,
            Many = draft.Many,
            IsNode = draft.IsNode,
            Key = draft.Key,
            Lookups = draft.Lookups,
            DefaultOrder = draft.DefaultOrder,
            Fields = fields,
            Policies = [.. extensions.Prepend(draft).SelectMany(p => p.Policies)],
            DataSubject = draft.DataSubject,
            InUse = draft.InUse,
            AlsoAbout = draft.AlsoAbout,
            PersonRows = draft.PersonRows,
        };
    }

    private static ScalarField IdField(EntityDraft draft)
    {
        var row = System.Linq.Expressions.Expression.Parameter(draft.ClrType!, "row");
        var key = System.Linq.Expressions.Expression.Lambda(System.Linq.Expressions.Expression.Property(row, draft.Key), row);
        return new("id", "Opaque global id.", draft.Module, AudienceSet.All, Names.Snake(draft.Key), new(ScalarKind.Id, false), key, false);
    }

    private static void CheckRelations(EntityType entity, IReadOnlyDictionary<string, EntityType> entities)
    {
        foreach (var field in entity.Fields.Values)
        {
            var target = field switch { ToOneField one => one.Target, ToManyField many => many.Target, _ => null };
            if (target is not null && !entities.ContainsKey(target))
                throw new StartupException($"Module '{field.Module}' defines {entity.Name}.{field.Name} of the type {target}, which no active module defines; add its module to DependsOn, or guard the field with When(...).");
        }
        foreach (var merged in entity.Fields.Values.OfType<MergedField>()) MergedLists.Check(entity, merged, entities);
        foreach (var field in entity.Fields.Values.OfType<ResolvedField>())
            if (entities.Values.FirstOrDefault(e => field.Type.Records().Any(r => r.ClrType == e.ClrType)) is { } row)
                throw new StartupException($"Module '{field.Module}' defines {entity.Name}.{field.Name}, which gives rows of {row.Name} past their row policies; declare a relation with One(...) or Many(...), or give a record of its own.");
        foreach (var name in entity.Lookups.Concat(entity.DefaultOrder.Select(o => o.Field)))
            if (entity.Fields.GetValueOrDefault(name) is not ScalarField)
                throw new StartupException($"Module '{entity.Module}' looks up or orders {entity.Name} by '{name}', which is not one of its plain fields; declare it with Field(...).");
        foreach (var policy in entity.Policies.OfType<RelationPolicy>())
            if (entity.Fields.GetValueOrDefault(policy.Field) is not (ToOneField or ToManyField))
                throw new StartupException($"Module '{policy.Module}' makes {entity.Name} visible through '{policy.Field}', which is not one of its relations; declare it with One(...) or Many(...).");
    }

    private static IEnumerable<SubscriptionField> SubscriptionsOf(ModuleDraft module, IReadOnlyList<ModuleDraft> modules)
    {
        foreach (var draft in module.Subscriptions)
        {
            var kinds = modules.SelectMany(m => m.Events)
                .Select(type => type.GetCustomAttributes(typeof(Events.EventOfAttribute), false).Cast<Events.EventOfAttribute>().SingleOrDefault()
                    ?? throw new StartupException($"Event {type.Name} lacks [EventOf(...)]."))
                .Where(e => e.Entity == draft.Entity)
                .DistinctBy(e => e.Kind)
                .Select(e => (e.Kind, e.Description, e.StaffOnly));
            yield return new(draft.Name, draft.Entity, draft.Description, module.Name, [.. kinds]);
        }
    }

    private static void CheckRootNames(GraphModel model)
    {
        var queries = model.Entities.Values.SelectMany(e => new[] { (e.One, e.Module), (e.Many, e.Module) }).Where(f => f.Item1 is not null);
        CheckRootNames("query field", [("node", TypeNames.Kernel), ("nodes", TypeNames.Kernel), ("search", TypeNames.Kernel), (ViewerType.Field, TypeNames.Kernel), .. queries.Select(f => (f.Item1!, f.Module))]);
        CheckRootNames("mutation", model.Commands.Select(c => (c.Name, c.Module)));
        CheckRootNames("subscription", model.Subscriptions.Select(s => (s.Name, s.Module)).Concat(model.Boards.Select(b => (b.Name, b.Module))));
        foreach (var board in model.Boards) CheckBoard(board, model);
        foreach (var watched in model.Subscriptions)
            if (!model.Entities.ContainsKey(watched.Entity))
                throw new StartupException($"Module '{watched.Module}': the subscription '{watched.Name}' watches the type {watched.Entity}, which no active module defines; describe it with Entity<{watched.Entity}>(...).");
            else if (string.IsNullOrWhiteSpace(watched.Description))
                throw new StartupException($"Module '{watched.Module}' defines the subscription '{watched.Name}' without a description; say what it shows in the call that declares it.");
        foreach (var command in model.Commands)
            if (!model.Entities.ContainsKey(command.Entity))
                throw new StartupException($"Module '{command.Module}': the mutation '{command.Name}' answers the type {command.Entity}, which no active module defines; describe it with Entity<{command.Entity}>(...).");
    }

    private static void CheckViewer(GraphModel model)
    {
        var known = ViewerType.KernelFields.ToDictionary(name => name, _ => TypeNames.Kernel);
        foreach (var field in model.Viewer)
            if (string.IsNullOrWhiteSpace(field.Description))
                throw new StartupException($"Module '{field.Module}' defines {ViewerType.Name}.{field.Name} without a description; say what it is in the call that declares it.");
            else if (!model.Entities.ContainsKey(field.Entity))
                throw new StartupException($"Module '{field.Module}' defines {ViewerType.Name}.{field.Name} of the type {field.Entity}, which no active module defines; describe it with Entity<{field.Entity}>(...).");
            else if (!known.TryAdd(field.Name, field.Module))
                throw TypeNames.Clash(known[field.Name], field.Module, $"the field {ViewerType.Name}.{field.Name}", "rename one of the two");
    }

    private static void CheckBoard(Board board, GraphModel model)
    {
        if (string.IsNullOrWhiteSpace(board.Description)) throw new StartupException($"Module '{board.Module}' defines the board '{board.Name}' without a description; say what it shows in the call that declares it.");
        if (board.Lists.Count == 0) throw new StartupException($"Module '{board.Module}' defines the board '{board.Name}' without a list; add one with List<T>(...).");
        if (board.Lists.GroupBy(l => l.Name).FirstOrDefault(g => g.Count() > 1) is { } twice) throw TypeNames.Clash(board.Module, board.Module, $"the field {board.TypeName}.{twice.Key}", "rename one of the two");
        foreach (var list in board.Lists)
            if (string.IsNullOrWhiteSpace(list.Description))
                throw new StartupException($"Module '{board.Module}' defines {board.TypeName}.{list.Name} without a description; say what it means in the call that declares it.");
            else if (model.Entities.GetValueOrDefault(list.Entity)?.Fields.GetValueOrDefault(list.Field) is not ScalarField { Type: { Kind: ScalarKind.Boolean, IsNullable: false, IsList: false } })
                throw new StartupException($"Module '{board.Module}' lists {list.Entity} rows on the board '{board.Name}' by '{list.Field}', which is no Boolean field of theirs that is never null; declare it with Field(...).");
    }

    private static void CheckRootNames(string what, IEnumerable<(string Name, string Module)> fields)
    {
        var known = new Dictionary<string, string>();
        foreach (var (name, module) in fields)
            if (!known.TryAdd(name, module)) throw TypeNames.Clash(known[name], module, $"the {what} '{name}'", "rename one of the two");
    }
}
