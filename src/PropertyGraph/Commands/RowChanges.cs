using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace PropertyGraph.Commands;

/// <summary>A row that a transaction inserts, updates or deletes.</summary>
internal sealed class RowChange(EntityEntry entry, EntityState state)
{
    /// <summary>The entity.</summary>
    public object Row { get; } = entry.Entity;
    public EntityEntry Entry { get; } = entry;
    public EntityState State { get; set; } = state;

    /// <summary>Values that the database had when the transaction first saw the row; of one that it inserts, none that mean anything.</summary>
    public PropertyValues Before { get; } = state == EntityState.Added ? entry.OriginalValues : entry.OriginalValues.Clone();

    /// <summary>Values at the end; of a deleted row, its last ones.</summary>
    public PropertyValues After => Entry.CurrentValues;

    public string Operation => State switch { EntityState.Added => "INSERT", EntityState.Deleted => "DELETE", _ => "UPDATE" };
}

/// <summary>Collects what changed, over all saves of a transaction: a save forgets original values.</summary>
internal sealed class RowChanges
{
    private readonly Dictionary<object, RowChange> changes = new(ReferenceEqualityComparer.Instance);

    public RowChanges(DbContext db) => db.SavingChanges += (_, _) => Collect(db);

    public IEnumerable<RowChange> All => changes.Values;

    public RowChange? Of(object row) => changes.GetValueOrDefault(row);

    private void Collect(DbContext db)
    {
        foreach (var entry in db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted))
        {
            if (!changes.TryGetValue(entry.Entity, out var known)) changes.Add(entry.Entity, new(entry, entry.State));
            else if (entry.State == EntityState.Deleted)
            {
                if (known.State == EntityState.Added) changes.Remove(entry.Entity);
                else known.State = EntityState.Deleted;
            }
        }
    }
}
