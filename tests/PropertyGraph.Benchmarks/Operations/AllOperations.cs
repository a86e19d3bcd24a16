namespace PropertyGraph.Benchmarks.Operations;

internal static class AllOperations
{
    public static IReadOnlyList<Operation> List { get; } =
    [
        new PointById(), new FilteredRows(), new NestedLists(), new WideRows(50), new WideRows(500), new WideRows(5000), new CustomerSummaries(), new DeepPage(),
        new GroupedCounts(), new TextSearch(), new Dashboard(), new NoteMutation(), new PromisedNoteMutation(),
    ];

    /// <summary>Those with the names, or all where there are none.</summary>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public static IReadOnlyList<Operation> Chosen(IReadOnlyList<string> names)
    {
        var unknown = names.Except(List.Select(o => o.Name)).ToList();
        if (unknown.Count > 0) throw new ArgumentException($"There is no operation {string.Join(", ", unknown)}; there are {string.Join(", ", List.Select(o => o.Name))}.");
        return [.. List.Where(o => names.Count == 0 || names.Contains(o.Name))];
    }
}
