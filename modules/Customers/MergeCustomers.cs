using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

[Describes("Two customers who are one.")]
internal sealed record MergeCustomers(
    [Describes("Who stays, and gets all that belongs to the other."), IdOf("Customer")] Guid Customer,
    [Describes("Who is the same customer, registered once more."), IdOf("Customer")] Guid Duplicate,
    [Describes("How it is known that they are one, in at most 1,000 characters; staff alone can read it.")] string? Note = null,
    [Describes("Whether whoever signs in as the duplicate signs in as the customer who stays from now on. Say yes only where the person was identified; else that sign-in ends.")] bool KeepSignIn = false)
{
    [Allow(Position.Manager, Position.Director, Position.Administrator)]
    [MayFail(typeof(OtherCurrency))]
    [Describes("Merges a duplicate into the customer who stays: contacts, occupancies, charges, complaints and all else that belongs to it, in every module. The duplicate is on no list any more; its number leads to who stays.")]
    public static async Task<Outcome<Customer>> Handle(
        MergeCustomers input, CustomersDb db, IReadOnlyList<ICustomerRecords> modules, IPersonalRecords records, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var checks = new InputChecks()
            .OptionalText("note", input.Note, 1000)
            .Rule(input.Customer != input.Duplicate, "Name another customer: nobody is a duplicate of itself.", "duplicate");
        if (checks.Failed) return Outcome<Customer>.Failed(checks.Faults);
        await db.LockAsync(cancel, input.Customer, input.Duplicate);
        var customer = await db.FindVisibleAsync<Customer>(input.Customer, cancel);
        var duplicate = await db.FindVisibleAsync<Customer>(input.Duplicate, cancel);
        if (customer is null) checks.Add(new NotFound("There is no such customer.", ["customer"]));
        if (duplicate is null) checks.Add(new NotFound("There is no such customer.", ["duplicate"]));
        if (checks.Failed) return Outcome<Customer>.Failed(checks.Faults);
        if (duplicate!.Currency is { } currency && !customer!.IsBilledIn(currency))
            return new OtherCurrency($"One is billed in {customer.Currency}, the other in {currency}: what a customer owes is a sum in one currency.", customer.Currency!, ["duplicate"]);
        if (await MoveAsync(customer!, duplicate, db, modules, records, time.GetUtcNow(), cancel) is { } fault) return fault;

        duplicate.MergeInto(customer!, input.Note, actor.StaffIdOrNull, time.GetUtcNow());
        await records.SignInAsync(Audience.Customer, duplicate.Id, input.KeepSignIn ? customer!.Id : null, cancel);
        return Outcome<Customer>.Of(customer!.Id, new CustomersMerged(customer.Id, duplicate.Id), new CustomerMergedAway(duplicate.Id, customer.Id));
    }

    /// <summary>Moves all that belongs to one customer to another; what both can't have is settled first.</summary>
    public static async Task<Fault?> MoveAsync(
        Customer customer, Customer duplicate, CustomersDb db, IReadOnlyList<ICustomerRecords> modules, IPersonalRecords records, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var module in modules)
            if (await module.PrepareMergeAsync(customer.Id, duplicate.Id, cancel) is { } fault) return fault;
        await UniteContactsAsync(customer.Id, duplicate.Id, db, records, cancel);
        await UnitePreferencesAsync(customer.Id, duplicate.Id, db, cancel);
        await UniteOccupanciesAsync(customer.Id, duplicate.Id, db, cancel);
        await db.LoadTermAsync(customer, cancel);
        await db.LoadTermAsync(duplicate, cancel);
        customer.TakeOver(duplicate, now);
        await records.MoveAsync("Customer", duplicate.Id, customer.Id, cancel);
        return null;
    }

    /// <summary>A contact that both have stays once, with consent only where both gave it.</summary>
    private static async Task UniteContactsAsync(Guid customer, Guid duplicate, CustomersDb db, IPersonalRecords records, CancellationToken cancel)
    {
        var contacts = await db.Contacts.Where(c => c.CustomerId == customer || c.CustomerId == duplicate).ToListAsync(cancel);
        var stay = contacts.Where(c => c.CustomerId == customer).ToDictionary(c => (c.Channel, c.Value, c.Purpose));
        foreach (var contact in contacts.Where(c => c.CustomerId == duplicate))
        {
            if (!stay.TryGetValue((contact.Channel, contact.Value, contact.Purpose), out var same)) continue;
            if (!contact.Consent) same.ChangeConsent(false);
            await records.MoveAsync("Contact", contact.Id, same.Id, cancel);
            db.Remove(contact);
        }
    }

    /// <summary>Of two wishes about one topic the later one holds.</summary>
    private static async Task UnitePreferencesAsync(Guid customer, Guid duplicate, CustomersDb db, CancellationToken cancel)
    {
        var wishes = await db.Preferences.Where(p => p.CustomerId == customer || p.CustomerId == duplicate).ToListAsync(cancel);
        foreach (var topic in wishes.GroupBy(p => p.Topic).Where(g => g.Count() > 1)) db.RemoveRange(topic.OrderByDescending(p => p.At).ThenBy(p => p.CustomerId == duplicate).Skip(1));
    }

    private static async Task UniteOccupanciesAsync(Guid customer, Guid duplicate, CustomersDb db, CancellationToken cancel)
    {
        var occupancies = await db.Occupancies.Where(o => o.CustomerId == customer || o.CustomerId == duplicate).ToListAsync(cancel);
        var places = occupancies.Where(o => o.CustomerId == duplicate).Select(o => o.UnitId).Distinct().ToList();
        foreach (var unit in await db.Units.Where(u => places.Contains(u.Id)).OrderBy(u => u.Id).ToListAsync(cancel))
        {
            // Whoever moves in at the same time comes into each other's way here.
            unit.OccupanciesChanged();
            foreach (var role in occupancies.Where(o => o.UnitId == unit.Id).GroupBy(o => o.Role)) Unite(customer, unit.Id, [.. role], db);
        }
    }

    private static void Unite(Guid customer, Guid unit, IReadOnlyList<Occupancy> rows, CustomersDb db)
    {
        if (!rows.Any(o => o.CustomerId == customer && rows.Any(d => d.CustomerId != customer && d.From <= (o.To ?? DateOnly.MaxValue) && o.From <= (d.To ?? DateOnly.MaxValue)))) return;
        var kept = new List<Occupancy>();
        foreach (var (share, from, to) in OccupancyRules.United([.. rows.Select(o => (o.Share, o.From, o.To))]))
        {
            if (rows.Where(o => o.From == from).OrderBy(o => o.CustomerId != customer).FirstOrDefault() is not { } known) db.Add(new Occupancy(customer, unit, rows[0].Role, share, from, to));
            else
            {
                known.Change(share, to);
                kept.Add(known);
            }
        }
        db.RemoveRange(rows.Except(kept));
    }
}

