using PropertyGraph.Faults;
using PropertyGraph.Plans;
using PropertyGraph.Schema;

namespace PropertyGraph.Execution;

/// <summary>What the response is written from, beside the plan.</summary>
/// <param name="Rows">Rows of each level, by its index; null where the level was not read.</param>
/// <param name="Values">Values that the execution carries: a payload's, a change's.</param>
/// <param name="Faults">A mutation's faults.</param>
/// <param name="Failed">Root fields that are null because of an error found while binding.</param>
internal sealed record ResponseParts(
    IReadOnlyList<LevelRows?> Rows, SlotFiller Slots, IReadOnlyDictionary<string, object?> Values, IReadOnlyList<Fault> Faults, IReadOnlySet<RootOutput> Failed);

/// <summary>Last stage: copies the slices of all levels depth-first into the response.</summary>
internal sealed class ResponseWriter(ByteBuffer to, ResponseParts parts, CursorCodec cursors)
{
    /// <summary>An object with these root fields.</summary>
    public void WriteRoot(IReadOnlyList<RootOutput> fields)
    {
        to.Write((byte)'{');
        for (var i = 0; i < fields.Count; i++)
        {
            if (i > 0) to.Write((byte)',');
            to.Write(fields[i].Label);
            if (parts.Failed.Contains(fields[i])) to.Write("null"u8);
            else WriteRoot(fields[i]);
        }
        to.Write((byte)'}');
    }

    private void WriteRoot(RootOutput field)
    {
        switch (field)
        {
            case RootTypename typename: JsonText.WriteString(to, typename.TypeName); break;
            case RootConnection list: WriteConnection(list.Connection, null); break;
            case RootRow row: WriteFirst(row); break;
            case RootNodes nodes: WriteNodes(nodes); break;
            case RootEntities entities: WriteEntities(entities); break;
            case RootIntrospection answer: to.Write(System.Text.Encoding.UTF8.GetBytes(answer.Json)); break;
            case RootObject inner: WriteRoot(inner.Fields); break;
            case RootValue value: JsonText.WriteValue(to, parts.Values.GetValueOrDefault(value.Name)); break;
            case RootActor { Name: ViewerType.Audience }: JsonText.WriteValue(to, parts.Slots.Actor.Audience); break;
            case RootActor: JsonText.WriteValue(to, parts.Slots.Actor.PositionOrNull); break;
            case RootFaults faults: WriteFaults(faults); break;
            case RootFailed: to.Write("null"u8); break;
            default: throw new NotSupportedException(field.GetType().Name);
        }
    }

    private void WriteFirst(RootRow row)
    {
        // A command that failed has no row, and no level of its payload was read.
        foreach (var level in row.Levels.Where(l => l.Index < parts.Rows.Count))
            if (parts.Rows[level.Index] is { RowCount: > 0 } rows)
            {
                WriteSlice(rows, rows[0, 0]);
                return;
            }
        to.Write("null"u8);
    }

    private void WriteNodes(RootNodes nodes)
    {
        to.Write((byte)'[');
        var first = true;
        foreach (var id in parts.Slots.List(parts.Slots.Resolve(nodes.Ids)))
        {
            if (!first) to.Write((byte)',');
            first = false;
            GlobalId.TryDecode((string)id!, out var type, out var key);
            var level = nodes.Levels.FirstOrDefault(l => l.Rows.Entity.Name == type);
            var rows = level is null ? null : parts.Rows[level.Index];
            if (rows?.Group(key) is { Count: > 0 } group) WriteSlice(rows, rows[group.First, 0]);
            else to.Write("null"u8);
        }
        to.Write((byte)']');
    }

    private void WriteEntities(RootEntities entities)
    {
        var byKey = entities.Levels.Select(l => (l.Slot, Rows: parts.Rows[l.Level.Index]!, Places: l.Level.Shapes.Count > 1 ? PlacesByKey(parts.Rows[l.Level.Index]!) : null)).ToList();
        to.Write((byte)'[');
        var first = true;
        foreach (var given in parts.Slots.List(parts.Slots.Resolve(entities.Representations)).Cast<IDictionary<string, object?>>())
        {
            if (!first) to.Write((byte)',');
            first = false;
            var (slot, rows, places) = byKey.Find(l => l.Slot.Entity.Name == AnyScalar.TypeOf(given) && l.Slot.Key == AnyScalar.KeyOf(l.Slot.Entity, given));
            if (slot is not null && AnyScalar.KeyIn(given, slot.Entity, slot.Key) is { } key && PlaceOf(rows, places, key) is { } place) WriteSlice(rows, rows[place, 0]);
            else to.Write("null"u8);
        }
        to.Write((byte)']');
    }

