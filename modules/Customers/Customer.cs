using System.Text.RegularExpressions;
using PropertyGraph.Access;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

internal sealed partial class Customer
{
    private Customer() { }

    public Customer(string number, CustomerKind kind, string name, string language, DateOnly since)
    {
        Number = number.Trim();
        Correct(kind, name, language, since);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string Number { get; private set; } = "";
    public CustomerKind Kind { get; private set; }
    public string Name { get; private set; } = "";
    public string Language { get; private set; } = "";
    public DateOnly Since { get; private set; }
    public KeyAccountTier? KeyAccountTier { get; private set; }
    public Guid? AccountManagerId { get; private set; }
    public List<Occupancy> Occupancies { get; private set; } = [];
    public List<Contact> Contacts { get; private set; } = [];
    /// <summary>ISO 4217 code of the currency of all its charges; null before the first.</summary>
    public string? Currency { get; private set; }
    public List<Interaction> Interactions { get; private set; } = [];
    public List<Charge> Charges { get; private set; } = [];
    public List<KeyAccountTerm> KeyAccountTerms { get; private set; } = [];
    /// <summary>Who has all that belonged to it since it turned out to be a duplicate; never one that is merged itself.</summary>
    public Guid? MergedIntoId { get; private set; }
    public DateTimeOffset? MergedAt { get; private set; }
    public Guid? MergedById { get; private set; }
    public string? MergeNote { get; private set; }
    public DateTimeOffset? ErasedAt { get; private set; }

    public static InputChecks Check(string? number, string name, string language) => new InputChecks()
        .OptionalText("number", number, 40)
        .Rule(number is null || number.Trim().Length > 0, "Give a number, or leave it out to have one assigned.", "number")
        .Text("name", name, 200)
        .Rule(LanguageTag().IsMatch(language), "Give a language tag such as zh-CN or en.", "language");

    public void Correct(CustomerKind kind, string name, string language, DateOnly since) =>
        (Kind, Name, Language, Since) = (kind, name.Trim(), language, since);

    /// <summary>Neither merged into another nor erased.</summary>
    public bool IsInUse => MergedIntoId is null && ErasedAt is null;

    public bool IsBilledIn(string currency) => Currency is null || Currency == currency;

    /// <summary>Its sums over charges are sums of one currency.</summary>
    public void BillIn(string currency) => Currency = currency;

    /// <summary>Begins a term as a key account, or with no tier ends the last one. Needs the running one of <see cref="KeyAccountTerms"/> loaded.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool MakeKeyAccount(KeyAccountTier? tier, Guid? accountManagerId, string? reason, Guid? by, DateTimeOffset at)
    {
        if ((KeyAccountTier, AccountManagerId) == (tier, accountManagerId)) return false;
        (KeyAccountTier, AccountManagerId) = (tier, accountManagerId);
        foreach (var term in KeyAccountTerms.Where(t => t.To is null)) term.EndAt(at);
        if (tier is { } begins) KeyAccountTerms.Add(new(Id, begins, accountManagerId, reason, by, at));
        return true;
    }

    public void MergeInto(Customer customer, string? note, Guid? by, DateTimeOffset at) => (MergedIntoId, MergeNote, MergedById, MergedAt) = (customer.Id, note?.Trim(), by, at);

    /// <summary>
    /// Takes over what a duplicate is by itself. Of two that are key accounts the higher tier goes on, with its account manager; of equal ones that of the customer who stays. Needs the running terms of
    /// both loaded.
    /// </summary>
    public void TakeOver(Customer duplicate, DateTimeOffset at)
    {
        Currency ??= duplicate.Currency;
        if (duplicate.Since < Since) Since = duplicate.Since;
        var isHigher = duplicate.KeyAccountTier is { } tier && (KeyAccountTier is not { } own || tier > own);
        var ends = isHigher ? KeyAccountTerms : duplicate.KeyAccountTerms;
        foreach (var term in ends.Where(t => t.To is null)) term.EndAt(at);
        if (isHigher) (KeyAccountTier, AccountManagerId) = (duplicate.KeyAccountTier, duplicate.AccountManagerId);
        (duplicate.KeyAccountTier, duplicate.AccountManagerId) = (null, null);
    }

    /// <summary>Ends what it is by itself; its name is emptied with all else that is personal. Needs the running term loaded.</summary>
    public void Erase(DateTimeOffset at)
    {
        MakeKeyAccount(null, null, null, null, at);
        ErasedAt = at;
    }

    /// <summary>The common part of BCP 47: language, script, region, variants.</summary>
    [GeneratedRegex("^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")]
    private static partial Regex LanguageTag();

    internal static void Describe(EntityBuilder<Customer> customer)
    {
        customer.Is("A person or company that owns, rents or uses units.", "customer", "customers")
            .Lookup(c => c.Number)
            .OrderedBy(c => c.Number)
            .InUse(c => c.MergedIntoId == null && c.ErasedAt == null);
        customer.Field(c => c.Number, "Customer number that people and files use.").Searchable();
        customer.Field(c => c.Kind, "Person or company.");
        customer.Field(c => c.Name, "Full name of the person, or name of the company.").Personal().Searchable();
        customer.Field(c => c.Language, "Language for letters and messages, as a BCP 47 tag such as zh-CN or en.");
        customer.Field(c => c.Since, "First day as a customer.");
        customer.Field("formerSince", c => c.Occupancies.Any(o => o.To == null || o.To >= DateOnly.FromDateTime(Clock.Now.DateTime)) ? null : c.Occupancies.Max(o => o.To),
            "Last day of its last occupancy, once that is over (UTC); null while it has one now or to come, and where it never had one.").OnlyFor(Audience.Staff, Audience.Customer);
        customer.Field("isFormer", c => c.Occupancies.Any(o => o.To < DateOnly.FromDateTime(Clock.Now.DateTime)) && !c.Occupancies.Any(o => o.To == null || o.To >= DateOnly.FromDateTime(Clock.Now.DateTime)),
            "Whether it had occupancies, and all of them are over.").OnlyFor(Audience.Staff, Audience.Customer);
        customer.Field(c => c.KeyAccountTier, "How important a key account it is; null for customers who are none.");
        customer.Field("isKeyAccount", c => c.KeyAccountTier != null, "Whether it is a key account of any tier.");
        customer.Field("lastInteractionAt", c => c.Interactions.Max(i => (DateTimeOffset?)i.At),
            "When the company and the customer last spoke or wrote to each other; null for never.").OnlyFor(Audience.Staff);
        customer.Field(c => c.Currency, "ISO 4217 code of the currency of all its charges; null before the first.").OnlyFor(Audience.Staff, Audience.Customer);
        customer.Field("openAmount", (c, actor) => actor.Role == "WORKER" || actor.Role == "TRAINER" ? null : (decimal?)c.Charges.Sum(x => x.Amount - x.Paid - x.Credited), "What is open on all its charges, in its currency; null for workers and trainers, who see no charges.").OnlyFor(Audience.Staff, Audience.Customer);
        customer.Field("withheldAmount", (c, actor) => actor.Role == "WORKER" || actor.Role == "TRAINER" ? null : (decimal?)c.Charges.Sum(x => x.Withheld), "What it withholds of that because it is disputed, in its currency; null for workers and trainers.").OnlyFor(Audience.Staff, Audience.Customer);
        customer.Field("annualCharges", (c, actor) => actor.Role == "WORKER" || actor.Role == "TRAINER" ? null : (decimal?)c.Charges.Where(x => x.DueOn <= DateOnly.FromDateTime(Clock.Now.DateTime) && x.DueOn > DateOnly.FromDateTime(Clock.Now.DateTime).AddYears(-1)).Sum(x => x.Amount - x.Credited),
            "What it was billed in a year, in its currency: the amounts, less credits, of the charges that fell due in the twelve months up to today (UTC). What the company stands to lose with it; null for workers and trainers.").OnlyFor(Audience.Staff);
        customer.Many<Charge>("charges", c => c.CustomerId, "What it owes or owed, latest due day first.").MergedInto("timeline", "recordedAt").OnlyFor(Audience.Staff, Audience.Customer);
        customer.Many<Payment>("payments", p => p.CustomerId, "What it paid, in the order of recording.").MergedInto("timeline", "recordedAt").OnlyFor(Audience.Staff, Audience.Customer);
        customer.Many<Credit>("credits", c => c.CustomerId, "What was taken off its charges, oldest first.").MergedInto("timeline", "at").OnlyFor(Audience.Staff, Audience.Customer);
        customer.Many<DunningNotice>("dunningNotices", n => n.CustomerId, "When its overdue charges were dunned, oldest first.").MergedInto("timeline", "at").OnlyFor(Audience.Staff, Audience.Customer);
        customer.One("accountManager", "Staff", c => c.AccountManagerId, "Member of staff who looks after a key account; null for others.");
        customer.Many<Occupancy>("occupancies", o => o.CustomerId, "Units that the customer owned, rented or used, and when.").MergedInto("timeline", "movedInAt");
        customer.Many<Contact>("contacts", c => c.CustomerId, "How to reach the customer, and what for.");
        customer.Many<Interaction>("interactions", i => i.CustomerId, "What was said and written between the company and the customer.").MergedInto("timeline", "at");
        customer.Many<KeyAccountTerm>("keyAccountTerms", t => t.CustomerId, "When it was a key account, of which tier and looked after by whom, latest first.").MergedInto("timeline", "from").OnlyFor(Audience.Staff);
        customer.Many<Preference>("preferences", p => p.CustomerId, "How the customer wishes to be served.");
        customer.Many<DuplicateCustomer>("possibleDuplicates", d => d.CustomerId, "Customers who may be the same one, likeliest first.").OnlyFor(Audience.Staff);
        customer.One("mergedInto", "Customer", c => c.MergedIntoId, "Who it turned out to be: that one has all that belonged to it; null for a customer of its own.").OnlyFor(Audience.Staff);
        customer.Many<Customer>("mergedFrom", c => c.MergedIntoId, "Duplicates of the customer that were merged into it; no list shows them.").OnlyFor(Audience.Staff);
        customer.Field(c => c.MergedAt, "When it was merged into another; null for a customer of its own.").OnlyFor(Audience.Staff);
        customer.Field(c => c.MergeNote, "How it was known that the two are one; null for a customer of its own, and where nobody said.").OnlyFor(Audience.Staff).Personal();
        customer.One("mergedBy", "Staff", c => c.MergedById, "Who merged it into another; null for a customer of its own.").OnlyFor(Audience.Staff);
        customer.Field(c => c.ErasedAt, "When it was erased: what is left has a number and no name; null for others.").OnlyFor(Audience.Staff);
        customer.One("erasurePreview", "ErasurePreview", c => c.Id, "What erasing it would come to; for customer directors and administrators.").OnlyFor(Audience.Staff);
        customer.Many<Erasure>("erasures", e => e.CustomerId, "That it was erased; for customer directors and administrators.").OnlyFor(Audience.Staff);
        customer.Many<CustomerExport>("exports", e => e.CustomerId, "Files with what is kept about it that the reader asked for, latest first.").OnlyFor(Audience.Staff, Audience.Customer);
        customer.Many<FieldChange>("changes", c => c.CustomerId, "What was changed about it, field by field, latest first.").OnlyFor(Audience.Staff);
        customer.Merged("timeline", "What passed between the company and the customer, as far as the reader may see it.");
        customer.VisibleTo(Audience.Staff);
        customer.VisibleTo(Audience.Customer, (c, actor) => c.Id == actor.CustomerId);
    }
}

[Describes("Whether a customer is a person or a company.")]
internal enum CustomerKind
{
    [Describes("A natural person.")]
    Person,
    [Describes("A company or other organization.")]
    Company,
}

[Describes("How important a key account is.")]
internal enum KeyAccountTier
{
    [Describes("Served with priority.")]
    Silver,
    [Describes("Served first among ordinary work.")]
    Gold,
    [Describes("Served before all others, by a named account manager.")]
    Platinum,
}
