using Microsoft.EntityFrameworkCore;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;

namespace PropertyGraph.Customers;

/// <summary>
/// When an account manager leaves, the accounts go to whoever answers for customers as a whole: an active customer director, else a manager, else an administrator; of several the one with the
/// lowest number. Where there is nobody, the account has no manager until somebody is named.
/// </summary>
internal static class HandOverKeyAccounts
{
    private static readonly string[] Successors = ["DIRECTOR", "MANAGER", "ADMINISTRATOR"];

    public static async Task<Reaction> Handle(StaffDeactivated left, CustomersDb db, IGraph graph, TimeProvider time, CancellationToken cancel)
    {
        var accounts = await db.Customers.Include(c => c.KeyAccountTerms.Where(t => t.To == null)).Where(c => c.AccountManagerId == left.Staff).ToListAsync(cancel);
        if (accounts.Count == 0) return Reaction.None;
        var successor = await SuccessorAsync(left.Staff, graph.AsSystem, cancel);
        foreach (var account in accounts) account.MakeKeyAccount(account.KeyAccountTier, successor, "The account manager left the company.", null, time.GetUtcNow());
        return Reaction.Of([.. accounts.Select(a => new KeyAccountDesignated(a.Id, a.KeyAccountTier, a.KeyAccountTier, successor))]);
    }

    private static async Task<Guid?> SuccessorAsync(Guid left, IGraph graph, CancellationToken cancel)
    {
        var data = await graph.QueryAsync(
            "query($positions: [Position!]) { staff(first: 10000, where: { active: { eq: true }, position: { in: $positions } }, order: [{ number: ASC }]) { nodes { id position } } }", new { positions = Successors }, cancel);
        return data.GetProperty("staff").GetProperty("nodes").EnumerateArray()
            .Select(s => (Key: graph.Key("Staff", s.GetProperty("id").GetString()!), Place: Array.IndexOf(Successors, s.GetProperty("position").GetString())))
            .Where(s => s.Key != left).OrderBy(s => s.Place).Select(s => (Guid?)s.Key).FirstOrDefault();
    }
}