    /// <summary>Rows by what is written of their second shape: a key as JSON.</summary>
    private static Dictionary<string, int> PlacesByKey(LevelRows rows)
    {
        var places = new Dictionary<string, int>(rows.RowCount);
        for (var row = 0; row < rows.RowCount; row++) places[System.Text.Encoding.UTF8.GetString(rows.Bytes[rows[row, 1].Start..rows[row, 1].End])] = row;
        return places;
    }

    private static int? PlaceOf(LevelRows rows, Dictionary<string, int>? places, object key)
    {
        if (places is null) return rows.Group((Guid)key) is { Count: > 0 } group ? group.First : null;
        using var text = new ByteBuffer(int.MaxValue);
        JsonText.WriteValue(text, key);
        return places.TryGetValue(System.Text.Encoding.UTF8.GetString(text.Written), out var place) ? place : null;
    }

    private void WriteSlice(LevelRows rows, Slice slice)
    {
        var place = slice.Start;
        for (var i = 0; i < slice.HoleCount; i++)
        {
            var hole = rows.HoleAt(slice.FirstHole + i);
            to.Write(rows.Bytes[place..hole.At]);
            place = hole.At;
            if (hole.Output is ListOutput list) WriteConnection(list.Connection, hole.Key, hole.Number);
            else if (hole.Output is ResolvedOutput resolved) Resolving.Write(to, rows.Resolved[resolved].Values[hole.Number], resolved.Field.Type, resolved.Shape);
        }
        to.Write(rows.Bytes[place..slice.End]);
    }

    /// <param name="count">How many rows there are, where that is counted beside the row that has the list.</param>
    private void WriteConnection(Connection connection, Guid? parent, int count = 0)
    {
        var page = connection.Rows is { } level ? PageOf(level, parent) : default;
        to.Write((byte)'{');
        for (var i = 0; i < connection.Parts.Count; i++)
        {
            if (i > 0) to.Write((byte)',');
            to.Write(connection.Parts[i].Label);
            switch (connection.Parts[i])
            {
                case NodesPart nodes: WriteNodes(page, nodes); break;
                case ItemsPart items: WriteItems(page, items); break;
                case EdgesPart edges: WriteEdges(page, edges); break;
                case PageInfoPart info: WritePageInfo(page, info); break;
                case TotalCountPart { Shape: { } shape }: WriteAggregate(connection.Aggregate!, parent, shape); break;
                case AggregatePart aggregate: WriteAggregate(connection.Aggregate!, parent, aggregate.Shape); break;
                case GroupsPart groups: WriteGroups(groups.Level, parent); break;
                case TotalCountPart: JsonText.WriteInteger(to, connection.Count is { } counted ? TotalOf(counted, parent) : count); break;
                case ConnectionTypename typename: JsonText.WriteString(to, typename.TypeName); break;
                default: throw new NotSupportedException(connection.Parts[i].GetType().Name);
            }
        }
        to.Write((byte)'}');
    }

    /// <summary>Every parent has a row, also where it has nothing to count.</summary>
    private void WriteAggregate(AggregateLevel level, Guid? parent, int shape)
    {
        var rows = parts.Rows[level.Index]!;
        WriteRow(rows, parent is { } key ? rows.Group(key).First : 0, shape);
    }

    private void WriteGroups(AggregateLevel level, Guid? parent)
    {
        var rows = parts.Rows[level.Index]!;
        var (first, count) = parent is { } key ? rows.Group(key) : (0, rows.RowCount);
        to.Write((byte)'[');
        for (var i = 0; i < count; i++)
        {
            if (i > 0) to.Write((byte)',');
            WriteRow(rows, first + i, 0);
        }
        to.Write((byte)']');
    }

    /// <summary>A row without holes.</summary>
    private void WriteRow(LevelRows rows, int row, int shape) => to.Write(rows.Bytes[rows[row, shape].Start..rows[row, shape].End]);

    private int TotalOf(Level level, Guid? parent)
    {
        var rows = parts.Rows[level.Index]!;
        return parent is { } key ? rows.CountOf(key) : rows.Total;
    }

    private PageRows PageOf(ListLevel level, Guid? parent)
    {
        var rows = parts.Rows[level.Index]!;
        var (first, count) = parent is { } key ? rows.Group(key) : (0, rows.RowCount);
        return new(level, rows, first, Math.Min(count, rows.Take), count > rows.Take);
    }

    private void WriteNodes(in PageRows page, NodesPart nodes)
    {
        to.Write((byte)'[');
        for (var i = 0; i < page.Count; i++)
        {
            if (i > 0) to.Write((byte)',');
            WriteSlice(page.Rows, page.Rows[page.Row(i), nodes.Shape]);
        }
        to.Write((byte)']');
    }

    private void WriteItems(in PageRows page, ItemsPart items)
    {
        to.Write((byte)'[');
        for (var i = 0; i < page.Count; i++)
        {
            if (i > 0) to.Write((byte)',');
            WriteItem(page, items.Items, page.Row(i));
        }
        to.Write((byte)']');
    }

