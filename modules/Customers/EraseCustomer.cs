using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

[Describes("Which customer is erased.")]
internal sealed record EraseCustomer(
    [Describes("Who."), IdOf("Customer")] Guid Customer,
    [Describes("Why.")] ErasureReason Reason,
    [Describes("Version of the preview that was agreed to: Customer.erasurePreview.")] string Version)
{
    [Allow(Position.Director, Position.Administrator)]
    [MayFail(typeof(StillNeeded))]
    [Describes("Erases a customer, in every module, as Customer.erasurePreview says: rows and files go, what stays loses what is personal in it, and so do history and sign-in. It can't be taken back.")]
    public static async Task<Outcome<Erasure>> Handle(
        EraseCustomer input, CustomersDb db, IReadOnlyList<ICustomerRecords> modules, IPersonalRecords records, IGraph graph, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        List<Guid> people = [input.Customer, .. await db.MergedIntoAsync(input.Customer, cancel)];
        await db.LockAsync(cancel, [.. people]);
        await records.HoldAsync(people, cancel);
        var customer = await db.FindVisibleAsync<Customer>(input.Customer, cancel);
        if (customer is null) return new NotFound("There is no such customer.", ["customer"]);
        // By the graph, which sees what this transaction does not: what was committed while it waited.
        if (await VersionAsync(customer.Id, graph.AsSystem, cancel) != input.Version)
            return new Conflict("What is kept about the customer, or how long the law keeps it, has changed since the preview; read it again.", ["version"]);
        List<string> obstacles = [.. await ObstaclesAsync(customer, db, time, cancel)];
        foreach (var module in modules) obstacles.AddRange(await module.ObstaclesAsync(customer.Id, cancel));
        if (obstacles.Count > 0) return new StillNeeded($"Bring to an end first what is going on with the customer: {string.Join(" ", obstacles)}", obstacles, ["customer"]);

        var now = time.GetUtcNow();
        await db.LoadTermAsync(customer, cancel);
        var erasure = new Erasure(customer.Id, input.Reason, await SumsAsync(customer.Id, db, now, cancel), actor.StaffIdOrNull, now);
        customer.Erase(now);
        db.Add(erasure);
        foreach (var module in modules) await module.EraseAsync(people, cancel);
        await records.EraseAsync(people, await db.YearsKeptAsync(now, cancel), now.Year, cancel);
        db.Schedule(FinishErasure.Timer, erasure.Id, now + FinishErasure.Later);
        return Outcome<Erasure>.Of(erasure.Id, new CustomerErased(erasure.Id, customer.Id, input.Reason));
    }

    private static async Task<string?> VersionAsync(Guid customer, IGraph graph, CancellationToken cancel)
    {
        var data = await graph.QueryAsync("query($id: ID!) { customer(id: $id) { erasurePreview { version } } }", new { id = graph.GlobalId("Customer", customer) }, cancel);
        return data.GetProperty("customer").GetProperty("erasurePreview").GetProperty("version").GetString();
    }

    private static async Task<ErasureSums> SumsAsync(Guid customer, CustomersDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var rows = await db.ErasureRecords.Where(r => r.CustomerId == customer).ToListAsync(cancel);
        var kept = rows.Where(r => r.Fate == "RETAINED" && r.Until >= today).ToList();
        var stripped = rows.Where(r => r.Fate == "STRIPPED").Sum(r => r.Rows);
        return new(rows.Sum(r => r.Rows) - stripped - kept.Sum(r => r.Rows), stripped, kept.Sum(r => r.Rows), kept.Max(r => r.Until));
    }

    private static async Task<IReadOnlyList<string>> ObstaclesAsync(Customer customer, CustomersDb db, TimeProvider time, CancellationToken cancel)
    {
        var found = new List<string>();
        if (await db.Charges.Where(c => c.CustomerId == customer.Id).SumAsync(c => c.Amount - c.Paid - c.Credited, cancel) is > 0 and var owed)
            found.Add(string.Create(CultureInfo.InvariantCulture, $"{owed:0.00} {customer.Currency} is owed."));
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var places = await db.Occupancies.Where(o => o.CustomerId == customer.Id && (o.To == null || o.To >= today)).OrderBy(o => o.Unit!.Code).Select(o => new { o.Unit!.Code, Building = o.Unit.Building!.Code, Property = o.Unit.Property!.Code }).ToListAsync(cancel);
        found.AddRange(places.Select(p => $"Unit {p.Code} in building {p.Building} of property {p.Property} is occupied."));
        return found;
    }
}

/// <summary>Finishes erasures: what came in while the customer was erased, a moment later; what the law kept, when its time is over.</summary>
internal static class FinishErasure
{
    public const string Timer = "finishErasure";

    /// <summary>Nobody who had signed in as the customer can write any more by then.</summary>
    public static readonly TimeSpan Later = TimeSpan.FromMinutes(1);

    public static async Task<Reaction> Handle(TimerFired timer, CustomersDb db, IReadOnlyList<ICustomerRecords> modules, IPersonalRecords records, TimeProvider time, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var erasure = await db.Erasures.SingleAsync(e => e.Id == timer.Key, cancel);
        List<Guid> people = [erasure.CustomerId, .. await db.MergedIntoAsync(erasure.CustomerId, cancel)];
        foreach (var module in modules) await module.EraseAsync(people, cancel);
        await records.EraseAsync(people, await db.YearsKeptAsync(erasure.At, cancel), now.Year, cancel);
        // What is kept yet goes at the beginning of some year.
        if (await db.ErasureRecords.AnyAsync(r => r.CustomerId == erasure.CustomerId && r.Fate == "RETAINED", cancel)) db.Schedule(Timer, erasure.Id, new DateTimeOffset(now.Year + 1, 1, 1, 0, 0, 0, TimeSpan.Zero));
        else if (erasure.DoneAt is null)
        {
            erasure.Finish(now);
            return Reaction.Of(new ErasureFinished(erasure.Id, erasure.CustomerId));
        }
        return Reaction.None;
    }
}

/// <summary>A customer can't be erased while something goes on with it.</summary>
[Describes("A customer can't be erased while something goes on with it.")]
internal sealed record StillNeeded(
    string Message,
    [property: Describes("What has to be brought to an end first, a sentence for each.")] IReadOnlyList<string> Obstacles,
    IReadOnlyList<string>? Path = null)
    : Fault("PG-CMD-STILL-NEEDED", Message, Path);

[EventOf("Erasure", "DONE", "A customer was erased.", StaffOnly = true)]
internal sealed record CustomerErased(Guid Erasure, Guid Customer, ErasureReason Reason) : IEvent
{
    public Guid Subject => Erasure;
}

[EventOf("Erasure", "FINISHED", "What the law had kept of an erased customer is gone, too.", StaffOnly = true)]
internal sealed record ErasureFinished(Guid Erasure, Guid Customer) : IEvent
{
    public Guid Subject => Erasure;
}
