using Microsoft.Extensions.Configuration;
using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Requests;

/// <summary>
/// What one request may be and ask for. Every number can be set in the configuration section <c>Limits</c>, such as <c>Limits__PageRows=50</c>.
/// </summary>
internal sealed record RequestLimits
{
    /// <summary>Bytes of a document, as UTF-8.</summary>
    public int DocumentBytes { get; init; } = 100_000;
    /// <summary>Names, numbers, texts and punctuators of a document.</summary>
    public int Tokens { get; init; } = 10_000;
    /// <summary>Characters of one name, number or text; long texts go into variables.</summary>
    public int TokenCharacters { get; init; } = 40_000;
    /// <summary>Selections, lists and objects inside each other, as written.</summary>
    public int ParserDepth { get; init; } = 64;
    public int Fields { get; init; } = 2_000;
    /// <summary>Fields under one response key: validation compares each with each, wherever they may meet.</summary>
    public int FieldsOfOneKey { get; init; } = 500;
    public int Aliases { get; init; } = 500;
    public int Directives { get; init; } = 200;
    public int Fragments { get; init; } = 100;
    public int FragmentSpreads { get; init; } = 200;
    public int Arguments { get; init; } = 2_000;
    /// <summary>Elements of lists and fields of objects that are written in the document.</summary>
    public int Values { get; init; } = 2_000;
    public int Operations { get; init; } = 100;
    /// <summary>Variables that a document defines.</summary>
    public int Variables { get; init; } = 200;
    /// <summary>Bytes of the variables, as JSON.</summary>
    public int VariableBytes { get; init; } = 64 << 10;
    /// <summary>Lists and objects inside each other in the variables.</summary>
    public int VariableDepth { get; init; } = 32;
    /// <summary>Values in the variables, in lists and objects too.</summary>
    public int VariableValues { get; init; } = 5_000;
    /// <summary>Lists in one operation: each is a statement.</summary>
    public int Statements { get; init; } = 100;
    /// <summary>Fields inside each other, fragments unfolded.</summary>
    public int Depth { get; init; } = 30;
    /// <summary>Fields with fragments unfolded: thirty fragments that spread the next one twice are a thousand million.</summary>
    public int UnfoldedFields { get; init; } = 10_000;
    /// <summary>Lists of fields or types inside each other in introspection: each multiplies the answer by all of the schema.</summary>
    public int IntrospectionDepth { get; init; } = 2;
    /// <summary>Filters inside each other.</summary>
    public int FilterDepth { get; init; } = 8;
    /// <summary>Objects in all filters and orders of one operation, those of variables too; elements of lists of objects are such.</summary>
    public int FilterNodes { get; init; } = 200;
    /// <summary>Values that introspection answers in one operation, for each type, field, argument and enum value of the schema; the whole schema, as IDEs ask for it, is well below half.</summary>
    public int IntrospectedValues { get; init; } = 40;
    /// <summary>Seconds of a request from the first statement's wait for a connection on; then what runs in the database is cancelled. The platform itself has no such limit.</summary>
    public int RequestSeconds { get; init; } = 60;
    /// <summary>Seconds of one statement of a read.</summary>
    public int StatementSeconds { get; init; } = 30;
    public long DocumentCacheBytes { get; init; } = 64 << 20;
    public long PlanCacheBytes { get; init; } = 64 << 20;
    /// <summary>Documents that clients have added by hash.</summary>
    public long PersistedDocumentBytes { get; init; } = 16 << 20;
    /// <summary>Rows of a page that a client may ask for.</summary>
    public int PageRows { get; init; } = 100;
    /// <summary>Rows of other subgraphs' that are asked for at once.</summary>
    public int Representations { get; init; } = 500;
    /// <summary>Rows of a page that the platform itself may ask for.</summary>
    public int SystemPageRows { get; init; } = 10_000;
    public int DefaultPageRows { get; init; } = 10;
    /// <summary>Groups of one list that a client may ask for.</summary>
    public int Groups { get; init; } = 1_000;
    public int DefaultGroups { get; init; } = 100;
    /// <summary>A response larger than this fails.</summary>
    public int ResponseBytes { get; init; } = 64 << 20;

    /// <summary>What the schema says of lists.</summary>
    public Schema.ListSizes ToListSizes() => new(DefaultPageRows, PageRows, DefaultGroups, Groups);

    /// <summary>What one operation may cost, by who asks.</summary>
    public CostLimits Cost { get; init; } = new();

    /// <summary>The limits of a configuration section; what it does not name stays as it is here.</summary>
    /// <exception cref="StartupException">It names what is no limit, a value is no number above zero, or two do not go together.</exception>
    public static RequestLimits Of(IConfiguration section) =>
        Settings.Read<RequestLimits>(section, "Limits", "Its names are those of docs/cost.md, its values whole numbers.").Checked();

    private RequestLimits Checked()
    {
        Settings.CheckNumbers(this, "Limits");
        Settings.CheckNumbers(Cost, "Limits:Cost");
        if (DefaultPageRows > PageRows) throw new StartupException($"Limits:DefaultPageRows is {DefaultPageRows}, more than Limits:PageRows, which is {PageRows}; lower the one or raise the other.");
        if (DefaultGroups > Groups) throw new StartupException($"Limits:DefaultGroups is {DefaultGroups}, more than Limits:Groups, which is {Groups}; lower the one or raise the other.");
        return this;
    }
}

/// <summary>What one operation may cost, by audience, in the unit of <see cref="Schema.CostWeights"/>. The platform itself is not limited.</summary>
internal sealed record CostLimits
{
    public int Anonymous { get; init; } = 2_000;
    public int Customer { get; init; } = 20_000;
    public int Partner { get; init; } = 20_000;
    public int Staff { get; init; } = 100_000;

    /// <summary>The limit of an audience; null where there is none.</summary>
    public int? Of(Audience audience) => audience switch
    {
        Audience.Anonymous => Anonymous,
        Audience.Customer => Customer,
        Audience.Partner => Partner,
        Audience.Staff => Staff,
        _ => null,
    };
}
