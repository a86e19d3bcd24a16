using System.Globalization;
using System.Text;
using PropertyGraph.Faults;
using PropertyGraph.Requests;

namespace PropertyGraph.Execution;

/// <summary>The response around the data: <c>errors</c>, <c>data</c>, <c>extensions</c> (GraphQL 7.1).</summary>
internal static class AnswerWriter
{
    /// <summary>What comes before the data where nothing else does.</summary>
    public static ReadOnlySpan<byte> Start => "{\"data\":"u8;

    /// <param name="data">The data, after <see cref="Start"/>.</param>
    public static void Write(ByteBuffer to, AnswerKind kind, Execution execution, IReadOnlyList<GraphError> errors, ByteBuffer? data, bool trace)
    {
        to.Write((byte)'{');
        if (errors.Count > 0) WriteErrors(to, errors);
        if (kind == AnswerKind.Executed)
        {
            if (errors.Count > 0) to.Write((byte)',');
            to.Write("\"data\":"u8);
            if (execution.Failed || data is null) to.Write("null"u8);
            else to.Write(data.Written[Start.Length..]);
        }
        if (trace || execution.Cost is not null)
        {
            if (errors.Count > 0 || kind == AnswerKind.Executed) to.Write((byte)',');
            WriteExtensions(to, execution, trace);
        }
        to.Write((byte)'}');
    }

    private static void WriteExtensions(ByteBuffer to, Execution execution, bool trace)
    {
        to.Write("\"extensions\":{"u8);
        if (trace) WriteTrace(to, execution);
        if (trace && execution.Cost is not null) to.Write((byte)',');
        if (execution.Cost is { } cost) WriteCost(to, cost);
        to.Write((byte)'}');
    }

    public static void WriteErrors(ByteBuffer to, IReadOnlyList<GraphError> errors)
    {
        to.Write("\"errors\":["u8);
        for (var i = 0; i < errors.Count; i++)
        {
            if (i > 0) to.Write((byte)',');
            WriteError(to, errors[i]);
        }
        to.Write((byte)']');
    }

    private static void WriteError(ByteBuffer to, GraphError error)
    {
        to.Write("{\"message\":"u8);
        JsonText.WriteString(to, error.Message);
        if (error.Locations.Count > 0)
        {
            to.Write(",\"locations\":["u8);
            for (var i = 0; i < error.Locations.Count; i++)
                Text(to, $"{(i > 0 ? "," : "")}{{\"line\":{error.Locations[i].Line},\"column\":{error.Locations[i].Column}}}");
            to.Write((byte)']');
        }
        if (error.Path is { } path)
        {
            to.Write(",\"path\":"u8);
            JsonText.WriteValue(to, path);
        }
        to.Write(",\"extensions\":{\"code\":"u8);
        JsonText.WriteString(to, error.Code);
        to.Write("}}"u8);
    }

    private static void WriteTrace(ByteBuffer to, Execution e) => Text(to, string.Create(CultureInfo.InvariantCulture,
        $"\"trace\":{{\"statements\":{e.Statements},\"roundTrips\":{e.RoundTrips},\"planCache\":\"{(e.PlanWasCached ? "hit" : "miss")}\",\"rows\":{e.Rows},\"milliseconds\":{{\"parse\":{e.Parse.TotalMilliseconds:0.###},\"plan\":{e.Plan.TotalMilliseconds:0.###},\"database\":{e.Database.TotalMilliseconds:0.###},\"write\":{e.Write.TotalMilliseconds:0.###}}}}}"));

    private static void WriteCost(ByteBuffer to, CostReport cost)
    {
        Text(to, string.Create(CultureInfo.InvariantCulture, $"\"cost\":{{\"cost\":{cost.Cost:0},\"limit\":"));
        JsonText.WriteValue(to, cost.Limit);
        to.Write(",\"dearest\":"u8);
        if (cost.Dearest.Count == 0) to.Write("null"u8);
        else
        {
            to.Write("{\"path\":"u8);
            JsonText.WriteValue(to, cost.Dearest);
            Text(to, string.Create(CultureInfo.InvariantCulture, $",\"cost\":{cost.DearestCost:0}}}"));
        }
        to.Write((byte)'}');
    }

    private static void Text(ByteBuffer to, string text) => to.Write(Encoding.UTF8.GetBytes(text));
}
