using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Faults;

namespace PropertyGraph.Organization;

/// <summary>Somebody must always be able to hire: without an administrator nobody could make one.</summary>
internal static class LastAdministrator
{
    public static async Task<bool> IsAsync(Staff staff, OrganizationDb db, CancellationToken cancel) =>
        staff is { Active: true, Position: Position.Administrator }
        && !await db.Staff.AnyAsync(s => s.Id != staff.Id && s.Active && s.Position == Position.Administrator, cancel);

    public static Conflict Kept(string path) => new("This is the last active administrator; make another one first.", [path]);
}
