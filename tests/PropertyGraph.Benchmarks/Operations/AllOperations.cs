namespace PropertyGraph.Benchmarks.Operations;

internal static class AllOperations
{
    public static IReadOnlyList<Operation> List { get; } = [new PointById(), new FilteredRows(), new NestedLists()];
}
