using Microsoft.EntityFrameworkCore;
using PropertyGraph.Commands;
using PropertyGraph.Events;

namespace PropertyGraph.Customers;

/// <summary>
/// Moves overdue charges to their next level of dunning. Each charge has at most one timer, which the transaction of every change of the charge sets anew; the timer goes in the transaction of the notice,
/// so that each level comes once, in any number of gateways and after downtime.
/// </summary>
internal static class Dun
{
    public const string Timer = "dunning";

    public static async Task<Reaction> Handle(TimerFired timer, CustomersDb db, TimeProvider time, CancellationToken cancel)
    {
        var charge = await db.Charges.FindAsync([timer.Key], cancel);
        if (charge is null || charge.Payable <= 0 || await NextAsync(charge, db, cancel) is not { } next) return Reaction.None;
        var now = time.GetUtcNow();
        if (next > now)
        {
            db.Schedule(Timer, charge.Id, next);
            return Reaction.None;
        }
        var notice = charge.Dun(now);
        db.Add(notice);
        await WatchAsync(charge, db, cancel);
        return Reaction.Of(new ChargeDunned(charge.Id, charge.CustomerId, notice.Level, notice.Amount, charge.Currency));
    }

    /// <summary>Has the timer of a charge follow it: set while something is to be dunned, taken back otherwise.</summary>
    public static async Task WatchAsync(Charge charge, CustomersDb db, CancellationToken cancel)
    {
        if (charge.Payable > 0 && await NextAsync(charge, db, cancel) is { } next) db.Schedule(Timer, charge.Id, next);
        else db.Unschedule(Timer, charge.Id);
    }

    private static async Task<DateTimeOffset?> NextAsync(Charge charge, CustomersDb db, CancellationToken cancel) =>
        charge.DunningScheduleId is { } id && await db.DunningSchedules.FindAsync([id], cancel) is { } schedule ? schedule.Next(charge) : null;

    /// <summary>The schedule under which a charge falls that is recorded now.</summary>
    public static Task<Guid?> ScheduleAsync(CustomersDb db, CancellationToken cancel) =>
        db.DunningSchedules.Where(s => s.ValidTo == null).OrderByDescending(s => s.Version).Select(s => (Guid?)s.Id).FirstOrDefaultAsync(cancel);
}

[EventOf("Charge", "DUNNED", "What is open on it and not disputed was dunned.")]
internal sealed record ChargeDunned(Guid Charge, Guid Customer, int Level, decimal Amount, string Currency) : IEvent
{
    public Guid Subject => Charge;
}