/// <summary>
/// What was written to a duplicate at the very moment in which it was merged goes the same way, a moment later; and once more after a minute, when nobody who had signed in as it can write any more.
/// </summary>
internal static class MoveLateRecords
{
    public const string Timer = "moveLateRecords";
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(1);

    public static async Task<Reaction> Handle(CustomersMerged merged, CustomersDb db, IReadOnlyList<ICustomerRecords> modules, IPersonalRecords records, TimeProvider time, CancellationToken cancel)
    {
        db.Schedule(Timer, merged.Duplicate, time.GetUtcNow() + Later);
        return await MoveAsync(merged.Duplicate, db, modules, records, time, cancel);
    }

    public static Task<Reaction> Again(TimerFired timer, CustomersDb db, IReadOnlyList<ICustomerRecords> modules, IPersonalRecords records, TimeProvider time, CancellationToken cancel) =>
        MoveAsync(timer.Key, db, modules, records, time, cancel);

    private static async Task<Reaction> MoveAsync(Guid duplicate, CustomersDb db, IReadOnlyList<ICustomerRecords> modules, IPersonalRecords records, TimeProvider time, CancellationToken cancel)
    {
        // Who stays may have been merged into another one since.
        var from = await db.Customers.SingleAsync(c => c.Id == duplicate, cancel);
        if (from.MergedIntoId is not { } into) return Reaction.None;
        await db.LockAsync(cancel, duplicate, into);
        var to = await db.Customers.SingleAsync(c => c.Id == into, cancel);
        if (await MergeCustomers.MoveAsync(to, from, db, modules, records, time.GetUtcNow(), cancel) is { } fault) throw new InvalidOperationException($"What came late to {from.Number} can't be moved: {fault.Message}");
        return Reaction.None;
    }
}

[EventOf("Customer", "MERGED", "A duplicate was merged into the customer, who has all that belonged to it.")]
internal sealed record CustomersMerged(Guid Customer, Guid Duplicate) : IEvent
{
    public Guid Subject => Customer;
}

[EventOf("Customer", "MERGED_AWAY", "The customer turned out to be a duplicate, and was merged into another.")]
internal sealed record CustomerMergedAway(Guid Customer, Guid Into) : IEvent
{
    public Guid Subject => Customer;
}
