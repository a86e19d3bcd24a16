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
    public void A_missing_dependency_names_both() =>
        Assert.Contains("'a' depends on 'b', which is not there", Refusal([Module("a", "b")]));

    [Fact]
    public void A_disabled_dependency_names_both() =>
        Assert.Contains("'a' depends on 'b', which Modules:Disabled switches off", Refusal([Module("a", "b"), Module("b")], "b"));

    [Fact]
    public void A_circle_is_shown() => Assert.Contains("a -> b -> a", Refusal([Module("a", "b"), Module("b", "a")]));

    [Fact]
    public void Two_modules_of_one_name_are_refused() => Assert.Contains("both named 'a'", Refusal([Module("a"), Module("a")]));

    [Fact]
    public void An_unknown_name_in_the_disabled_ones_is_refused() =>
        Assert.Contains("'nope', which is no module; there are a, b", Refusal([Module("a"), Module("b")], "nope"));

    private sealed class Plain(string name, string[] dependsOn) : IModule
    {
        public string Name => name;
        public IReadOnlyList<string> DependsOn => dependsOn;
        public void Configure(ModuleBuilder module) { }
    }
}
