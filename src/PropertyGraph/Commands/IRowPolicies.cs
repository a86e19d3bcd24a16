using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Schema;

namespace PropertyGraph.Commands;

/// <summary>The row policies as SQL, for commands: the same that reads use.</summary>
internal interface IRowPolicies
{
    /// <summary>A query with one column, the keys of the rows in use that the actor sees. Never asked for <see cref="Audience.System"/>, which sees every row.</summary>
    /// <param name="parameters">Gets the query's parameters, each with a name that starts with <c>visible_</c>; the SQL refers to them as <c>@visible_...</c>.</param>
    /// <param name="also">Whether those that are not in use any more are among them.</param>
    string VisibleKeysSql(EntityType entity, Actor actor, DateTimeOffset now, ICollection<NpgsqlParameter> parameters, bool also = false);
}
