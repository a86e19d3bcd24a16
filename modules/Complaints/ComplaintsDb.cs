using Microsoft.EntityFrameworkCore;
using PropertyGraph.Commands;
using PropertyGraph.Faults;
using PropertyGraph.Schema;

namespace PropertyGraph.Complaints;

internal sealed partial class ComplaintsDb(DbContextOptions<ComplaintsDb> options) : ModuleDb(options)
{
    public const string Numbers = "complaint_numbers";
    public const string OverdueTimer = "overdue";
    public const string TellTimer = "tell";
    public const string ClockTimer = "clock";
    public const string NoticeTimer = "notice";
    public const string IncidentNumbers = "incident_numbers";

    public DbSet<Complaint> Complaints => Set<Complaint>();
    public DbSet<ComplaintEvent> ComplaintEvents => Set<ComplaintEvent>();
    public DbSet<ComplaintAttachment> ComplaintAttachments => Set<ComplaintAttachment>();
    public DbSet<Responsibility> Responsibilities => Set<Responsibility>();
    public DbSet<Category> Categories => Set<Category>();
    public DbSet<ServiceLevel> ServiceLevels => Set<ServiceLevel>();
    public DbSet<Procedure> Procedures => Set<Procedure>();
    public DbSet<Investigation> Investigations => Set<Investigation>();
    public DbSet<EmergencyMeasure> EmergencyMeasures => Set<EmergencyMeasure>();
    public DbSet<Decision> Decisions => Set<Decision>();
    public DbSet<ComplaintLink> ComplaintLinks => Set<ComplaintLink>();
    public DbSet<Grievance> Grievances => Set<Grievance>();
    public DbSet<Cosignature> Cosignatures => Set<Cosignature>();
    public DbSet<BulkRun> BulkRuns => Set<BulkRun>();
    public DbSet<FilingLimit> FilingLimits => Set<FilingLimit>();
    public DbSet<ServiceClock> ServiceClocks => Set<ServiceClock>();
    public DbSet<Escalation> Escalations => Set<Escalation>();
    public DbSet<Incident> Incidents => Set<Incident>();
    public DbSet<IncidentUnit> IncidentUnits => Set<IncidentUnit>();
    public DbSet<IncidentNotice> IncidentNotices => Set<IncidentNotice>();
    public DbSet<MessageTemplate> MessageTemplates => Set<MessageTemplate>();
    public DbSet<CustomerUpdate> CustomerUpdates => Set<CustomerUpdate>();
    public DbSet<BulkItem> BulkItems => Set<BulkItem>();
    public DbSet<ComplaintMonth> ComplaintMonths => Set<ComplaintMonth>();

    /// <summary>Whether what happens is told of from elsewhere, long after, as by an import: nobody is written about it, and no clock is reckoned until something happens here.</summary>
    public bool IsHistory { get; set; }

    public static NotFound NoSuchComplaint => new("There is no such complaint, or none that you may see.", ["complaint"]);

    /// <summary>Has the deadline's timer follow the complaint: set while its clock runs, taken back otherwise.</summary>
    public void WatchDeadline(Complaint complaint, DateTimeOffset now)
    {
        if (complaint.RunningUntil is { } due && due > now) Schedule(OverdueTimer, complaint.Id, due);
        else Unschedule(OverdueTimer, complaint.Id);
    }

