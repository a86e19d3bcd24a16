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
    [Describes("Tier of the key account.")] KeyAccountTier Tier,
    [Describes("Active member of staff who looks after it."), IdOf("Staff")] Guid AccountManager,
    [Describes("Why, in at most 1,000 characters; staff alone can read it.")] string? Reason = null)
{
    [Allow(Position.Manager, Position.Director, Position.Administrator)]
    [Describes("Makes a customer a key account with an account manager, or gives it another tier or manager. Complaints that are filed from then on are a key account's.")]
    public static async Task<Outcome<Customer>> Handle(DesignateKeyAccount input, CustomersDb db, IGraph graph, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var checks = new InputChecks().OptionalText("reason", input.Reason, 1000);
        if (!await IsActiveAsync(input.AccountManager, graph, cancel)) checks.Add(new NotFound("There is no such active member of staff.", ["accountManager"]));
        var customer = await db.FindVisibleAsync<Customer>(input.Customer, cancel);
        if (customer is null) checks.Add(new NotFound("There is no such customer.", ["customer"]));
        if (checks.Failed) return Outcome<Customer>.Failed(checks.Faults);

        var before = customer!.KeyAccountTier;
        await db.LoadTermAsync(customer, cancel);
        return customer.MakeKeyAccount(input.Tier, input.AccountManager, input.Reason, actor.StaffIdOrNull, time.GetUtcNow())
            ? Outcome<Customer>.Of(customer.Id, new KeyAccountDesignated(customer.Id, before, input.Tier, input.AccountManager))
            : Outcome<Customer>.Of(customer.Id);
    }

    private static async Task<bool> IsActiveAsync(Guid staff, IGraph graph, CancellationToken cancel)
    {
        var answer = await graph.QueryAsync(
            "query($id: ID!) { staffMember(id: $id) { active } }", new { id = graph.GlobalId("Staff", staff) }, cancel);
        return answer.GetProperty("staffMember") is { ValueKind: JsonValueKind.Object } found && found.GetProperty("active").GetBoolean();
    }
}

[EventOf("Customer", "KEY_ACCOUNT_DESIGNATED", "The customer became a key account, of another tier, or got another account manager.")]
internal sealed record KeyAccountDesignated(Guid Customer, KeyAccountTier? Before, KeyAccountTier? Tier, Guid? AccountManager) : IEvent
{
    public Guid Subject => Customer;
}
