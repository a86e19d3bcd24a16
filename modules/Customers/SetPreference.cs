using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

[Describes("How a customer wishes to be served.")]
internal sealed record SetPreference(
    [Describes("Whose wish it is."), IdOf("Customer")] Guid Customer,
    [Describes("What it is about.")] PreferenceTopic Topic,
    [Describes("What the customer wishes, in at most 1,000 characters; left out or null, the wish is taken back.")] string? Text = null)
{
    [Allow, AllowAudience(Audience.Customer)]
    [Describes("Keeps how a customer wishes to be served: one wish for each topic. Customers may say their own.")]
    public static async Task<Outcome<Customer>> Handle(SetPreference input, CustomersDb db, TimeProvider time, CancellationToken cancel)
    {
        var checks = new InputChecks().OptionalText("text", input.Text, 1000)
            .Rule(input.Text is null || input.Text.Trim().Length > 0, "Say what the customer wishes, or leave it out to take the wish back.", "text");
        var customer = await db.FindVisibleAsync<Customer>(input.Customer, cancel);
        if (customer is null) checks.Add(new NotFound("There is no such customer.", ["customer"]));
        if (checks.Failed) return Outcome<Customer>.Failed(checks.Faults);

        var preference = await db.Preferences.SingleOrDefaultAsync(p => p.CustomerId == input.Customer && p.Topic == input.Topic, cancel);
        if (input.Text is null && preference is null) return Outcome<Customer>.Of(input.Customer);
        if (input.Text is null) db.Remove(preference!);
        else
        {
            if (preference is null) db.Add(preference = new Preference(input.Customer, input.Topic));
            preference.Say(input.Text, time.GetUtcNow());
        }
        return Outcome<Customer>.Of(input.Customer, new PreferenceSet(input.Customer, input.Topic, input.Text is not null));
    }
}

[EventOf("Customer", "PREFERENCE_SET", "The customer said, or took back, how to be served.")]
internal sealed record PreferenceSet(Guid Customer, PreferenceTopic Topic, bool IsSet) : IEvent
{
    public Guid Subject => Customer;
}
