using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Schema;

namespace PropertyGraph.Commands;

/// <summary>The row policies as SQL, for commands: the same that reads use.</summary>
internal interface IRowPolicies
{
    /// <summary>The rows in use that an audience sees. Never asked for <see cref="Audience.System"/>, which sees every row.</summary>
    /// <param name="also">Whether those that are not in use any more are among them.</param>
    VisibleKeys Visible(EntityType entity, Audience audience, bool also = false);
}

/// <summary>A query with one column, the keys of the rows that an audience sees; made once for each type and audience.</summary>
/// <param name="Sql">Refers to its parameters as <c>@visible_...</c>.</param>
/// <param name="Parameters">Makes them, for who acts and the moment.</param>
internal sealed record VisibleKeys(string Sql, Func<Actor, DateTimeOffset, IEnumerable<NpgsqlParameter>> Parameters);
