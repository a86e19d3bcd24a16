using System.Reflection;
using System.Runtime.Loader;

namespace PropertyGraph.Modules;

/// <summary>Finds modules as plug-ins: every DLL in a folder, or in a folder of its own inside it, that has a public <see cref="IModule"/>.</summary>
public static class ModuleLoader
{
    /// <summary>A private copy of one of these would break type identity: the module's types would not be the host's.</summary>
    private static readonly string[] Shared = ["PropertyGraph", "Npgsql", "Npgsql.EntityFrameworkCore.PostgreSQL", "Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Relational", "Microsoft.EntityFrameworkCore.Abstractions", "EFCore.NamingConventions", "GraphQL"];

    /// <summary>Loads the folder's modules into the host's own load context, and lets them declare what they add, in dependency order.</summary>
    /// <param name="folder">Folder of plug-ins.</param>
    /// <param name="disabled">Names of modules to leave out (<c>Modules:Disabled</c>).</param>
    /// <exception cref="StartupException">The folder is missing, a plug-in does not fit this host, or the modules do not fit together.</exception>
    public static IReadOnlyList<LoadedModule> Load(string folder, IEnumerable<string> disabled)
    {
        if (!Directory.Exists(folder)) throw new StartupException($"There is no module folder {folder}; build the modules, or name their folder in Modules:Folder.");
        var files = Directory.EnumerateFiles(folder, "*.dll", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
            .Order(StringComparer.Ordinal)
            .Select(path => (Path: path, Name: NameOf(path)))
            .Where(file => file.Name is not null)
            .ToList();
        foreach (var (path, name) in files) Check(path, name!);
        var own = files.Where(file => !IsHosts(file.Name!)).DistinctBy(file => file.Name!.Name).ToDictionary(file => file.Name!.Name!, file => file.Path);
        AssemblyLoadContext.Default.Resolving += (context, name) => own.TryGetValue(name.Name ?? "", out var path) ? context.LoadFromAssemblyPath(Path.GetFullPath(path)) : null;
        return ModuleOrder.Configure(own.Values.SelectMany(ModulesIn), disabled);
    }

    private static AssemblyName? NameOf(string path)
    {
        try
        {
            return AssemblyName.GetAssemblyName(path);
        }
        catch (BadImageFormatException)
        {
            return null; // A native library.
        }
    }

    private static void Check(string path, AssemblyName name)
    {
        if (!Shared.Contains(name.Name)) return;
        var host = Host(name.Name!);
        if (host is not null && name.Version != host.Version)
            throw new StartupException($"{path} is version {name.Version} of {name.Name}, the gateway has {host.Version}; remove the file and build the module against the gateway's version.");
    }

    private static bool IsHosts(AssemblyName name) => Shared.Contains(name.Name) || Host(name.Name!) is not null && !IsPlugin(name.Name!);

    /// <summary>Whether the name is that of a module or of what only modules use, though a test or the host may have loaded it already.</summary>
    private static bool IsPlugin(string name) =>
        AssemblyLoadContext.Default.Assemblies.FirstOrDefault(a => a.GetName().Name == name) is { } loaded && References(loaded, typeof(IModule).Assembly.GetName().Name!);

    private static bool References(Assembly assembly, string name) => assembly.GetReferencedAssemblies().Any(r => r.Name == name);

    private static AssemblyName? Host(string name)
    {
        try
        {
            return AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName(name)).GetName();
        }
        catch (Exception error) when (error is FileNotFoundException or FileLoadException)
        {
            return null;
        }
    }

    private static IEnumerable<IModule> ModulesIn(string path)
    {
        var name = AssemblyName.GetAssemblyName(path);
        var assembly = AssemblyLoadContext.Default.Assemblies.FirstOrDefault(a => a.GetName().Name == name.Name)
            ?? AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(path));
        var kernel = typeof(IModule).Assembly.GetName();
        var built = assembly.GetReferencedAssemblies().FirstOrDefault(r => r.Name == kernel.Name);
        if (built is null) return [];
        if (built.Version > kernel.Version)
            throw new StartupException($"{path} was built against version {built.Version} of {kernel.Name}, the gateway has {kernel.Version}; update the gateway, or build the module against {kernel.Version}.");
        try
        {
            return [.. assembly.GetExportedTypes()
                .Where(type => typeof(IModule).IsAssignableFrom(type) && type is { IsAbstract: false, IsClass: true })
                .OrderBy(type => type.FullName, StringComparer.Ordinal)
                .Select(type => (IModule)Activator.CreateInstance(type)!)];
        }
        catch (Exception error) when (error is TypeLoadException or FileNotFoundException or FileLoadException or MissingMethodException)
        {
            throw new StartupException($"{path} does not load with this gateway ({error.Message.Split('\n')[0]}); build the module against the gateway's version of {kernel.Name}.", error);
        }
    }
}