    private void WriteEdges(in PageRows page, EdgesPart edges)
    {
        to.Write((byte)'[');
        for (var i = 0; i < page.Count; i++)
        {
            if (i > 0) to.Write((byte)',');
            WriteEdge(page, edges, page.Row(i));
        }
        to.Write((byte)']');
    }

    private void WriteEdge(PageRows page, EdgesPart edges, int row)
    {
        to.Write((byte)'{');
        for (var i = 0; i < edges.Parts.Count; i++)
        {
            var part = edges.Parts[i];
            if (i > 0) to.Write((byte)',');
            to.Write(part.Label);
            if (part.TypeName is { } name) JsonText.WriteString(to, name);
            else if (part.Items is { } items) WriteItem(page, items, row);
            else if (page.Level.Shapes[part.Shape] is CursorShape) WriteCursor(page, row, part.Shape);
            else WriteSlice(page.Rows, page.Rows[row, part.Shape]);
        }
        to.Write((byte)'}');
    }

    /// <summary>A row of a merged list: the object that its type's level has for its key.</summary>
    private void WriteItem(PageRows page, IReadOnlyList<ItemShape?> shapes, int row)
    {
        var (type, key) = page.Rows.ItemAt(row);
        var shape = shapes[type]!;
        if (shape.Level is { } index)
        {
            var rows = parts.Rows[index]!;
            if (rows.Group(key) is not { Count: > 0 } group) throw new InvalidOperationException($"The row {key} of a merged list is missing from level {index}.");
            WriteSlice(rows, rows[group.First, shape.Shape]);
            return;
        }
        to.Write((byte)'{');
        for (var i = 0; i < shape.Names.Count; i++)
        {
            if (i > 0) to.Write((byte)',');
            JsonText.WriteString(to, shape.Names[i].Key);
            to.Write((byte)':');
            JsonText.WriteString(to, shape.Names[i].TypeName);
        }
        to.Write((byte)'}');
    }

    private void WriteCursor(PageRows page, int row, int shape)
    {
        var slice = page.Rows[row, shape];
        cursors.Write(to, parts.Slots.Asked(page.Level.Cursor!), page.Rows.Bytes[slice.Start..slice.End]);
    }

    private void WritePageInfo(PageRows page, PageInfoPart info)
    {
        var paging = page.Level.Page!;
        to.Write((byte)'{');
        for (var i = 0; i < info.Fields.Count; i++)
        {
            if (i > 0) to.Write((byte)',');
            to.Write(info.Fields[i].Label);
            switch (info.Fields[i].Kind)
            {
                // Beyond a cursor that bounds the page there was at least the cursor's own row.
                case PageInfoKind.HasNextPage: JsonText.WriteBoolean(to, paging.Before is not null || (!paging.Backward && page.HasMore)); break;
                case PageInfoKind.HasPreviousPage: JsonText.WriteBoolean(to, paging.After is not null || (paging.Backward && page.HasMore)); break;
                case PageInfoKind.StartCursor: WriteEndCursor(page, 0, info); break;
                case PageInfoKind.EndCursor: WriteEndCursor(page, page.Count - 1, info); break;
                default: JsonText.WriteString(to, "PageInfo"); break;
            }
        }
        to.Write((byte)'}');
    }

    private void WriteEndCursor(PageRows page, int place, PageInfoPart info)
    {
        if (page.Count == 0) to.Write("null"u8);
        else WriteCursor(page, page.Row(place), info.CursorShape);
    }

    private void WriteFaults(RootFaults faults)
    {
        if (parts.Faults.Count == 0)
        {
            to.Write("null"u8);
            return;
        }
        to.Write((byte)'[');
        for (var i = 0; i < parts.Faults.Count; i++)
        {
            if (i > 0) to.Write((byte)',');
            WriteFault(parts.Faults[i], faults.Fields[parts.Faults[i].GetType().Name]);
        }
        to.Write((byte)']');
    }

    private void WriteFault(Fault fault, IReadOnlyList<FaultOutput> fields)
    {
        to.Write((byte)'{');
        for (var i = 0; i < fields.Count; i++)
        {
            if (i > 0) to.Write((byte)',');
            JsonText.WriteString(to, fields[i].Key);
            to.Write((byte)':');
            JsonText.WriteValue(to, fields[i].Name switch
            {
                "__typename" => fault.GetType().Name,
                "message" => fault.Message,
                "code" => fault.Code,
                "path" => fault.Path,
                var name => fault.GetType().GetProperty(Names.Pascal(name))!.GetValue(fault),
            });
        }
        to.Write((byte)'}');
    }

    /// <summary>The rows of one connection on one page; a backward page was read from its end.</summary>
    private readonly record struct PageRows(ListLevel Level, LevelRows Rows, int First, int Count, bool HasMore)
    {
        public int Row(int place) => Level.Page is { Backward: true } ? First + Count - 1 - place : First + place;
    }
}
