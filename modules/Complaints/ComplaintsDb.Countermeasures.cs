using Microsoft.EntityFrameworkCore;

namespace PropertyGraph.Complaints;

/// <summary>Tables of causes and of what is done about them.</summary>
internal sealed partial class ComplaintsDb
{
    public DbSet<Cause> Causes => Set<Cause>();

    private static void MapCauses(ModelBuilder model)
    {
        model.Entity<Cause>(cause =>
        {
            cause.HasIndex(c => c.Code).IsUnique();
            cause.HasOne(c => c.Parent).WithMany(c => c.Children).HasForeignKey(c => c.ParentId).OnDelete(DeleteBehavior.Restrict);
            cause.Property(c => c.Moves).HasDefaultValue(0);
        });
        model.Entity<Complaint>(complaint =>
        {
            complaint.HasIndex(c => new { c.CauseId, c.FiledAt, c.Id });
            complaint.HasOne<Cause>().WithMany().HasForeignKey(c => c.CauseId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Investigation>(investigation =>
        {
            investigation.HasIndex(i => i.CauseId);
            investigation.HasOne<Cause>().WithMany().HasForeignKey(i => i.CauseId).OnDelete(DeleteBehavior.Restrict);
            investigation.ToTable(table => table.HasCheckConstraint("ck_investigations_cause", "kind = 'CAUSE' OR cause_id IS NULL"));
        });
    }
}
