using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;
using PropertyGraph.Schema;

namespace PropertyGraph.Complaints;

[Describes("A complaint to be filed.")]
internal sealed record FileComplaint(
    [Describes("What it is about, in one line of at most 200 characters.")] string Title,
    [Describes("What happened, in at most 10,000 characters.")] string Description,
    [Describes("How it reached the company; where it is left out, HOTLINE for staff, APP for customers, PARTNER for partners and WEB for anybody else.")]
    ComplaintChannel? Channel = null,
    [Describes("What kind of complaint it is; left out where that is not known yet."), IdOf("Category")] Guid? Category = null,
    [Describes("Unit that it is about."), IdOf("Unit")] Guid? Unit = null,
    [Describes("Property that it is about; not needed beside a unit."), IdOf("Property")] Guid? Property = null,
    [Describes("Whose complaint it is; left out for an anonymous one. Customers file for themselves."), IdOf("Customer")] Guid? Customer = null,
    [Describes("How grave it is; staff only. Where it is left out, the category's default, or GENERAL.")] ComplaintSeverity? Severity = null,
    [Describes("How soon something has to be done; staff only. Changes neither procedure nor deadline.")] ComplaintUrgency? Urgency = null)
{
    [Allow, AllowAudience(Audience.Customer, Audience.Partner, Audience.Anonymous)]
    [MayFail(typeof(FilingLimitReached))]
    [Returns("reference", typeof(string), "Number of the complaint, also for callers who may not see it afterwards: they can name it when they ask.", Repeatable = true)]
    [Describes("Files a complaint. Its deadline and department follow from its category and severity.")]
    public static async Task<Outcome<Complaint>> Handle(
        FileComplaint input, ComplaintsDb db, IGraph graph, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var channel = input.Channel ?? FilingChannels.DefaultOf(actor.Audience);
        var rules = await TriageRules.LoadAsync(db, await ServiceCentre.FindAsync(graph, cancel), cancel);
        var checks = Complaint.Check(input.Title, input.Description)
            .Rule(FilingChannels.MayUse(actor.Audience, channel),
                $"Choose another channel: {FilingChannels.Names(actor.Audience)}.", "channel")
            .Rule(input.Severity is null || actor.Audience is Audience.Staff or Audience.System,
                "Leave severity out: staff decide it.", "severity")
            .Rule(input.Urgency is null || actor.Audience is Audience.Staff or Audience.System,
                "Leave urgency out: staff decide it.", "urgency");
        if (input.Category is { } category && !rules.Knows(category)) checks.Add(new NotFound("There is no such category.", ["category"]));
        var parties = await FilingParties.FindAsync(input.Customer, input.Unit, input.Property, graph, actor, checks, cancel);
        if (checks.Failed) return Outcome<Complaint>.Failed(checks.Faults);
        var now = time.GetUtcNow();
        if (await FilingLimit.CheckAsync(input.Description, parties, actor, db, now, cancel) is { } enough) return enough;

        var complaint = new Complaint(await References.NextAsync(db, now, cancel), input.Title, input.Description, channel, parties, now);
        complaint.Triage(rules.For(input.Category, input.Severity, now, isKeyAccount: parties.IsKeyAccount), now);
        complaint.Judge(input.Urgency);
        complaint.Filed(actor);
        db.Add(complaint);
        db.WatchDeadline(complaint, now);
        return Outcome<Complaint>.Of(complaint.Id, ComplaintFiled.Of(complaint)).With("reference", complaint.Reference);
    }
}

[EventOf("Complaint", "FILED", "It was filed.")]
internal sealed record ComplaintFiled(
    Guid Complaint, ComplaintChannel Channel, ComplaintSeverity Severity, Guid? Category, Guid? Customer, Guid? Property, Guid Department) : IEvent
{
    public Guid Subject => Complaint;

    public static ComplaintFiled Of(Complaint c) => new(c.Id, c.Channel, c.Severity, c.CategoryId, c.CustomerId, c.PropertyId, c.DepartmentId);
}

/// <summary>Which channels each audience may name: somebody without a token did not call the hotline.</summary>
internal static class FilingChannels
{
    public static ComplaintChannel DefaultOf(Audience audience) => audience switch
    {
        Audience.Staff => ComplaintChannel.Hotline,
        Audience.Customer => ComplaintChannel.App,
        Audience.Partner => ComplaintChannel.Partner,
        _ => ComplaintChannel.Web,
    };

    public static bool MayUse(Audience audience, ComplaintChannel channel) => Of(audience).Contains(channel);

    public static string Names(Audience audience) => string.Join(", ", Of(audience).Select(c => Schema.Names.Screaming(c.ToString())));

    private static ComplaintChannel[] Of(Audience audience) => audience switch
    {
        Audience.Customer => [ComplaintChannel.App, ComplaintChannel.Web, ComplaintChannel.Email, ComplaintChannel.CommentCard],
        Audience.Partner => [ComplaintChannel.Partner],
        Audience.Anonymous => [ComplaintChannel.Web, ComplaintChannel.CommentCard],
        _ => Enum.GetValues<ComplaintChannel>(),
    };
}

