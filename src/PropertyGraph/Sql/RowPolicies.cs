using System.Collections.Concurrent;
using Npgsql;
using NpgsqlTypes;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Plans;
using PropertyGraph.Schema;

namespace PropertyGraph.Sql;

/// <summary>The visible rows of reads, for commands.</summary>
internal sealed class RowPolicies(EntitySources sources) : IRowPolicies
{
    private readonly ConcurrentDictionary<(string Entity, Audience Audience, bool Also), VisibleKeys?> made = [];

    /// <inheritdoc/>
    public VisibleKeys? Visible(EntityType entity, Audience audience, bool also = false) =>
        made.TryGetValue((entity.Name, audience, also), out var known) ? known : made[(entity.Name, audience, also)] = Make(entity, audience, also);

    private VisibleKeys? Make(EntityType entity, Audience audience, bool also)
    {
        if (entity.SeesAll(audience) && (also || audience == Audience.System || entity.InUse is null)) return null;
        var statement = (also ? sources[entity, audience] : sources.Listed(entity, audience)).Select([entity.KeyColumn]).ToStatement(first: 2);
        return new($"SELECT v.{new SqlName(entity.KeyColumn).Quoted} FROM {statement.Text} AS v", (actor, now) => statement.Slots.Select(slot => new NpgsqlParameter { Value = Value(slot, actor, now), NpgsqlDbType = slot.DbType }));
    }

    private static object Value(Slot slot, Actor actor, DateTimeOffset now) => slot switch
    {
        NowSlot => now,
        ActorSlot claim => claim.Member switch
        {
            nameof(Actor.CustomerId) => actor.CustomerId,
            nameof(Actor.PartnerId) => actor.PartnerId,
            nameof(Actor.StaffId) => actor.StaffId,
            nameof(Actor.DepartmentId) => actor.DepartmentId,
            // Compared with a constant it is a number, compared with a column text: EF chooses.
            nameof(Actor.Position) => claim.DbType == NpgsqlDbType.Text ? EnumText<Position>.Of(actor.Position) : (int)actor.Position,
            nameof(Actor.Audience) => claim.DbType == NpgsqlDbType.Text ? EnumText<Audience>.Of(actor.Audience) : (int)actor.Audience,
            nameof(Actor.Role) => actor.Role,
            nameof(Actor.Id) => actor.Id,
            nameof(Actor.Subject) => actor.Subject,
            _ => throw new NotSupportedException(claim.Member),
        },
        _ => throw new NotSupportedException($"Row policies have no {slot.GetType().Name}."),
    };
}
