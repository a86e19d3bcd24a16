using System.Globalization;
using Microsoft.AspNetCore.Http;
using Npgsql;
using NpgsqlTypes;
using PropertyGraph.Benchmarks.Floors;

namespace PropertyGraph.Benchmarks.Operations;

/// <summary>One request among the many that are sent in turn: GraphQL variables for the product, a query string for the floor.</summary>
internal sealed record Variant(object Variables, string FloorQuery);

/// <summary>A parameter of a floor's statements, typed, so that its value is not boxed again by the driver.</summary>
internal sealed record FloorParameter(string Name, NpgsqlDbType Type)
{
    public NpgsqlParameter Make() => Type switch
    {
        NpgsqlDbType.Uuid => new NpgsqlParameter<Guid> { NpgsqlDbType = Type },
        NpgsqlDbType.TimestampTz => new NpgsqlParameter<DateTime> { NpgsqlDbType = Type },
        NpgsqlDbType.Integer => new NpgsqlParameter<int> { NpgsqlDbType = Type },
        _ => new NpgsqlParameter<string> { NpgsqlDbType = Type },
    };

    public void Set(NpgsqlParameter parameter, object value)
    {
        switch (parameter)
        {
            case NpgsqlParameter<Guid> key: key.TypedValue = (Guid)value; break;
            case NpgsqlParameter<DateTime> moment: moment.TypedValue = (DateTime)value; break;
            case NpgsqlParameter<int> number: number.TypedValue = (int)value; break;
            case NpgsqlParameter<string> text: text.TypedValue = (string)value; break;
        }
    }

    public object Read(IQueryCollection query)
    {
        var text = (string)query[Name]!;
        return Type switch
        {
            NpgsqlDbType.Uuid => Guid.Parse(text),
            NpgsqlDbType.TimestampTz => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal),
            NpgsqlDbType.Integer => int.Parse(text, CultureInfo.InvariantCulture),
            _ => text,
        };
    }
}

/// <summary>One thing that clients do, in GraphQL and written by hand in two ways.</summary>
internal abstract class Operation
{
    public abstract string Name { get; }

    /// <summary>For the table.</summary>
    public abstract string Title { get; }

    public abstract string Query { get; }

    public virtual FloorParameter[] Parameters => [];

    /// <summary>One statement whose one row and column is the content of <c>data</c>.</summary>
    public abstract string JsonSql { get; }

    /// <summary>Flat statements, sent as one batch.</summary>
    public abstract string[] RowsSql { get; }

    /// <summary>Whether it is compared with form (a) for the goal of lists.</summary>
    public virtual bool IsList => true;

    /// <summary>Whether each request changes the database, so that no two answers are equal.</summary>
    public virtual bool Changes => false;

    /// <summary>The requests to send in turn.</summary>
    public abstract Task<IReadOnlyList<Variant>> VariantsAsync(Preparation preparation);

    /// <summary>Writes the content of <c>data</c> from the results of <see cref="RowsSql"/>.</summary>
    protected abstract Task WriteAsync(NpgsqlDataReader reader, FloorConnection to, CancellationToken cancel);

    public object[] Read(IQueryCollection query)
    {
        var values = new object[Parameters.Length];
        for (var i = 0; i < values.Length; i++) values[i] = Parameters[i].Read(query);
        return values;
    }

    public virtual async Task AnswerWithJsonAsync(FloorConnection connection, IReadOnlyList<object> values, CancellationToken cancel)
    {
        var batch = await connection.StatementsAsync(this, json: true, values, cancel);
        connection.Json.Write("{\"data\":"u8);
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        connection.Json.Raw(reader, 0);
        connection.Json.Write("}"u8);
    }

    public virtual async Task AnswerWithRowsAsync(FloorConnection connection, IReadOnlyList<object> values, CancellationToken cancel)
    {
        var batch = await connection.StatementsAsync(this, json: false, values, cancel);
        connection.Json.Write("{\"data\":"u8);
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        await WriteAsync(reader, connection, cancel);
        connection.Json.Write("}"u8);
    }
}
