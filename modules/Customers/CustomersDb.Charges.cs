using Microsoft.EntityFrameworkCore;

namespace PropertyGraph.Customers;

/// <summary>Tables of what customers owe.</summary>
internal sealed partial class CustomersDb
{
    public const string ChargeNumbers = "charge_numbers";

    public DbSet<Charge> Charges => Set<Charge>();
    public DbSet<ChargeKind> ChargeKinds => Set<ChargeKind>();
    public DbSet<Payment> Payments => Set<Payment>();
    public DbSet<Credit> Credits => Set<Credit>();
    public DbSet<DunningSchedule> DunningSchedules => Set<DunningSchedule>();
    public DbSet<DunningNotice> DunningNotices => Set<DunningNotice>();

    private static void MapCharges(ModelBuilder model)
    {
        model.HasSequence<long>(ChargeNumbers);
        model.Entity<ChargeKind>().HasIndex(k => k.Code).IsUnique();
        model.Entity<Charge>(charge =>
        {
            charge.HasIndex(c => c.Number).IsUnique();
            charge.HasIndex(c => new { c.DueOn, c.Id });
            charge.HasIndex(c => new { c.CustomerId, c.DueOn, c.Id });
            charge.HasIndex(c => new { c.CustomerId, c.RecordedAt, c.Id });
            charge.HasIndex(c => new { c.UnitId, c.DueOn, c.Id });
            charge.Property(c => c.Amount).HasPrecision(12, 2);
            charge.Property(c => c.Paid).HasPrecision(12, 2);
            charge.Property(c => c.Credited).HasPrecision(12, 2);
            charge.Property(c => c.Withheld).HasPrecision(12, 2);
            charge.HasOne(c => c.Customer).WithMany(c => c.Charges).HasForeignKey(c => c.CustomerId).OnDelete(DeleteBehavior.Restrict);
            charge.HasOne<Unit>().WithMany().HasForeignKey(c => c.UnitId).OnDelete(DeleteBehavior.Restrict);
            charge.HasOne<ChargeKind>().WithMany().HasForeignKey(c => c.KindId).OnDelete(DeleteBehavior.Restrict);
            charge.HasOne<DunningSchedule>().WithMany().HasForeignKey(c => c.DunningScheduleId).OnDelete(DeleteBehavior.Restrict);
            charge.ToTable(table =>
            {
                table.HasCheckConstraint("ck_charges_amount", "amount > 0");
                table.HasCheckConstraint("ck_charges_period", "\"to\" >= \"from\"");
                table.HasCheckConstraint("ck_charges_balance", "paid >= 0 AND credited >= 0 AND withheld >= 0 AND paid + credited + withheld <= amount");
            });
        });
        model.Entity<Payment>(payment =>
        {
            payment.HasIndex(p => new { p.RecordedAt, p.Id });
            payment.HasIndex(p => new { p.ChargeId, p.RecordedAt, p.Id });
            payment.HasIndex(p => new { p.CustomerId, p.RecordedAt, p.Id });
            payment.HasIndex(p => p.ReversesId).IsUnique();
            payment.Property(p => p.Amount).HasPrecision(12, 2);
            payment.HasOne<Charge>().WithMany(c => c.Payments).HasForeignKey(p => p.ChargeId).OnDelete(DeleteBehavior.Restrict);
            payment.HasOne<Customer>().WithMany().HasForeignKey(p => p.CustomerId).OnDelete(DeleteBehavior.Restrict);
            payment.HasOne<Payment>().WithMany(p => p.Reversals).HasForeignKey(p => p.ReversesId).OnDelete(DeleteBehavior.Restrict);
            payment.ToTable(table => table.HasCheckConstraint("ck_payments_sign", "(amount < 0) = (reverses_id IS NOT NULL) AND amount <> 0"));
        });
        model.Entity<Credit>(credit =>
        {
            credit.HasIndex(c => new { c.ChargeId, c.At, c.Id });
            credit.HasIndex(c => new { c.CustomerId, c.At, c.Id });
            credit.Property(c => c.Amount).HasPrecision(12, 2);
            credit.HasOne<Charge>().WithMany().HasForeignKey(c => c.ChargeId).OnDelete(DeleteBehavior.Restrict);
            credit.HasOne<Customer>().WithMany().HasForeignKey(c => c.CustomerId).OnDelete(DeleteBehavior.Restrict);
            credit.ToTable(table => table.HasCheckConstraint("ck_credits_amount", "amount > 0"));
        });
        model.Entity<DunningSchedule>(schedule =>
        {
            schedule.HasIndex(s => s.Version).IsUnique();
            schedule.HasIndex(s => s.ValidFrom);
        });
        model.Entity<DunningNotice>(notice =>
        {
            notice.HasIndex(n => new { n.ChargeId, n.Level }).IsUnique();
            notice.HasIndex(n => new { n.CustomerId, n.At, n.Id });
            notice.HasIndex(n => new { n.At, n.Id });
            notice.Property(n => n.Amount).HasPrecision(12, 2);
            notice.HasOne<Charge>().WithMany().HasForeignKey(n => n.ChargeId).OnDelete(DeleteBehavior.Restrict);
            notice.HasOne<Customer>().WithMany().HasForeignKey(n => n.CustomerId).OnDelete(DeleteBehavior.Restrict);
        });
    }
}
