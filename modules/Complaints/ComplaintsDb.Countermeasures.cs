using Microsoft.EntityFrameworkCore;

namespace PropertyGraph.Complaints;

/// <summary>Tables of causes and of what is done about them.</summary>
internal sealed partial class ComplaintsDb
{
    public const string EffectTimer = "countermeasureEffect";
    public const string ImprovementTimer = "improvement";

    public DbSet<Cause> Causes => Set<Cause>();
    public DbSet<Countermeasure> Countermeasures => Set<Countermeasure>();
    public DbSet<CountermeasureStage> CountermeasureStages => Set<CountermeasureStage>();
    public DbSet<CountermeasureOwner> CountermeasureOwners => Set<CountermeasureOwner>();
    public DbSet<CountermeasureSite> CountermeasureSites => Set<CountermeasureSite>();
    public DbSet<EffectRule> EffectRules => Set<EffectRule>();
    public DbSet<Improvement> Improvements => Set<Improvement>();

    /// <summary>In queries: what the effect of a stage until a moment is reckoned from, see <see cref="CountermeasureEffect"/>; null where the countermeasure is tried nowhere.</summary>
    public static string? CountermeasureCounts(Guid stage, DateTimeOffset at) => throw new NotSupportedException($"{nameof(CountermeasureCounts)}({stage}, {at}) is for queries alone.");

    /// <summary>The same of one stage.</summary>
    public Task<string?> CountAsync(Guid stage, DateTimeOffset at, CancellationToken cancel) =>
        CountermeasureStages.Where(s => s.Id == stage).Select(s => CountermeasureCounts(s.Id, at)).SingleAsync(cancel);

    private static void MapCountermeasures(ModelBuilder model)
    {
        model.HasDbFunction(() => CountermeasureCounts(default, default)).HasName("countermeasure_counts");
        model.Entity<Countermeasure>(countermeasure =>
        {
            countermeasure.HasIndex(m => new { m.ProposedAt, m.Id });
            countermeasure.HasIndex(m => new { m.CauseId, m.ProposedAt, m.Id });
            countermeasure.HasIndex(m => new { m.OwnerId, m.ProposedAt, m.Id });
            countermeasure.HasOne<Cause>().WithMany().HasForeignKey(m => m.CauseId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<CountermeasureStage>(stage =>
        {
            stage.HasIndex(s => new { s.CountermeasureId, s.From, s.Id });
            stage.HasIndex(s => s.CountermeasureId, "ix_countermeasure_stages_present").IsUnique().HasFilter("\"to\" IS NULL");
            stage.HasOne(s => s.Countermeasure).WithMany(m => m.Stages).HasForeignKey(s => s.CountermeasureId).OnDelete(DeleteBehavior.Restrict);
            stage.HasOne<EffectRule>().WithMany().HasForeignKey(s => s.RuleId).OnDelete(DeleteBehavior.Restrict);
            stage.ToTable(table => table.HasCheckConstraint("ck_countermeasure_stages_rule", "(status IN ('TRIAL', 'PILOT', 'STANDARD')) = (rule_id IS NOT NULL)"));
        });
        model.Entity<CountermeasureOwner>(owner =>
        {
            owner.HasIndex(o => new { o.CountermeasureId, o.From, o.Id });
            owner.HasIndex(o => new { o.StaffId, o.From, o.Id });
            owner.HasIndex(o => o.CountermeasureId, "ix_countermeasure_owners_present").IsUnique().HasFilter("\"to\" IS NULL");
            owner.HasOne(o => o.Countermeasure).WithMany(m => m.Owners).HasForeignKey(o => o.CountermeasureId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<CountermeasureSite>(site =>
        {
            site.HasIndex(s => new { s.StageId, s.PropertyId }).IsUnique();
            site.HasOne(s => s.Stage).WithMany(s => s.Sites).HasForeignKey(s => s.StageId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<EffectRule>(rule =>
        {
            rule.HasIndex(r => r.Version).IsUnique();
            rule.HasIndex(r => r.ValidFrom);
            rule.Property(r => r.Confidence).HasPrecision(4, 1);
            rule.Property(r => r.RegressionAbove).HasPrecision(4, 2);
        });
        model.Entity<Improvement>(improvement =>
        {
            improvement.HasIndex(i => new { i.DueAt, i.Id });
            improvement.HasIndex(i => new { i.ComplaintId, i.DueAt, i.Id });
            improvement.HasIndex(i => new { i.CauseId, i.DueAt, i.Id });
            improvement.HasIndex(i => new { i.OwnerId, i.DueAt, i.Id });
            improvement.HasOne<Complaint>().WithMany().HasForeignKey(i => i.ComplaintId).OnDelete(DeleteBehavior.Restrict);
            improvement.HasOne<Cause>().WithMany().HasForeignKey(i => i.CauseId).OnDelete(DeleteBehavior.Restrict);
            improvement.ToTable(table => table.HasCheckConstraint("ck_improvements_subject", "(complaint_id IS NULL) <> (cause_id IS NULL)"));
            improvement.ToTable(table => table.HasCheckConstraint("ck_improvements_end", "(status = 'PLANNED') = (ended_at IS NULL)"));
        });
    }

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
