namespace PropertyGraph.Modules;

/// <summary>A plug-in: types, fields on other modules' types, commands, events and tables, in one project that nobody else has to edit.</summary>
public interface IModule
{
    /// <summary>Lower-case name; also the name of the module's PostgreSQL schema and of its entry in <c>Modules:Disabled</c>.</summary>
    string Name { get; }

    /// <summary>Names of the modules that must be on for this one to work.</summary>
    IReadOnlyList<string> DependsOn => [];

    /// <summary>Says what the module adds. Called once at start-up, after the modules it depends on.</summary>
    void Configure(ModuleBuilder module);
}
