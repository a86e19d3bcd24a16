using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;

namespace PropertyGraph.Complaints;

/// <summary>Tables of responsibility, dispatch and coordination.</summary>
internal sealed partial class ComplaintsDb
{
    public const string DispatchNumbers = "dispatch_numbers";
    public const string CoordinationNumbers = "coordination_numbers";
    public const string IdleTimer = "idle";
    public const string CaseTimer = "coordinationCase";
    public const string ConflictTimer = "dispatchConflict";

    public DbSet<HandOver> HandOvers => Set<HandOver>();
    public DbSet<DispatchOrder> DispatchOrders => Set<DispatchOrder>();
    public DbSet<DispatchConflict> DispatchConflicts => Set<DispatchConflict>();
    public DbSet<CoordinationRule> CoordinationRules => Set<CoordinationRule>();
    public DbSet<CoordinationCase> CoordinationCases => Set<CoordinationCase>();
    public DbSet<CoordinationParty> CoordinationParties => Set<CoordinationParty>();
    public DbSet<ConflictOption> ConflictOptions => Set<ConflictOption>();
    public DbSet<Shift> Shifts => Set<Shift>();
    public DbSet<ShiftPlan> ShiftPlans => Set<ShiftPlan>();

    /// <summary>When it is first looked whether somebody who has just begun to answer for a complaint is idle: no rule may ask for less.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromMinutes(15);

    /// <summary>Loads who answered for a complaint, so that it can change hands.</summary>
    public async Task LoadChainAsync(Complaint complaint, CancellationToken cancel)
    {
        await Entry(complaint).Collection(c => c.Responsibilities).LoadAsync(cancel);
        await Entry(complaint).Collection(c => c.HandOvers).LoadAsync(cancel);
    }

