using PropertyGraph.Access;
using PropertyGraph.Schema;

namespace PropertyGraph.Commands;

/// <summary>Finds rows for one actor, by the row policies, inside the transaction of a command.</summary>
internal sealed class Visibility(WriteModel model, IRowPolicies policies, SubjectKeys keys, Actor actor, DateTimeOffset now) : ModuleDb.IVisibility
{
    public async Task<T?> FindVisibleAsync<T>(ModuleDb db, Guid id, CancellationToken cancel) where T : class
    {
        var entity = model.Entity(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is no type of the graph and has no row policies.");
        return (T?)await FindAsync(db, entity.Type, id, cancel);
    }

    /// <summary>The same where the type is not known before.</summary>
    public Task<object?> FindAsync(ModuleDb db, EntityType type, Guid id, CancellationToken cancel)
    {
        var visible = policies.Visible(type, actor.Audience);
        return model.Finder(db, type).FindAsync(db, id, visible is null ? null : (visible.Sql, visible.Parameters(actor, now)), keys, cancel);
    }
}
