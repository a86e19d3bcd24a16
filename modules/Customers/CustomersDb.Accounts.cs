using Microsoft.EntityFrameworkCore;

namespace PropertyGraph.Customers;

/// <summary>Tables of what is particular about customers: key accounts, wishes, who may be the same.</summary>
internal sealed partial class CustomersDb
{
    public DbSet<KeyAccountTerm> KeyAccountTerms => Set<KeyAccountTerm>();
    public DbSet<Preference> Preferences => Set<Preference>();

    /// <summary>Loads the running term of a key account, so that it can end.</summary>
    public Task LoadTermAsync(Customer customer, CancellationToken cancel) => Entry(customer).Collection(c => c.KeyAccountTerms).Query().Where(t => t.To == null).LoadAsync(cancel);

    private static void MapAccounts(ModelBuilder model)
    {
        model.Entity<KeyAccountTerm>(term =>
        {
            term.HasIndex(t => new { t.CustomerId, t.From, t.Id });
            term.HasOne<Customer>().WithMany(c => c.KeyAccountTerms).HasForeignKey(t => t.CustomerId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Preference>(preference =>
        {
            preference.HasIndex(p => new { p.CustomerId, p.Topic }).IsUnique();
            preference.HasOne<Customer>().WithMany().HasForeignKey(p => p.CustomerId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Contact>().HasIndex(c => new { c.Channel, c.Value });
        model.Entity<DuplicateCustomer>().ToView("duplicate_customers");
    }
}
