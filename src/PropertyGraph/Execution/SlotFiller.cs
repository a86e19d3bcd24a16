using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PropertyGraph.Access;
using PropertyGraph.Faults;
using PropertyGraph.Plans;
using PropertyGraph.Requests;
using PropertyGraph.Schema;

namespace PropertyGraph.Execution;

/// <summary>What fills a plan's slots in one execution.</summary>
internal sealed class SlotFiller(Actor actor, DateTimeOffset now, Operation? operation, Guid? key, CursorCodec cursors, TimeZones zones, RequestLimits limits)
{
    private (CursorOrder? Order, string? Cursor, object?[]? Keys) opened;

    /// <summary>Who asks.</summary>
    public Actor Actor => actor;

    /// <summary>The row that a mutation or event is about, or null.</summary>
    public Guid? Key => key;

    /// <summary>The value of a statement's parameter.</summary>
    /// <exception cref="GraphErrorException">The client's value does not fit.</exception>
    public object? Value(Slot slot) => slot switch
    {
        ActorSlot claim => Claim(claim),
        NowSlot => now,
        KeySlot => key,
        LimitSlot limit => Take(limit) + (limit.Extra ? 1 : 0),
        GroupLimitSlot limit => Take(limit),
        InputSlot input => Input(input),
        CursorSlot cursor => Keys(cursor)[cursor.Key],
        RepresentationSlot given => KeysOf(given),
        _ => throw new NotSupportedException(slot.GetType().Name),
    };

    private object? Claim(ActorSlot claim) => claim.Member switch
    {
        nameof(Actor.Id) => actor.Id,
        nameof(Actor.PersonId) => actor.PersonId,
        nameof(Actor.CustomerId) => actor.CustomerId,
        nameof(Actor.PartnerId) => actor.PartnerId,
        nameof(Actor.StaffId) => actor.StaffId,
        nameof(Actor.DepartmentId) => actor.DepartmentId,
        nameof(Actor.Position) => claim.DbType == NpgsqlDbType.Text ? Names.Screaming(actor.Position.ToString()) : (int)actor.Position,
        nameof(Actor.Role) => actor.Role,
        _ => throw new NotSupportedException(claim.Member),
    };

    /// <summary>A cursor fills one slot for each key of its order; it is opened once.</summary>
    private object?[] Keys(CursorSlot slot)
    {
        var cursor = (string)Resolve(slot.Cursor)!;
        if (opened.Keys is null || opened.Cursor != cursor || !ReferenceEquals(opened.Order, slot.Order)) opened = (slot.Order, cursor, cursors.Keys(Asked(slot.Order), cursor));
        return opened.Keys;
    }

    /// <summary>How many rows a page takes.</summary>
    public int Take(LimitSlot limit)
    {
        if (limit.Count is null || Resolve(limit.Count) is not { } given) return limits.DefaultPageRows;
        var count = Convert.ToInt32(given, CultureInfo.InvariantCulture);
        var most = actor.Audience == Audience.System ? limits.SystemPageRows : limits.PageRows;
        return count >= 0 && count <= most ? count : throw new GraphErrorException("PG-PLAN-PAGE", $"{limit.Argument} is {count}; it may be 0 to {most}.");
    }

    /// <summary>Looks at what a client asked for of a page that is not read.</summary>
    /// <exception cref="GraphErrorException">It does not fit.</exception>
    public void Check(Page page)
    {
        Take(page.Limit);
        if (page.After is [var after, ..]) Keys(after);
        if (page.Before is [var before, ..]) Keys(before);
    }

    private int Take(GroupLimitSlot limit)
    {
        if (limit.Count is null || Resolve(limit.Count) is not { } given) return limits.DefaultGroups;
        var count = Convert.ToInt32(given, CultureInfo.InvariantCulture);
        return count >= 0 && count <= limits.Groups ? count : throw new GraphErrorException("PG-PLAN-PAGE", $"first is {count}; it may be 0 to {limits.Groups} groups.");
    }

    /// <summary>The order as this request asks for it: the values that decide it are part of what a cursor must fit.</summary>
    public CursorOrder Asked(CursorOrder order) =>
        order.Asked.Items.Count == 0 ? order : new($"{order.Signature} {JsonSerializer.Serialize(order.Asked.Items.Select(Resolve))}", order.Keys);

    private object? Input(InputSlot slot)
    {
        var value = Resolve(slot.Value);
        return slot.Conversion.Kind switch
        {
            InputConversionKind.Key => value is null ? null : KeyOf(Text(value), slot.Conversion.Type!),
            InputConversionKind.Keys => List(value).Select(id => KeyOf(Text(id), slot.Conversion.Type!)).ToArray(),
            InputConversionKind.KeysOfType => KeysOfType(value, slot.Conversion.Type!),
            InputConversionKind.TimeZone => Zone(Text(value)),
            InputConversionKind.Search => Words(Storable(Text(value)), "PG-PLAN-SEARCH"),
            InputConversionKind.Words => Words(Storable(Text(value)), "PG-PLAN-FILTER"),
            InputConversionKind.Share => Share(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
            InputConversionKind.Array => Array(List(value), slot.DbType & ~NpgsqlDbType.Array),
            _ => Typed(value, slot.DbType),
        };
    }

