using Microsoft.EntityFrameworkCore;

namespace PropertyGraph.Complaints;

/// <summary>Tables of responsibility, dispatch and coordination.</summary>
internal sealed partial class ComplaintsDb
{
    public DbSet<HandOver> HandOvers => Set<HandOver>();

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

    /// <summary>Writes down that who answers for a complaint did something about it, or that it could not before.</summary>
    private async Task NoteActsAsync(IEnumerable<ComplaintEvent> happenings, CancellationToken cancel)
    {
        foreach (var happening in happenings)
        {
            if (happening.Complaint is not { AccountableId: { } accountable } || (happening.ActorId != accountable && happening.Kind != ComplaintEventKind.Continued)) continue;
            var turn = Responsibilities.Local.FirstOrDefault(r => r.ComplaintId == happening.ComplaintId && r.To == null)
                ?? await Responsibilities.FirstOrDefaultAsync(r => r.ComplaintId == happening.ComplaintId && r.To == null, cancel);
            if (turn is { To: null } && turn.LastActAt < happening.At) Entry(turn).Property(r => r.LastActAt).CurrentValue = happening.At;
        }
    }

    private static void MapResponsibility(ModelBuilder model)
    {
        model.Entity<Responsibility>(responsibility =>
        {
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
