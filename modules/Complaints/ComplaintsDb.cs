using Microsoft.EntityFrameworkCore;
using PropertyGraph.Commands;
using PropertyGraph.Faults;

namespace PropertyGraph.Complaints;

internal sealed class ComplaintsDb(DbContextOptions<ComplaintsDb> options) : ModuleDb(options)
{
    public const string Numbers = "complaint_numbers";
    public const string OverdueTimer = "overdue";

    public DbSet<Complaint> Complaints => Set<Complaint>();
    public DbSet<ComplaintEvent> ComplaintEvents => Set<ComplaintEvent>();
    public DbSet<Responsibility> Responsibilities => Set<Responsibility>();
    public DbSet<Category> Categories => Set<Category>();
    public DbSet<ServiceLevel> ServiceLevels => Set<ServiceLevel>();

    public static NotFound NoSuchComplaint => new("There is no such complaint, or none that you may see.", ["complaint"]);

    /// <summary>Loads who answered for a complaint, so that it can change hands.</summary>
    public Task LoadChainAsync(Complaint complaint, CancellationToken cancel) => Entry(complaint).Collection(c => c.Responsibilities).LoadAsync(cancel);

    /// <summary>Has the deadline's timer follow the complaint: set while its clock runs, taken back otherwise.</summary>
    public void WatchDeadline(Complaint complaint, DateTimeOffset now)
    {
        if (complaint.RunningUntil is { } due && due > now) Schedule(OverdueTimer, complaint.Id, due);
        else Unschedule(OverdueTimer, complaint.Id);
    }

    protected override void Map(ModelBuilder model)
    {
        model.HasSequence<long>(Numbers);
        model.Entity<Complaint>(complaint =>
        {
            complaint.HasIndex(c => c.Reference).IsUnique();
            complaint.HasIndex(c => c.SourceResponseId).IsUnique();
            // A list's order ends with the key: an index that does too gives a page without a sort, from either end.
            complaint.HasIndex(c => new { c.FiledAt, c.Id });
            complaint.HasIndex(c => new { c.DueAt, c.Id });
            complaint.HasIndex(c => new { c.Status, c.FiledAt, c.Id });
            complaint.HasIndex(c => new { c.CustomerId, c.FiledAt, c.Id });
            complaint.HasIndex(c => new { c.UnitId, c.FiledAt, c.Id });
            complaint.HasIndex(c => new { c.PropertyId, c.FiledAt, c.Id });
            complaint.HasIndex(c => new { c.DepartmentId, c.FiledAt, c.Id });
            complaint.HasIndex(c => new { c.AccountableId, c.FiledAt, c.Id });
            complaint.HasIndex(c => new { c.PartnerId, c.FiledAt, c.Id });
            // The filter is what EF renders for Complaint.Open, so that PostgreSQL sees that the index serves it.
            complaint.HasIndex(c => new { c.DepartmentId, c.FiledAt }, "ix_complaints_open_of_department")
                .HasFilter("status NOT IN ('RESOLVED', 'CLOSED', 'WITHDRAWN')");
            complaint.HasIndex(c => new { c.DueAt, c.Id }, "ix_complaints_open_by_due_time").HasDatabaseName("ix_complaints_open_by_due_time")
                .HasFilter("status NOT IN ('RESOLVED', 'CLOSED', 'WITHDRAWN')");
            complaint.HasOne(c => c.Category).WithMany().HasForeignKey(c => c.CategoryId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<ComplaintEvent>(happening =>
        {
            happening.HasIndex(e => new { e.ComplaintId, e.At, e.Id });
            happening.HasOne(e => e.Complaint).WithMany(c => c.Events).HasForeignKey(e => e.ComplaintId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Responsibility>(responsibility =>
        {
            responsibility.HasIndex(r => new { r.ComplaintId, r.From, r.Id });
            responsibility.HasOne(r => r.Complaint).WithMany(c => c.Responsibilities).HasForeignKey(r => r.ComplaintId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Category>(category =>
        {
            category.HasIndex(c => c.Code).IsUnique();
            category.HasOne(c => c.Parent).WithMany(c => c.Children).HasForeignKey(c => c.ParentId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<ServiceLevel>(level =>
        {
            level.HasIndex(s => new { s.CategoryId, s.Severity }).IsUnique().AreNullsDistinct(false);
            level.HasOne(s => s.Category).WithMany().HasForeignKey(s => s.CategoryId).OnDelete(DeleteBehavior.Restrict);
            level.ToTable(table => table.HasCheckConstraint("ck_service_levels_hours", "resolve_within_hours > 0"));
        });
    }
}

internal sealed class ComplaintsDbFactory : ModuleDbFactory<ComplaintsDb>;
