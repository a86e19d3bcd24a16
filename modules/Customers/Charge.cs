using PropertyGraph.Access;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

/// <summary>
/// What a customer owes for a period. Its sums (paid, credited, withheld) are kept on the row, next to the rows that they are made of: whoever changes one changes this row, so that two at the same
/// time collide, and a constraint of the table holds them to the amount.
/// </summary>
internal sealed class Charge
{
    public const decimal Most = 999_999_999.99m;

    private Charge() { }

    public Charge(string number, Guid customerId, Guid kindId, ChargeTerms terms, Guid? unitId, Guid? scheduleId, DateTimeOffset at)
    {
        (Number, CustomerId, KindId, UnitId, DunningScheduleId, RecordedAt) = (number.Trim(), customerId, kindId, unitId, scheduleId, at);
        (From, To, DueOn, Amount, Currency) = (terms.From, terms.To, terms.DueOn, terms.Amount, terms.Currency);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string Number { get; private set; } = "";
    public Guid CustomerId { get; private set; }
    public Customer? Customer { get; private set; }
    public Guid? UnitId { get; private set; }
    public Guid KindId { get; private set; }
    public DateOnly From { get; private set; }
    public DateOnly To { get; private set; }
    public DateOnly DueOn { get; private set; }
    public decimal Amount { get; private set; }
    public string Currency { get; private set; } = "";
    public decimal Paid { get; private set; }
    public decimal Credited { get; private set; }
    public decimal Withheld { get; private set; }
    public int DunningLevel { get; private set; }
    public DateTimeOffset? DunnedAt { get; private set; }
    /// <summary>The version of the schedule under which it is dunned; null where there was none when it was recorded.</summary>
    public Guid? DunningScheduleId { get; private set; }
    public DateTimeOffset RecordedAt { get; private set; }
    public List<Payment> Payments { get; private set; } = [];

    /// <summary>Neither paid nor credited.</summary>
    public decimal Open => Amount - Paid - Credited;

    /// <summary>Open, and not held back: what is dunned once it is overdue.</summary>
    public decimal Payable => Open - Withheld;

    public void Pay(decimal amount) => Paid += amount;

    public void Credit(decimal amount) => Credited += amount;

    public void Withhold(decimal amount) => Withheld += amount;

    public void Release(decimal amount) => Withheld -= amount;

    public DunningNotice Dun(DateTimeOffset at)
    {
        DunningLevel++;
        DunnedAt = at;
        return new DunningNotice(this, Payable, at);
    }

    internal static void Describe(EntityBuilder<Charge> charge)
    {
        charge.Is("What a customer owes for a period.", "charge", "charges")
            .Lookup(c => c.Number)
            .OrderedBy(c => c.DueOn, descending: true)
            .DataSubject(c => c.CustomerId)
            .Retained(c => c.DueOn);
        charge.Field(c => c.Number, "Number of the bill that people and files use.").Searchable();
        charge.Field(c => c.From, "First day that it is for.");
        charge.Field(c => c.To, "Last day that it is for.");
        charge.Field(c => c.DueOn, "Last day on which it can be paid in time.");
        charge.Field(c => c.Amount, "What was billed, in its currency.");
        charge.Field(c => c.Currency, "ISO 4217 code of the currency of all its amounts, such as CNY.");
        charge.Field(c => c.Paid, "What was paid of it, reversed payments not counted.");
        charge.Field(c => c.Credited, "What was taken off it, so that it need not be paid.");
        charge.Field(c => c.Withheld, "What is held back from dunning because it is disputed: part of openAmount.");
        charge.Field("openAmount", c => c.Amount - c.Paid - c.Credited, "What is neither paid nor credited.");
        charge.Field("payableAmount", c => c.Amount - c.Paid - c.Credited - c.Withheld, "What is open and not disputed: what is dunned once it is overdue.");
        charge.Field("isSettled", c => c.Amount == c.Paid + c.Credited, "Whether nothing is open any more.");
        charge.Field("isOverdue", c => c.DueOn < DateOnly.FromDateTime(Clock.Now.DateTime) && c.Amount - c.Paid - c.Credited - c.Withheld > 0,
            "Whether the due day has passed (UTC) and something is open that is not disputed.");
        charge.Field(c => c.DunningLevel, "How often it was dunned; 0 for never.");
        charge.Field(c => c.DunnedAt, "When it was last dunned; null for never.");
        charge.Field(c => c.RecordedAt, "When it was recorded.");
        charge.One("customer", "Customer", c => c.CustomerId, "Who owes it.");
        charge.One("unit", "Unit", c => c.UnitId, "The unit that it is for; null for none.");
        charge.One("kind", "ChargeKind", c => c.KindId, "What it is for.");
        charge.One("dunningSchedule", "DunningSchedule", c => c.DunningScheduleId, "The version of the schedule under which it is dunned; null where there was none when it was recorded.").OnlyFor(Audience.Staff);
        charge.Many<Payment>("payments", p => p.ChargeId, "What was paid of it and taken back, in the order of recording.");
        charge.Many<Credit>("credits", c => c.ChargeId, "What was taken off it, in the order of recording.");
        charge.Many<DunningNotice>("dunningNotices", n => n.ChargeId, "When it was dunned and for how much, first level first.");
        charge.VisibleTo(Audience.Staff, (c, actor) => actor.Position != Position.Worker && actor.Position != Position.Trainer);
        charge.VisibleTo(Audience.Customer, (c, actor) => c.CustomerId == actor.CustomerId);
    }
}

/// <summary>Period, due day and money of a charge. <paramref name="Amount"/> has at most two decimals.</summary>
internal sealed partial record ChargeTerms(DateOnly From, DateOnly To, DateOnly DueOn, decimal Amount, string Currency)
{
    /// <summary>Days beyond these are slips of the keyboard, and would be dunned in another century.</summary>
    private static readonly DateOnly First = new(1990, 1, 1), Last = new(2100, 1, 1);

    public InputChecks Check() => Money.Check(new InputChecks(), Amount)
        .Rule(From <= To, "Give a last day on or after the first.", "to")
        .Rule(From > First && To < Last, "Give a period between 1990 and 2100.", "from")
        .Rule(DueOn > First && DueOn < Last, "Give a due day between 1990 and 2100.", "dueOn")
        .Rule(IsCurrency().IsMatch(Currency), "Give the ISO 4217 code of a currency, such as CNY.", "currency");

    [System.Text.RegularExpressions.GeneratedRegex("^[A-Z]{3}$")]
    private static partial System.Text.RegularExpressions.Regex IsCurrency();
}

/// <summary>Rules for amounts that people give.</summary>
internal static class Money
{
    public static InputChecks Check(InputChecks checks, decimal amount) => checks
        .Rule(amount is > 0 and <= Charge.Most, $"Give an amount above 0, of at most {Charge.Most:0.00}.", "amount")
        .Rule(decimal.Round(amount, 2) == amount, "Give the amount with at most two decimals.", "amount");
}