    private static object Share(double share) => share is >= 0 and <= 1
        ? share
        : throw new GraphErrorException("PG-PLAN-PERCENTILE", $"at is {share.ToString(CultureInfo.InvariantCulture)}; it may be 0 to 1, such as 0.95 for the value that 95 of 100 do not exceed.");

    private static string Words(string text, string code) => SearchWords.Objection(text) is not { } objection ? text : throw new GraphErrorException(code, objection);

    private Guid[] KeysOfType(object? value, string type)
    {
        var ids = List(value).ToList();
        if (ids.Count > limits.PageRows) throw new GraphErrorException("PG-PLAN-PAGE", $"ids has {ids.Count} elements; at most {limits.PageRows} are answered at once.");
        return [.. ids.Select(id => GlobalId.TryDecode(Text(id), out var name, out var key) && name == type ? key : (Guid?)null).OfType<Guid>()];
    }

    /// <summary>The representations of a slot's type and key.</summary>
    public IEnumerable<IDictionary<string, object?>> Representations(RepresentationSlot slot) => List(Resolve(slot.Representations)).Cast<IDictionary<string, object?>>()
        .Where(given => AnyScalar.TypeOf(given) == slot.Entity.Name && AnyScalar.KeyOf(slot.Entity, given) == slot.Key);

    private Array KeysOf(RepresentationSlot slot)
    {
        var count = List(Resolve(slot.Representations)).Count();
        if (count > limits.Representations) throw new GraphErrorException("PG-PLAN-PAGE", $"representations has {count} elements; at most {limits.Representations} are answered at once.");
        return Array(Representations(slot).Select(given => AnyScalar.KeyIn(given, slot.Entity, slot.Key)).Where(key => key is not null), slot.DbType & ~NpgsqlDbType.Array);
    }

    private string Zone(string name) => zones.Has(name)
        ? name
        : throw new GraphErrorException("PG-PLAN-TIMEZONE", $"There is no time zone '{name}'; give a name of the IANA database, such as Europe/Berlin.");

    private static Guid KeyOf(string id, string type) =>
        GlobalId.TryDecode(id, out var name, out var key) && name == type
            ? key
            : throw new GraphErrorException("PG-PLAN-ID", $"'{id}' is no global id of the type {type}; take ids from the field id of a row.");

    private static string Text(object? value) => value is Uri url ? Scalars.UrlText(url) : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static string Storable(string text) => StorableText.Objection(text) is not { } objection
        ? text
        : throw new GraphErrorException("PG-PLAN-FILTER", $"A text has {objection}; no text in the graph does. Leave it out.");

    /// <summary>The client's value: a literal, or a place inside a variable. An id may have been written as a number.</summary>
    public object? Resolve(InputPath path)
    {
        if (path.Variable is null) return path.Literal;
        object? value = operation!.Variable(path.Variable).Value;
        foreach (var step in path.Steps.Items)
            value = step is int index ? ((IEnumerable<object?>)value!).ElementAt(index) : ((IDictionary<string, object?>)value!)[(string)step];
        return value;
    }

    /// <summary>Elements of a list; a literal list may have variables in it.</summary>
    public IEnumerable<object?> List(object? value)
    {
        if (value is not System.Collections.IEnumerable list || value is string) return [value];
        return list.Cast<object?>().Select(item => item is InputPath path ? Resolve(path) : item);
    }

    private static object? Typed(object? value, NpgsqlDbType type) => value is null ? null : type switch
    {
        NpgsqlDbType.Integer => Convert.ToInt32(value, CultureInfo.InvariantCulture),
        NpgsqlDbType.Bigint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        NpgsqlDbType.Double => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        NpgsqlDbType.Numeric => Convert.ToDecimal(value, CultureInfo.InvariantCulture),
        NpgsqlDbType.Text => Storable(Text(value)),
        NpgsqlDbType.Uuid => value is Guid ? value : Guid.Parse(Text(value)),
        _ => value,
    };

    private static Array Array(IEnumerable<object?> items, NpgsqlDbType type)
    {
        var values = items.Select(i => Typed(i, type)!).ToArray();
        return type switch
        {
            NpgsqlDbType.Integer => values.Cast<int>().ToArray(),
            NpgsqlDbType.Bigint => values.Cast<long>().ToArray(),
            NpgsqlDbType.Double => values.Cast<double>().ToArray(),
            NpgsqlDbType.Numeric => values.Cast<decimal>().ToArray(),
            NpgsqlDbType.Text => values.Cast<string>().ToArray(),
            NpgsqlDbType.Uuid => values.Cast<Guid>().ToArray(),
            NpgsqlDbType.TimestampTz => values.Cast<DateTimeOffset>().ToArray(),
            NpgsqlDbType.Date => values.Cast<DateOnly>().ToArray(),
            NpgsqlDbType.Interval => values.Cast<TimeSpan>().ToArray(),
            _ => throw new NotSupportedException(type.ToString()),
        };
    }
}
