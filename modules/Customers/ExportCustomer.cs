using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

[Describes("Whose data are to be written to a file.")]
internal sealed record ExportCustomer(
    [Describes("Whose; customers can name themselves only."), IdOf("Customer")] Guid Customer)
{
    [Allow(Position.Director, Position.Administrator), AllowAudience(Audience.Customer)]
    [Describes("Writes all that is kept about a customer, in every module, to a ZIP file: the rows and fields that the caller may see as data.json, and the files that were attached. It replaces the caller's former one and is removed after seven days.")]
    public static async Task<Outcome<CustomerExport>> Handle(ExportCustomer input, CustomersDb db, IPersonalRecords records, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var customer = await db.FindVisibleAsync<Customer>(input.Customer, cancel);
        if (customer is null) return new NotFound("There is no such customer.", ["customer"]);

        var by = actor.StaffIdOrNull;
        foreach (var former in await db.CustomerExports.Where(e => e.CustomerId == customer.Id && e.ById == by).ToListAsync(cancel)) await ForgetExport.RemoveAsync(former, db, records, cancel);
        var now = time.GetUtcNow();
        var file = await records.ExportAsync([customer.Id, .. await db.MergedIntoAsync(customer.Id, cancel)], actor, cancel);
        var export = new CustomerExport(customer, file, by, now, now + ForgetExport.Kept);
        db.Add(export);
        db.Schedule(ForgetExport.Timer, export.Id, export.ExpiresAt);
        return Outcome<CustomerExport>.Of(export.Id, new CustomerExported(export.Id, customer.Id));
    }
}

/// <summary>Removes an export, and its file, when its time is over.</summary>
internal static class ForgetExport
{
    public const string Timer = "forgetExport";
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public static async Task<Reaction> Handle(TimerFired timer, CustomersDb db, IPersonalRecords records, CancellationToken cancel)
    {
        if (await db.CustomerExports.SingleOrDefaultAsync(e => e.Id == timer.Key, cancel) is { } export) await RemoveAsync(export, db, records, cancel);
        return Reaction.None;
    }

    public static async Task RemoveAsync(CustomerExport export, CustomersDb db, IPersonalRecords records, CancellationToken cancel)
    {
        db.Remove(export);
        db.Unschedule(Timer, export.Id);
        await records.RemoveFileAsync(export.FileId, cancel);
    }
}

[EventOf("CustomerExport", "MADE", "All that is kept about a customer was written to a file.")]
internal sealed record CustomerExported(Guid Export, Guid Customer) : IEvent
{
    public Guid Subject => Export;
}