    /// <summary>
    /// Each happening gets the timers of what follows from it, in the same transaction: word to the customer, and the complaint's clocks. Nothing is told without having happened, and nothing that
    /// happened is forgotten.
    /// </summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var happenings = ChangeTracker.Entries<ComplaintEvent>().Where(e => e.State == EntityState.Added).Select(e => e.Entity).ToList();
        await NoteActsAsync(happenings, cancellationToken);
        if (!IsHistory) WatchIdleness();
        foreach (var happening in happenings)
        {
            happening.WasUnder(happening.Complaint?.ServiceLevelId);
            if (IsHistory) continue;
            var isTold = Telling.Of(happening) is not null;
            if (isTold) Schedule(TellTimer, happening.Id, happening.At);
            if (isTold || ClockFold.Concerns(happening.Kind)) Schedule(ClockTimer, happening.ComplaintId, happening.At);
        }
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void Map(ModelBuilder model)
    {
        model.HasSequence<long>(Numbers);
        model.HasSequence<long>(IncidentNumbers);
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
                .HasFilter("status NOT IN ('RESOLVED', 'CLOSED', 'WITHDRAWN', 'MERGED')");
            complaint.HasIndex(c => new { c.DueAt, c.Id }, "ix_complaints_open_by_due_time").HasDatabaseName("ix_complaints_open_by_due_time")
                .HasFilter("status NOT IN ('RESOLVED', 'CLOSED', 'WITHDRAWN', 'MERGED')");
            complaint.HasOne<Procedure>().WithMany().HasForeignKey(c => c.ProcedureId).OnDelete(DeleteBehavior.Restrict);
            complaint.HasOne(c => c.MergedInto).WithMany().HasForeignKey(c => c.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
            complaint.Property(c => c.Rules).HasDefaultValue("");
            complaint.HasOne<Incident>().WithMany().HasForeignKey(c => c.IncidentId).OnDelete(DeleteBehavior.Restrict);
            complaint.HasOne<ServiceLevel>().WithMany().HasForeignKey(c => c.ServiceLevelId).OnDelete(DeleteBehavior.Restrict);
            complaint.Property(c => c.ActualLoss).HasPrecision(12, 2);
            complaint.HasIndex(c => new { c.CategoryId, c.FiledAt, c.Id });
            complaint.Property(c => c.IsKeyAccount).HasDefaultValue(false);
            complaint.Property(c => c.ClockMomentsTold).HasDefaultValue(0);
            complaint.Property(c => c.StepsDone).HasDefaultValue("");
            complaint.Property(c => c.DuplicateCount).HasDefaultValue(0);
            complaint.Property(c => c.CosignerCount).HasDefaultValue(0);
            complaint.Property(c => c.Version).HasDefaultValue(0);
            complaint.ToTable(table => table.HasCheckConstraint("ck_complaints_rating", "rating BETWEEN 1 AND 5"));
            complaint.HasOne(c => c.Category).WithMany().HasForeignKey(c => c.CategoryId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<ComplaintEvent>(happening =>
        {
            happening.HasIndex(e => new { e.ComplaintId, e.At, e.Id });
            happening.HasOne(e => e.Complaint).WithMany(c => c.Events).HasForeignKey(e => e.ComplaintId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<ComplaintAttachment>(attachment =>
        {
            attachment.HasIndex(a => new { a.ComplaintId, a.At, a.Id });
            attachment.HasOne(a => a.Complaint).WithMany().HasForeignKey(a => a.ComplaintId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Category>(category =>
        {
            category.HasIndex(c => c.Code).IsUnique();
            category.HasOne(c => c.Parent).WithMany(c => c.Children).HasForeignKey(c => c.ParentId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<ServiceLevel>(level =>
        {
            level.HasIndex(s => new { s.CategoryId, s.Severity, s.ForKeyAccounts, s.Version }).IsUnique().AreNullsDistinct(false);
            level.Property(s => s.Version).HasDefaultValue(1);
            level.Property(s => s.ForKeyAccounts).HasDefaultValue(false);
            level.Property(s => s.ValidFrom).HasDefaultValueSql("'2000-01-01Z'");
            level.Property(s => s.WarnAtPercent).HasDefaultValue(80);
            level.Property(s => s.SilencePausesOnHold).HasDefaultValue(false);
            level.HasOne(s => s.Category).WithMany().HasForeignKey(s => s.CategoryId).OnDelete(DeleteBehavior.Restrict);
            level.ToTable(table => table.HasCheckConstraint("ck_service_levels_hours", "resolve_within_hours > 0"));
        });
        MapResponsibility(model);
        MapDispatch(model);
        MapCoordination(model);
        MapProcedure(model);
        MapOthers(model);
        MapUpdates(model);
        MapClocks(model);
        MapFeeDisputes(model);
        MapCauses(model);
        model.Entity<ComplaintMonth>().ToView("complaint_months");
        MapCountermeasures(model);
        MapFacts(model);
    }

    private static void MapClocks(ModelBuilder model)
    {
        model.Entity<ServiceClock>(clock =>
        {
            clock.HasIndex(c => new { c.ComplaintId, c.Round, c.Clock }).IsUnique();
            clock.HasIndex(c => new { c.StartedAt, c.Id });
            clock.HasOne<Complaint>().WithMany().HasForeignKey(c => c.ComplaintId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Escalation>(escalation =>
        {
            escalation.HasIndex(e => new { e.ComplaintId, e.At, e.Id });
            escalation.HasIndex(e => new { e.StaffId, e.At, e.Id });
            escalation.HasOne<Complaint>().WithMany().HasForeignKey(e => e.ComplaintId).OnDelete(DeleteBehavior.Restrict);
        });
    }

    private static void MapUpdates(ModelBuilder model)
    {
        model.Entity<Incident>(incident =>
        {
            incident.HasIndex(i => i.Reference).IsUnique();
            incident.HasIndex(i => new { i.OpenedAt, i.Id });
        });
        model.Entity<IncidentUnit>(unit =>
        {
            unit.HasIndex(u => new { u.IncidentId, u.UnitId }).IsUnique();
            unit.HasOne<Incident>().WithMany(i => i.Units).HasForeignKey(u => u.IncidentId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<IncidentNotice>(notice =>
        {
            notice.HasIndex(n => new { n.IncidentId, n.At, n.Id });
            notice.HasOne(n => n.Incident).WithMany(i => i.Notices).HasForeignKey(n => n.IncidentId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<MessageTemplate>(template =>
        {
            template.HasIndex(t => new { t.Kind, t.Language, t.Version }).IsUnique();
            template.HasIndex(t => t.ValidFrom);
        });
        model.Entity<CustomerUpdate>(update =>
        {
            update.HasIndex(u => new { u.At, u.Id });
            update.HasIndex(u => new { u.CustomerId, u.At, u.Id });
            update.HasIndex(u => new { u.ComplaintId, u.At, u.Id });
            update.HasIndex(u => new { u.IncidentId, u.At, u.Id });
            update.HasOne<Complaint>().WithMany().HasForeignKey(u => u.ComplaintId).OnDelete(DeleteBehavior.Restrict);
            update.HasOne<Incident>().WithMany().HasForeignKey(u => u.IncidentId).OnDelete(DeleteBehavior.Restrict);
            update.HasOne(u => u.Template).WithMany().HasForeignKey(u => u.TemplateId).OnDelete(DeleteBehavior.Restrict);
        });
    }

    private static void MapOthers(ModelBuilder model)
    {
        model.Entity<Grievance>(grievance =>
        {
            grievance.HasIndex(g => new { g.At, g.Id });
            grievance.HasIndex(g => new { g.CustomerId, g.At, g.Id });
            grievance.HasIndex(g => g.ComplaintId).IsUnique();
            grievance.HasOne<Complaint>().WithMany().HasForeignKey(g => g.ComplaintId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Cosignature>(cosignature =>
        {
            cosignature.HasIndex(s => new { s.ComplaintId, s.CustomerId }).IsUnique();
            cosignature.HasIndex(s => new { s.CustomerId, s.At, s.Id });
            cosignature.HasOne(s => s.Complaint).WithMany().HasForeignKey(s => s.ComplaintId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<FilingLimit>(limit =>
        {
            limit.HasIndex(l => new { l.Audience, l.Version }).IsUnique();
            limit.HasIndex(l => l.ValidFrom);
        });
        model.Entity<BulkRun>().HasIndex(r => new { r.At, r.Id });
        model.Entity<BulkItem>(item =>
        {
            item.HasIndex(i => new { i.RunId, i.Position }).IsUnique();
            item.HasOne<BulkRun>().WithMany(r => r.Items).HasForeignKey(i => i.RunId).OnDelete(DeleteBehavior.Restrict);
            item.HasOne<Complaint>().WithMany().HasForeignKey(i => i.ComplaintId).OnDelete(DeleteBehavior.Restrict);
        });
    }

    private static void MapProcedure(ModelBuilder model)
    {
        model.Entity<Procedure>(procedure =>
        {
            procedure.HasIndex(p => new { p.CategoryId, p.Severity, p.Version }).IsUnique().AreNullsDistinct(false);
            procedure.HasIndex(p => p.ValidFrom);
            procedure.HasOne(p => p.Category).WithMany().HasForeignKey(p => p.CategoryId).OnDelete(DeleteBehavior.Restrict);
            procedure.PrimitiveCollection(p => p.BeforeDeciding).ElementType().HasConversion<EnumNameConverter<ProcedureStep>>();
            procedure.PrimitiveCollection(p => p.BeforeResolving).ElementType().HasConversion<EnumNameConverter<ProcedureStep>>();
            procedure.PrimitiveCollection(p => p.BeforeClosing).ElementType().HasConversion<EnumNameConverter<ProcedureStep>>();
        });
        model.Entity<Investigation>(investigation =>
        {
            investigation.HasIndex(i => new { i.ComplaintId, i.At, i.Id });
            investigation.HasOne<Complaint>().WithMany().HasForeignKey(i => i.ComplaintId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<EmergencyMeasure>(measure =>
        {
            measure.Property(m => m.ExpectedCost).HasPrecision(12, 2);
            measure.Property(m => m.ActualCost).HasPrecision(12, 2);
            measure.HasIndex(m => new { m.At, m.Id });
            measure.HasIndex(m => new { m.ComplaintId, m.At, m.Id });
            measure.HasOne<Complaint>().WithMany(c => c.EmergencyMeasures).HasForeignKey(m => m.ComplaintId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Decision>(decision =>
        {
            decision.Property(d => d.ExpectedLoss).HasPrecision(12, 2);
            decision.HasIndex(d => new { d.At, d.Id });
            decision.HasIndex(d => new { d.ComplaintId, d.Version }).IsUnique();
            decision.HasOne<Complaint>().WithMany(c => c.Decisions).HasForeignKey(d => d.ComplaintId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<ComplaintLink>(link =>
        {
            link.HasIndex(l => new { l.ComplaintId, l.ToId, l.Kind }).IsUnique();
            link.HasOne<Complaint>().WithMany().HasForeignKey(l => l.ComplaintId).OnDelete(DeleteBehavior.Restrict);
            link.HasOne<Complaint>().WithMany().HasForeignKey(l => l.ToId).OnDelete(DeleteBehavior.Restrict);
        });
    }
}

internal sealed class ComplaintsDbFactory : ModuleDbFactory<ComplaintsDb>;
