using PropertyGraph.Files;
using PropertyGraph.Plans;
using PropertyGraph.Schema;

namespace PropertyGraph.Execution;

/// <summary>Calls batch resolvers, once for each resolved field of a level, and writes what they gave.</summary>
internal static class Resolving
{
    /// <summary>Fills in the values. A resolver that fails leaves null for all rows of the level; the failure is kept for the operator.</summary>
    public static async ValueTask ResolveAsync(ResolvedOutput output, ResolvedKeys keys, FileLinks links, Execution execution, CancellationToken cancel)
    {
        var field = output.Field;
        try
        {
            var values = field.IsFile ? links.PathsOf(keys.Keys) : await field.Resolve(keys.Keys, cancel);
            if (values.Count != keys.Keys.Count)
                throw new InvalidOperationException($"The batch resolver of '{field.Name}' (module '{field.Module}') gave {values.Count} values for {keys.Keys.Count} keys.");
            keys.Values = [.. values.Select(v => Fits(v, field.Type) ? v : Unfit(output, execution))];
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            keys.Values = new object?[keys.Keys.Count];
            Failed(output, error, execution);
        }
    }

    /// <summary>Whether there is a value wherever the schema promises one.</summary>
    private static bool Fits(object? value, ResolvedType type) => value is null ? type.IsNullable : type switch
    {
        ResolvedScalar { Type.IsList: true } => ((System.Collections.IEnumerable)value).Cast<object?>().All(item => item is not null),
        ResolvedList list => ((System.Collections.IEnumerable)value).Cast<object?>().All(item => Fits(item, list.Element)),
        ResolvedObject { Record: var record } => record.Fields.Values.All(part => Fits(part.Get(value), part.Type)),
        _ => true,
    };

    private static object? Unfit(ResolvedOutput output, Execution execution)
    {
        Failed(output, new InvalidOperationException($"The batch resolver of '{output.Field.Name}' (module '{output.Field.Module}') gave null where its C# type says that there is always a value."), execution);
        return null;
    }

    private static void Failed(ResolvedOutput output, Exception error, Execution execution) =>
        (execution.Unresolved ??= new(ReferenceEqualityComparer.Instance)).TryAdd(output, new(output, error, GraphEngine.TraceId()));

    /// <summary>A value as the client selected it.</summary>
    public static void Write(ByteBuffer to, object? value, ResolvedType type, ResolvedShape? shape)
    {
        switch (type)
        {
            case ResolvedList list when value is not null: WriteList(to, (System.Collections.IEnumerable)value, list.Element, shape); break;
            case ResolvedObject when value is not null: WriteObject(to, value, shape!); break;
            default: JsonText.WriteValue(to, value); break;
        }
    }

    private static void WriteList(ByteBuffer to, System.Collections.IEnumerable list, ResolvedType element, ResolvedShape? shape)
    {
        to.Write((byte)'[');
        var first = true;
        foreach (var item in list)
        {
            if (!first) to.Write((byte)',');
            first = false;
            Write(to, item, element, shape);
        }
        to.Write((byte)']');
    }

    private static void WriteObject(ByteBuffer to, object value, ResolvedShape shape)
    {
        // The first label opens the object; directives may have left none.
        if (shape.Fields.Count == 0) to.Write((byte)'{');
        for (var i = 0; i < shape.Fields.Count; i++)
        {
            var field = shape.Fields[i];
            to.Write(shape.Labels[i]);
            if (field.Part is { } part) Write(to, part.Get(value), part.Type, field.Shape);
            else JsonText.WriteString(to, shape.TypeName);
        }
        to.Write((byte)'}');
    }
}
