using PropertyGraph.Access;

namespace PropertyGraph.Commands;

/// <summary>Finds rows for one actor, by the row policies, inside the transaction of a command.</summary>
internal sealed class Visibility(WriteModel model, IRowPolicies policies, WriteConnection connection, SubjectKeys keys, Actor actor, DateTimeOffset now) : ModuleDb.IVisibility
{
    public async Task<T?> FindVisibleAsync<T>(ModuleDb db, Guid id, CancellationToken cancel) where T : class
    {
        var entity = model.Entity(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is no type of the graph and has no row policies.");
        var visible = policies.Visible(entity.Type, actor.Audience);
        return (T?)await model.Finder(db, entity.Type).FindAsync(db, connection, id, visible is null ? null : (visible.Sql, visible.Parameters(actor, now)), keys, cancel);
    }
}
