using System.Globalization;

namespace PropertyGraph.Schema;

/// <summary>What parts of an operation weigh. The unit is a row without any field; docs/cost.md says how they add up.</summary>
public static class CostWeights
{
    /// <summary>A list, or a row at the root: one statement.</summary>
    public const double Statement = 10;
    /// <summary>A row that may be returned.</summary>
    public const double Row = 1;
    /// <summary>A plain field of a row, a cursor, a field of a resolved object.</summary>
    public const double Value = 0.1;
    /// <summary>A to-one relation of a row: a join.</summary>
    public const double ToOne = 0.5;
    /// <summary>A resolved field of a row, where its module says nothing else.</summary>
    public const double Resolved = 1;
    /// <summary>Looking for the rows of one list: once at the root, and for each parent row in a nested list.</summary>
    public const double Scan = 1;
    /// <summary>A condition of <c>where</c> on a column, for each scan.</summary>
    public const double Comparison = 0.1;
    /// <summary>A condition or an order key through a to-one relation, for each scan.</summary>
    public const double RelatedKey = 1;
    /// <summary>A condition on the rows of a to-many relation, for each scan.</summary>
    public const double RelatedRows = 5;
    /// <summary>Counting a list, for each scan: it looks at all of its rows.</summary>
    public const double Count = 5;
    /// <summary>What the rows of a list come to, for each scan: it looks at all of them.</summary>
    public const double Aggregate = 5;
    /// <summary>The same group by group, for each scan: they are sorted or hashed, too.</summary>
    public const double Groups = 10;
    /// <summary>A measure of an aggregate or a group's key, for each scan.</summary>
    public const double Measure = 0.5;
    /// <summary>An order by what the rows of a to-many relation come to, for each scan: it looks at those of every row of the list.</summary>
    public const double MeasuredKey = 20;
    /// <summary>Each type of a merged list, for each scan.</summary>
    public const double MergedType = 5;
    /// <summary>Each type that a search looks through, for each scan: what it finds is ranked.</summary>
    public const double SearchedType = 20;
    /// <summary>A mutation, beside what its payload shows.</summary>
    public const double Command = 10;
    /// <summary>A root field of introspection.</summary>
    public const double Introspection = 100;

    /// <summary>A weight as <c>@cost</c> spells it.</summary>
    public static string Text(double weight) => weight.ToString(CultureInfo.InvariantCulture);
}
