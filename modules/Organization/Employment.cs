using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Contracts;

namespace PropertyGraph.Organization;

/// <summary>Who works for the company now. Rows are locked for sharing: who leaves at the same time waits, or has left already.</summary>
internal sealed class Employment(OrganizationDb db) : IEmployment
{
    /// <summary>To whom work falls where no department above has anybody: the highest first.</summary>
    private static readonly Position[] Ranks = [Position.Director, Position.Manager, Position.Leader, Position.Agent, Position.Worker, Position.Administrator, Position.Trainer];

    public async Task<Employed?> HoldAsync(Guid staff, CancellationToken cancel) =>
        (await db.Staff.FromSql($"SELECT * FROM organization.staff WHERE id = {staff} FOR SHARE").AsNoTracking().ToListAsync(cancel)) is [{ Active: true } found] ? new(found.DepartmentId, found.Position) : null;

    public async Task<bool> HoldPartnerAsync(Guid partner, CancellationToken cancel) =>
        (await db.Partners.FromSql($"SELECT * FROM organization.partners WHERE id = {partner} FOR SHARE").AsNoTracking().ToListAsync(cancel)) is [{ Active: true }];

    public async Task<Guid?> HoldPartnerPersonAsync(Guid person, CancellationToken cancel) =>
        (await db.PartnerPeople.FromSql($"SELECT * FROM organization.partner_people WHERE id = {person} FOR SHARE").AsNoTracking().ToListAsync(cancel)) is [{ Active: true } found]
            && await HoldPartnerAsync(found.PartnerId, cancel) ? found.PartnerId : null;

    public async Task<Guid?> SuccessorAsync(Guid staff, CancellationToken cancel)
    {
        // Somebody may have come back meanwhile, to his or her own work.
        if (await db.Staff.AsNoTracking().SingleOrDefaultAsync(s => s.Id == staff, cancel) is not { Active: false } left) return null;
        if (await Successor.FindAsync(left, db, cancel) is { } successor) return successor;
        foreach (var position in Ranks)
            if (await db.Staff.Where(s => s.Active && s.Position == position).OrderBy(s => s.Number).Select(s => (Guid?)s.Id).FirstOrDefaultAsync(cancel) is { } somebody) return somebody;
        return null;
    }
}
