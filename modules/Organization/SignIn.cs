using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;

namespace PropertyGraph.Organization;

/// <summary>Whom a token's key stands for: only active people and firms.</summary>
internal static class SignIn
{
    public static async Task<Actor?> Staff(Guid id, OrganizationDb db, CancellationToken cancel) =>
        await db.Staff.AsNoTracking().Where(s => s.Id == id && s.Active).Select(s => new { s.DepartmentId, s.Position }).SingleOrDefaultAsync(cancel) is { } staff
            ? Actor.Staff(id, staff.DepartmentId, staff.Position)
            : null;

    /// <summary>A firm, or somebody of it, who acts for it under the own name.</summary>
    public static async Task<Actor?> Partner(Guid id, OrganizationDb db, CancellationToken cancel)
    {
        if (await db.Partners.AnyAsync(p => p.Id == id && p.Active, cancel)) return Actor.Partner(id);
        var firm = await db.PartnerPeople.Where(p => p.Id == id && p.Active && p.Partner!.Active).Select(p => (Guid?)p.PartnerId).SingleOrDefaultAsync(cancel);
        return firm is { } partner ? Actor.Partner(partner, SubjectOf(id), id) : null;
    }

    /// <summary>The person's name in audit and limits.</summary>
    public static string SubjectOf(Guid partnerPerson) => $"partner-person:{partnerPerson}";
}
