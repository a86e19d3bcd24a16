using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;

namespace PropertyGraph.Customers;

/// <summary>Whom a token's key stands for.</summary>
internal static class SignIn
{
    public static async Task<Actor?> Customer(Guid id, CustomersDb db, CancellationToken cancel) =>
        await db.Customers.AnyAsync(c => c.Id == id && c.MergedIntoId == null && c.ErasedAt == null, cancel) ? Actor.Customer(id) : null;
}
