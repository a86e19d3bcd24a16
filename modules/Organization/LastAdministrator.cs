using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Faults;

namespace PropertyGraph.Organization;

/// <summary>Somebody must always be able to hire: without an administrator nobody could make one.</summary>
internal static class LastAdministrator
{
    /// <summary>Whether nobody else is one; the others' rows are locked, so that two do not leave at once, each relying on the other.</summary>
    public static async Task<bool> IsAsync(Staff staff, OrganizationDb db, CancellationToken cancel) =>
        staff is { Active: true, Position: Position.Administrator }
        && (await db.Staff.FromSql($"SELECT * FROM organization.staff WHERE active AND position = 'ADMINISTRATOR' AND id <> {staff.Id} ORDER BY id FOR UPDATE").AsNoTracking().ToListAsync(cancel)).Count == 0;

    public static Conflict Kept(string path) => new("This is the last active administrator; make another one first.", [path]);
}
