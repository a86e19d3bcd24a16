using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PropertyGraph.Tests;

/// <summary>Who may reference what: a module the kernel and Contracts, the gateway the kernel; inside the kernel the stages of a read only what comes before them.</summary>
public sealed partial class ReferenceTests
{
    private static readonly string[] Stages = ["Schema", "Requests", "Plans", "Sql", "Execution"];

    private static string Root { get; } = typeof(ReferenceTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    public static TheoryData<string> Modules() => [.. Directory.GetDirectories(Path.Combine(Root, "modules")).Select(d => Path.GetFileName(d)!).Where(m => m != "Contracts").Order()];

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_module_references_only_the_kernel_and_Contracts(string module)
    {
        var project = Path.Combine(Root, "modules", module, $"{module}.csproj");
        Assert.All(References(project), reference => Assert.Equal("Contracts", reference));
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_module_shows_nothing_but_its_module_class(string module)
    {
        var types = Assembly.Load($"PropertyGraph.{module}").GetExportedTypes().Where(t => !t.Namespace!.EndsWith("Migrations", StringComparison.Ordinal));
        Assert.Equal([$"{module}Module"], types.Select(t => t.Name));
    }

    [Fact]
    public void The_gateway_finds_modules_as_files_and_references_none()
    {
        var project = XDocument.Load(Path.Combine(Root, "src", "PropertyGraph.Gateway", "PropertyGraph.Gateway.csproj"));
        Assert.Equal(["PropertyGraph"], project.Descendants("ProjectReference").Select(r => Name((string)r.Attribute("Include")!)));
    }

    [Theory]
    [InlineData("Schema")]
    [InlineData("Requests")]
    [InlineData("Plans")]
    [InlineData("Sql")]
    public void A_stage_of_the_kernel_uses_none_that_comes_after_it(string stage)
    {
        var later = Stages.SkipWhile(s => s != stage).Skip(1).ToHashSet();
        var wrong = Directory.GetFiles(Path.Combine(Root, "src", "PropertyGraph", stage), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Using().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value).Where(later.Contains).Select(used => $"{Path.GetFileName(file)} uses {used}"));
        Assert.Empty(wrong);
    }

    private static IEnumerable<string> References(string project) => XDocument.Load(project).Descendants("ProjectReference").Select(r => Name((string)r.Attribute("Include")!));

    private static string Name(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));

    [GeneratedRegex(@"^using PropertyGraph\.(\w+);", RegexOptions.Multiline)]
    private static partial Regex Using();
}
