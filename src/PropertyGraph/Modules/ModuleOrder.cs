using System.Text.RegularExpressions;

namespace PropertyGraph.Modules;

/// <summary>Which modules are on, each after those it depends on.</summary>
public static partial class ModuleOrder
{
    /// <summary>Switches modules off, orders the others by dependency (else by name) and lets each declare what it adds.</summary>
    /// <exception cref="StartupException">Two modules of one name, an unknown name, a missing dependency or a circle.</exception>
    public static IReadOnlyList<LoadedModule> Configure(IEnumerable<IModule> found, IEnumerable<string> disabled)
    {
        var byName = new SortedDictionary<string, IModule>(StringComparer.Ordinal);
        foreach (var module in found)
        {
            if (!NamePattern().IsMatch(module.Name))
                throw new StartupException($"{Origin(module)} is named '{module.Name}'; a module's name is lower-case letters and digits, as it is also the name of its PostgreSQL schema.");
            if (module.Name is "propertygraph" or "public")
                throw new StartupException($"{Origin(module)} is named '{module.Name}', which PostgreSQL or the kernel uses; rename it.");
            if (!byName.TryAdd(module.Name, module))
                throw new StartupException($"{Origin(byName[module.Name])} and {Origin(module)} are both named '{module.Name}'; rename or remove one of the two.");
        }
        var known = byName.Keys.ToList();
        var off = disabled.ToHashSet(StringComparer.Ordinal);
        foreach (var name in off.Order(StringComparer.Ordinal))
            if (!byName.Remove(name))
                throw new StartupException($"Modules:Disabled names '{name}', which is no module; there are {string.Join(", ", known)}.");

        var order = new List<IModule>();
        foreach (var module in byName.Values) Place(module, byName, off, order, []);
        var active = byName.Keys.ToHashSet(StringComparer.Ordinal);
        return [.. order.Select(module => Declare(module, active))];
    }

    private static void Place(IModule module, SortedDictionary<string, IModule> modules, HashSet<string> off, List<IModule> order, List<string> path)
    {
        if (order.Contains(module)) return;
        if (path.Contains(module.Name))
            throw new StartupException($"Modules depend on each other in a circle: {string.Join(" -> ", path.SkipWhile(p => p != module.Name).Append(module.Name))}; remove one of these dependencies.");
        path.Add(module.Name);
        foreach (var name in module.DependsOn.Order(StringComparer.Ordinal))
        {
            if (!modules.TryGetValue(name, out var dependency))
                throw new StartupException(off.Contains(name)
                    ? $"Module '{module.Name}' depends on '{name}', which Modules:Disabled switches off; switch '{name}' on, or '{module.Name}' off too."
                    : $"Module '{module.Name}' depends on '{name}', which is not there; put its folder beside the other modules, or switch '{module.Name}' off in Modules:Disabled.");
            Place(dependency, modules, off, order, path);
        }
        path.RemoveAt(path.Count - 1);
        order.Add(module);
    }

    private static LoadedModule Declare(IModule module, HashSet<string> active)
    {
        var draft = new ModuleDraft(module.Name);
        try
        {
            module.Configure(new ModuleBuilder(draft, active));
        }
        catch (ArgumentException error)
        {
            throw new StartupException($"Module '{module.Name}': {error.Message}", error);
        }
        if (draft.DbType is { } db && Commands.ModuleDb.SchemaOf(db) is var schema && schema != module.Name)
            throw new StartupException($"Module '{module.Name}' has the database class {db.Name}, whose PostgreSQL schema would be '{schema}'; name the class {Schema.Names.Pascal(module.Name)}Db.");
        return new(module, draft);
    }

    private static string Origin(IModule module) => $"{module.GetType().FullName} ({module.GetType().Assembly.GetName().Name}.dll)";

    [GeneratedRegex("^[a-z][a-z0-9]*$")]
    private static partial Regex NamePattern();
}
