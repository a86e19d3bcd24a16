using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Schema;

namespace PropertyGraph.Commands;

/// <summary>The row policies as SQL, for commands: the same that reads use.</summary>
internal interface IRowPolicies
{
    /// <summary>The rows in use that an audience sees; null where those are all there are.</summary>
    /// <param name="also">Whether those that are not in use any more are among them.</param>
    VisibleKeys? Visible(EntityType entity, Audience audience, bool also = false);
}

/// <summary>A query with one column, the keys of the rows that an audience sees; made once for each type and audience.</summary>
/// <param name="Sql">Refers to its parameters as <c>$2</c> and on: <c>$1</c> is for the statement around it.</param>
/// <param name="Parameters">Makes those, for who acts and the moment.</param>
internal sealed record VisibleKeys(string Sql, Func<Actor, DateTimeOffset, IEnumerable<NpgsqlParameter>> Parameters);
