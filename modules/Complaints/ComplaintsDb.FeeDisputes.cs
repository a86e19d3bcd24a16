using Microsoft.EntityFrameworkCore;

namespace PropertyGraph.Complaints;

/// <summary>Tables of withheld fees.</summary>
internal sealed partial class ComplaintsDb
{
    public DbSet<FeeDispute> FeeDisputes => Set<FeeDispute>();
    public DbSet<DisputedCharge> DisputedCharges => Set<DisputedCharge>();

    private static void MapFeeDisputes(ModelBuilder model)
    {
        model.Entity<FeeDispute>(dispute =>
        {
            dispute.HasIndex(d => new { d.At, d.Id });
            dispute.HasIndex(d => new { d.ComplaintId, d.At, d.Id });
            dispute.HasIndex(d => new { d.CustomerId, d.At, d.Id });
            dispute.HasOne<Complaint>().WithMany().HasForeignKey(d => d.ComplaintId).OnDelete(DeleteBehavior.Restrict);
            dispute.ToTable(table => table.HasCheckConstraint("ck_fee_disputes_end", "(status = 'OPEN') = (ended_at IS NULL)"));
        });
        model.Entity<DisputedCharge>(disputed =>
        {
            disputed.HasIndex(d => new { d.FeeDisputeId, d.ChargeId }).IsUnique();
            disputed.HasIndex(d => d.ChargeId);
            disputed.Property(d => d.Amount).HasPrecision(12, 2);
            disputed.Property(d => d.Held).HasPrecision(12, 2);
            disputed.Property(d => d.Upheld).HasPrecision(12, 2);
            disputed.HasOne(d => d.FeeDispute).WithMany(d => d.Charges).HasForeignKey(d => d.FeeDisputeId).OnDelete(DeleteBehavior.Restrict);
            disputed.ToTable(table => table.HasCheckConstraint("ck_disputed_charges_amounts", "amount > 0 AND held >= 0 AND upheld >= 0 AND held + upheld <= amount"));
        });
        model.Entity<Complaint>().Property(c => c.ExposedRevenue).HasPrecision(14, 2);
    }
}
