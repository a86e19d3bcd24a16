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

    public static async Task<Actor?> Partner(Guid id, OrganizationDb db, CancellationToken cancel) =>
        await db.Partners.AnyAsync(p => p.Id == id && p.Active, cancel) ? Actor.Partner(id) : null;
}
