using PropertyGraph.Modules;

namespace PropertyGraph.DatabaseTests.Writes;

public sealed class ModuleOrderTests
{
    private static IModule Module(string name, params string[] dependsOn) => new Plain(name, dependsOn);

    private static string Refusal(IEnumerable<IModule> modules, params string[] disabled) =>
        Assert.Throws<StartupException>(() => ModuleOrder.Configure(modules, disabled)).Message;

    [Fact]
    public void Modules_come_after_those_they_depend_on() =>
        Assert.Equal(["c", "a", "b"], ModuleOrder.Configure([Module("a", "c"), Module("b", "a"), Module("c"), Module("d")], ["d"]).Select(m => m.Name));

    [Fact]
    public void A_missing_dependency_names_both() => Assert.Equal(
        "Module 'a' depends on 'b', which is not there; put its folder beside the other modules, or switch 'a' off in Modules:Disabled.",
        Refusal([Module("a", "b")]));

    [Fact]
    public void A_disabled_dependency_names_both() => Assert.Equal(
        "Module 'a' depends on 'b', which Modules:Disabled switches off; switch 'b' on, or 'a' off too.",
        Refusal([Module("a", "b"), Module("b")], "b"));

    [Fact]
    public void A_circle_is_shown() => Assert.Equal(
        "Modules depend on each other in a circle: a -> b -> a; remove one of these dependencies.",
        Refusal([Module("a", "b"), Module("b", "a")]));

    [Fact]
    public void Two_modules_of_one_name_are_refused() => Assert.Equal(
        $"{typeof(Plain).FullName} (PropertyGraph.DatabaseTests.dll) and {typeof(Plain).FullName} (PropertyGraph.DatabaseTests.dll) are both named 'a'; rename or remove one of the two.",
        Refusal([Module("a"), Module("a")]));

    [Fact]
    public void An_unknown_name_in_the_disabled_ones_is_refused() => Assert.Equal(
        "Modules:Disabled names 'nope', which is no module; there are a, b.",
        Refusal([Module("a"), Module("b")], "nope"));

    private sealed class Plain(string name, string[] dependsOn) : IModule
    {
        public string Name => name;
        public IReadOnlyList<string> DependsOn => dependsOn;
        public void Configure(ModuleBuilder module) { }
    }
}