/// <summary>Whose complaint it is and where, as far as the caller may see the rows that were named.</summary>
internal static class FilingParties
{
    public static async Task<ComplaintParties> FindAsync(Guid? named, Guid? place, Guid? area, IGraph graph, Actor actor, InputChecks checks, CancellationToken cancel)
    {
        if (named is { } whose) checks.Add(await graph.RequireAsync("Customer", whose, "customer", cancel));
        var customer = actor.Audience == Audience.Customer ? actor.CustomerId : named;
        if (area is { } estate) checks.Add(await graph.RequireAsync("Property", estate, "property", cancel));
        var (isKeyAccount, exposed) = customer is { } filer && !checks.Failed ? await KeyAccounts.FindAsync(filer, graph, cancel) : (false, null);
        if (place is not { } unit) return new(customer, null, area, isKeyAccount, exposed);

        if (await graph.RequireAsync("Unit", unit, "unit", cancel) is { } unseen)
        {
            checks.Add(unseen);
            return new(customer, null, null);
        }
        var property = await PropertyOfAsync(unit, graph.AsSystem, cancel);
        checks.Rule(area is null || area == property, "The unit belongs to another property; leave one of the two out.", "property");
        return new(customer, unit, property, isKeyAccount, exposed);
    }

    private static async Task<Guid> PropertyOfAsync(Guid unit, IGraph graph, CancellationToken cancel)
    {
        var answer = await graph.QueryAsync("query($id: ID!) { unit(id: $id) { property { id } } }", new { id = graph.GlobalId("Unit", unit) }, cancel);
        return graph.Key("Property", answer.GetProperty("unit").GetProperty("property").GetProperty("id").GetString()!);
    }
}

/// <summary>Customers whose complaints may be under promises of their own.</summary>
internal static class KeyAccounts
{
    /// <summary>Whether it is one, and what it was billed in a year.</summary>
    public static async Task<(bool IsKeyAccount, decimal? AnnualCharges)> FindAsync(Guid customer, IGraph graph, CancellationToken cancel)
    {
        var data = await graph.AsSystem.QueryAsync("query($id: ID!) { customer(id: $id) { isKeyAccount annualCharges } }", new { id = graph.GlobalId("Customer", customer) }, cancel);
        return data.GetProperty("customer") is { ValueKind: System.Text.Json.JsonValueKind.Object } found && found.GetProperty("isKeyAccount").GetBoolean()
            ? (true, found.GetProperty("annualCharges").GetDecimal())
            : (false, null);
    }
}

/// <summary>The department that takes what no category gives to another.</summary>
internal static class ServiceCentre
{
    public static async Task<Guid> FindAsync(IGraph graph, CancellationToken cancel)
    {
        var answer = await graph.AsSystem.QueryAsync("""{ department(code: "SERVICE_CENTRE") { id } }""", null, cancel);
        var department = answer.GetProperty("department");
        if (department.ValueKind == System.Text.Json.JsonValueKind.Null)
            throw new InvalidOperationException("There is no department SERVICE_CENTRE; every company has one, and complaints that no category gives to another department go there.");
        return graph.Key("Department", department.GetProperty("id").GetString()!);
    }
}

/// <summary>Numbers that people use. Gaps are possible; the year is that of filing (UTC).</summary>
internal static class References
{
    public static async Task<string> NextAsync(ComplaintsDb db, DateTimeOffset filedAt, CancellationToken cancel)
    {
        while (true)
        {
            var next = await db.Database.SqlQuery<long>($"SELECT nextval('complaints.complaint_numbers') AS value").ToListAsync(cancel);
            var reference = $"C-{filedAt.UtcDateTime.Year:0000}-{next[0]:000000}";
            // An import may have brought this one along.
            if (!await db.Complaints.AnyAsync(c => c.Reference == reference, cancel)) return reference;
        }
    }

    /// <summary>The number of a dispatch order.</summary>
    public static async Task<string> NextDispatchAsync(ComplaintsDb db, DateTimeOffset at, CancellationToken cancel)
    {
        var next = await db.Database.SqlQuery<long>($"SELECT nextval('complaints.dispatch_numbers') AS value").ToListAsync(cancel);
        return $"D-{at.UtcDateTime.Year:0000}-{next[0]:000000}";
    }

    /// <summary>The number of a coordination case.</summary>
    public static async Task<string> NextCoordinationAsync(ComplaintsDb db, DateTimeOffset at, CancellationToken cancel)
    {
        var next = await db.Database.SqlQuery<long>($"SELECT nextval('complaints.coordination_numbers') AS value").ToListAsync(cancel);
        return $"K-{at.UtcDateTime.Year:0000}-{next[0]:000000}";
    }

    /// <summary>Has new numbers begin after those that an import brought along.</summary>
    public static async Task SkipAsync(ComplaintsDb db, IEnumerable<string> references, CancellationToken cancel)
    {
        var highest = references.Select(NumberIn).DefaultIfEmpty().Max();
        if (highest > 0)
            await db.Database.ExecuteSqlAsync(
                $"SELECT setval('complaints.complaint_numbers', GREATEST({highest}, (SELECT last_value FROM complaints.complaint_numbers)))", cancel);
    }

    private static long NumberIn(string reference) =>
        reference.Split('-') is ["C", { Length: 4 }, { Length: <= 12 } digits] && long.TryParse(digits, out var number) ? number : 0;
}
