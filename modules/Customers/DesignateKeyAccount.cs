using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

[Describes("How important a customer is, and who looks after the account.")]
internal sealed record DesignateKeyAccount(
    [Describes("Which customer."), IdOf("Customer")] Guid Customer,
    [Describes("Tier of the key account; left out or null, the customer is none any more.")] KeyAccountTier? Tier = null,
    [Describes("Active member of staff who looks after it; needed for a key account."), IdOf("Staff")] Guid? AccountManager = null)
{
    [Allow(Position.Manager, Position.Director, Position.Administrator)]
    [Describes("Makes a customer a key account with an account manager, or an ordinary customer again.")]
    public static async Task<Outcome<Customer>> Handle(DesignateKeyAccount input, CustomersDb db, IGraph graph, CancellationToken cancel)
    {
        var checks = new InputChecks()
            .Rule(input.Tier is null || input.AccountManager is not null, "A key account needs an account manager; name one.", "accountManager")
            .Rule(input.Tier is not null || input.AccountManager is null, "Only key accounts have an account manager; give a tier too.", "tier");
        if (input.AccountManager is { } manager && !await IsActiveAsync(manager, graph, cancel))
            checks.Add(new NotFound("There is no such active member of staff.", ["accountManager"]));
        var customer = await db.FindVisibleAsync<Customer>(input.Customer, cancel);
        if (customer is null) return Outcome<Customer>.Failed([.. checks.Faults, new NotFound("There is no such customer.", ["customer"])]);
        if (checks.Failed) return Outcome<Customer>.Failed(checks.Faults);

        var before = customer.KeyAccountTier;
        customer.MakeKeyAccount(input.Tier, input.AccountManager);
        return Outcome<Customer>.Of(customer.Id, new KeyAccountDesignated(customer.Id, before, input.Tier, input.AccountManager));
    }

    private static async Task<bool> IsActiveAsync(Guid staff, IGraph graph, CancellationToken cancel)
    {
        var answer = await graph.QueryAsync(
            "query($id: ID!) { staffMember(id: $id) { active } }", new { id = graph.GlobalId("Staff", staff) }, cancel);
        return answer.GetProperty("staffMember") is { ValueKind: JsonValueKind.Object } found && found.GetProperty("active").GetBoolean();
    }
}

[EventOf("Customer", "KEY_ACCOUNT_DESIGNATED", "The customer became a key account of another tier, got another account manager, or is no key account any more.")]
internal sealed record KeyAccountDesignated(Guid Customer, KeyAccountTier? Before, KeyAccountTier? Tier, Guid? AccountManager) : IEvent
{
    public Guid Subject => Customer;
}
