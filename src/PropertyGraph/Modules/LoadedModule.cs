namespace PropertyGraph.Modules;

/// <summary>A module that is on, with what it declared.</summary>
public sealed class LoadedModule
{
    internal LoadedModule(IModule module, ModuleDraft draft) => (Module, Draft) = (module, draft);

    public IModule Module { get; }

    /// <summary>Lower-case name.</summary>
    public string Name => Module.Name;

    internal ModuleDraft Draft { get; }
}
