using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Contracts;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

/// <summary>Who takes over what somebody leaves behind.</summary>
internal static class Successor
{
    private const int MostSteps = 20;

    /// <summary>Hands over what somebody has to do in any module, in the same transaction.</summary>
    /// <returns>Null, or why that is not possible; nothing was changed then.</returns>
    public static async Task<Fault?> TakesOverAsync(Staff leaving, WorkOf which, IReadOnlyList<IOpenWork> modules, OrganizationDb db, CancellationToken cancel)
    {
        var count = 0;
        foreach (var module in modules) count += await module.CountAsync(leaving.Id, which, cancel);
        if (count > 0)
        {
            if (await FindAsync(leaving, db, cancel) is not { } successor) return NobodyTakesOver.Of(count);
            foreach (var module in modules) await module.HandOverAsync(leaving.Id, successor, which, cancel);
        }
        foreach (var module in modules) await module.WithdrawOffersAsync(leaving.Id, which, cancel);
        return null;
    }

    /// <summary>Who holds the department's highest customer-service role, its leader, its manager or its director, or those of the nearest department above that has one.</summary>
    public static async Task<Guid?> FindAsync(Staff leaving, OrganizationDb db, CancellationToken cancel)
    {
        Guid? at = leaving.DepartmentId;
        for (var steps = 0; at is not null && steps < MostSteps; steps++)
        {
            var department = await db.Departments.AsNoTracking().SingleAsync(d => d.Id == at, cancel);
            var holder = await db.Appointments.Where(a => a.DepartmentId == at && a.To == null && a.StaffId != leaving.Id && a.Staff!.Active)
                .OrderBy(a => a.Role!.Rank).ThenBy(a => a.Role!.Code).Select(a => (Guid?)a.StaffId).FirstOrDefaultAsync(cancel);
            if (holder is not null) return holder;
            var leaders = await db.Staff.AsNoTracking().Where(s => s.Active && s.Id != leaving.Id && s.DepartmentId == at
                && (s.Position == Position.Leader || s.Position == Position.Manager || s.Position == Position.Director)).ToListAsync(cancel);
            if (leaders.OrderBy(s => s.Position).ThenBy(s => s.Number, StringComparer.Ordinal).FirstOrDefault() is { } found) return found.Id;
            at = department.ParentId;
        }
        return null;
    }
}

/// <summary>Work would be left to nobody.</summary>
[Describes("Somebody has work that nobody could take over.")]
internal sealed record NobodyTakesOver(
    string Message,
    [property: Describes("How much work there is: complaints, orders and the like.")] int OpenWork,
    IReadOnlyList<string>? Path = null)
    : Fault("PG-CMD-NOBODY-TAKES-OVER", Message, Path)
{
    public static NobodyTakesOver Of(int count) =>
        new($"This person has {count} pieces of open work, and neither the department nor one above it has anybody in a customer-service role, nor a leader, manager or director, who could take over. Appoint one, or give the work to somebody first.", count, ["staff"]);
}