    /// <summary>What one department has signed binds no other.</summary>
    public async Task VoidDecisionsAsync(Complaint complaint, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var decision in await Decisions.Where(d => d.ComplaintId == complaint.Id && d.SupersededAt == null).ToListAsync(cancel)) decision.Supersede(now);
        complaint.Undid(ProcedureStep.JointDecision);
    }

    /// <summary>Writes down that who answers for a complaint did something about it by way of an order.</summary>
    public async Task NoteActAsync(DispatchOrder order, Actor actor, DateTimeOffset at, CancellationToken cancel)
    {
        if (order.ComplaintId is { } key && actor.Audience == Audience.Staff && await Complaints.FindAsync([key], cancel) is { } complaint) await NoteActAsync(complaint, actor.StaffId, at, cancel);
    }

    /// <summary>Writes down that somebody did something about a complaint, where it is who answers for it.</summary>
    public Task NoteActAsync(Complaint complaint, Guid? by, DateTimeOffset at, CancellationToken cancel) =>
        by is not null && by == complaint.AccountableId ? NoteActAsync(complaint.Id, at, cancel) : Task.CompletedTask;

    private async Task NoteActsAsync(IEnumerable<ComplaintEvent> happenings, CancellationToken cancel)
    {
        // That a hold ends is no act, but before nothing could be done.
        foreach (var happening in happenings)
            if (happening.Complaint is { AccountableId: { } accountable } && (happening.ActorId == accountable || happening.Kind == ComplaintEventKind.Continued)) await NoteActAsync(happening.ComplaintId, happening.At, cancel);
    }

    private async Task NoteActAsync(Guid complaint, DateTimeOffset at, CancellationToken cancel)
    {
        var turn = Responsibilities.Local.FirstOrDefault(r => r.ComplaintId == complaint && r.To == null)
            ?? await Responsibilities.FirstOrDefaultAsync(r => r.ComplaintId == complaint && r.To == null, cancel);
        if (turn is { To: null } && turn.LastActAt < at) Entry(turn).Property(r => r.LastActAt).CurrentValue = at;
    }

    /// <summary>Has it looked after whether who begins to answer for a complaint does something about it.</summary>
    private void WatchIdleness()
    {
        foreach (var turn in ChangeTracker.Entries<Responsibility>().Where(e => e.State == EntityState.Added).Select(e => e.Entity).Where(r => r.To is null).ToList()) Schedule(IdleTimer, turn.ComplaintId, turn.From + FirstLook);
    }

    /// <summary>In queries: who asks, and the rights that the company has set, see <see cref="Complaints.CallerFacts"/>.</summary>
    public static string CallerFacts(string role, Guid who) => throw new NotSupportedException($"{nameof(CallerFacts)}({role}, {who}) is for queries alone.");

    /// <summary>In queries: what of a complaint decides what can be done about it, see <see cref="Complaints.ComplaintFacts"/>.</summary>
    public static string ComplaintFacts(Guid complaint, string role, Guid who) => throw new NotSupportedException($"{nameof(ComplaintFacts)}({complaint}, {role}, {who}) is for queries alone.");

    /// <summary>In queries: the same of an order, see <see cref="Complaints.OrderFacts"/>.</summary>
    public static string OrderFacts(Guid order) => throw new NotSupportedException($"{nameof(OrderFacts)}({order}) is for queries alone.");

    /// <summary>In queries: the same of a hand-over, see <see cref="Complaints.HandOverFacts"/>; empty where it was answered.</summary>
    public static string HandOverFacts(Guid handOver) => throw new NotSupportedException($"{nameof(HandOverFacts)}({handOver}) is for queries alone.");

    private static void MapFacts(ModelBuilder model)
    {
        model.HasDbFunction(() => CallerFacts("", default)).HasName("caller_facts");
        model.HasDbFunction(() => ComplaintFacts(default, "", default)).HasName("complaint_facts");
        model.HasDbFunction(() => OrderFacts(default)).HasName("order_facts");
        model.HasDbFunction(() => HandOverFacts(default)).HasName("hand_over_facts");
    }

    private static void MapCoordination(ModelBuilder model)
    {
        model.HasSequence<long>(CoordinationNumbers);
        model.Entity<CoordinationRule>(rule =>
        {
            rule.HasIndex(r => r.Version).IsUnique();
            rule.HasIndex(r => r.ValidFrom);
        });
        model.Entity<CoordinationCase>(it =>
        {
            it.HasIndex(c => c.Reference).IsUnique();
            it.HasIndex(c => new { c.OpenedAt, c.Id });
            it.HasIndex(c => new { c.ComplaintId, c.OpenedAt, c.Id });
            it.HasIndex(c => new { c.ComplaintId, c.Cause }, "ix_coordination_cases_open").IsUnique().HasFilter("status = 'OPEN'");
            it.HasOne<Complaint>().WithMany().HasForeignKey(c => c.ComplaintId).OnDelete(DeleteBehavior.Restrict);
            it.HasOne<DispatchConflict>().WithMany().HasForeignKey(c => c.ConflictId).OnDelete(DeleteBehavior.Restrict);
            it.HasOne<CoordinationRule>().WithMany().HasForeignKey(c => c.RuleId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<CoordinationParty>(party =>
        {
            party.HasIndex(p => new { p.CaseId, p.Place }).IsUnique();
            party.HasIndex(p => p.StaffId);
            party.HasOne<CoordinationCase>().WithMany(c => c.Parties).HasForeignKey(p => p.CaseId).OnDelete(DeleteBehavior.Restrict);
        });
    }

    private static void MapDispatch(ModelBuilder model)
    {
        model.HasSequence<long>(DispatchNumbers);
        model.Entity<DispatchOrder>(order =>
        {
            order.Property(o => o.EffortHours).HasPrecision(8, 2);
            order.Property(o => o.ActualHours).HasPrecision(8, 2);
            order.HasIndex(o => o.Reference).IsUnique();
            order.HasIndex(o => new { o.WindowFrom, o.Id });
            order.HasIndex(o => new { o.ComplaintId, o.WindowFrom, o.Id });
            order.HasIndex(o => new { o.DepartmentId, o.WindowFrom, o.Id });
            order.HasIndex(o => new { o.StaffId, o.WindowFrom, o.Id });
            order.HasIndex(o => new { o.PartnerId, o.WindowFrom, o.Id });
            order.HasIndex(o => new { o.PartnerPersonId, o.WindowFrom, o.Id });
            order.HasIndex(o => new { o.UnitId, o.WindowFrom, o.Id });
            order.HasOne<Complaint>().WithMany(c => c.DispatchOrders).HasForeignKey(o => o.ComplaintId).OnDelete(DeleteBehavior.Restrict);
            order.ToTable(table => table.HasCheckConstraint("ck_dispatch_orders_addressee", "(department_id IS NULL) <> (partner_id IS NULL)"));
            order.ToTable(table => table.HasCheckConstraint("ck_dispatch_orders_person", "(staff_id IS NULL OR department_id IS NOT NULL) AND (partner_person_id IS NULL OR partner_id IS NOT NULL)"));
            order.ToTable(table => table.HasCheckConstraint("ck_dispatch_orders_window", "window_from < window_to"));
        });
        model.Entity<DispatchConflict>(conflict =>
        {
            conflict.HasIndex(c => new { c.OpenedAt, c.Id });
            conflict.HasIndex(c => new { c.OrderId, c.OpenedAt, c.Id });
            conflict.HasIndex(c => new { c.DepartmentId, c.OpenedAt, c.Id });
            conflict.HasOne(c => c.Order).WithMany().HasForeignKey(c => c.OrderId).OnDelete(DeleteBehavior.Restrict);
            conflict.HasOne(c => c.DisplacedBy).WithMany().HasForeignKey(c => c.DisplacedById).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<ConflictOption>(option =>
        {
            option.HasIndex(o => new { o.ConflictId, o.Position }).IsUnique();
            option.HasOne<DispatchConflict>().WithMany(c => c.Options).HasForeignKey(o => o.ConflictId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<ShiftPlan>(plan =>
        {
            plan.HasIndex(p => new { p.DepartmentId, p.Version }).IsUnique();
            plan.HasIndex(p => p.ValidFrom);
        });
        model.Entity<Shift>(shift =>
        {
            shift.HasIndex(s => new { s.PlanId, s.From, s.Id });
            shift.HasOne(s => s.Plan).WithMany(p => p.Shifts).HasForeignKey(s => s.PlanId).OnDelete(DeleteBehavior.Restrict);
        });
    }

    private static void MapResponsibility(ModelBuilder model)
    {
        model.Entity<Responsibility>(responsibility =>
        {
            responsibility.HasIndex(r => new { r.From, r.Id });
            responsibility.HasIndex(r => new { r.ComplaintId, r.From, r.Id });
            responsibility.HasIndex(r => new { r.StaffId, r.From, r.Id });
            responsibility.HasIndex(r => r.ComplaintId, "ix_responsibilities_present").IsUnique().HasFilter("\"to\" IS NULL");
            responsibility.HasOne(r => r.Complaint).WithMany(c => c.Responsibilities).HasForeignKey(r => r.ComplaintId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<HandOver>(link =>
        {
            link.HasIndex(h => new { h.At, h.Id });
            link.HasIndex(h => new { h.ComplaintId, h.At, h.Id });
            link.HasIndex(h => new { h.ToId, h.At, h.Id });
            link.HasIndex(h => h.ComplaintId, "ix_hand_overs_pending").IsUnique().HasFilter("status = 'PENDING'");
            link.HasOne(h => h.Complaint).WithMany(c => c.HandOvers).HasForeignKey(h => h.ComplaintId).OnDelete(DeleteBehavior.Restrict);
            link.HasOne(h => h.Responsibility).WithMany().HasForeignKey(h => h.ResponsibilityId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Complaint>().Property(c => c.BounceCount).HasDefaultValue(0);
    }
}
