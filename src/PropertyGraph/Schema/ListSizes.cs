namespace PropertyGraph.Schema;

/// <summary>How long lists are, as the schema promises it to clients and their tools.</summary>
/// <param name="Rows">Rows of a page where no number is given.</param>
/// <param name="MostRows">Rows of a page that may be asked for.</param>
/// <param name="Groups">Groups where no number is given.</param>
/// <param name="MostGroups">Groups that may be asked for.</param>
public sealed record ListSizes(int Rows = 10, int MostRows = 100, int Groups = 100, int MostGroups = 1_000);
