using Microsoft.EntityFrameworkCore;

namespace PropertyGraph.Customers;

/// <summary>Tables of what is particular about customers: key accounts, wishes, who may be the same.</summary>
internal sealed partial class CustomersDb
{
    public DbSet<KeyAccountTerm> KeyAccountTerms => Set<KeyAccountTerm>();
    public DbSet<Preference> Preferences => Set<Preference>();
    public DbSet<RetentionRule> RetentionRules => Set<RetentionRule>();
    public DbSet<Erasure> Erasures => Set<Erasure>();
    public DbSet<ErasurePreview> ErasurePreviews => Set<ErasurePreview>();
    public DbSet<ErasureRecord> ErasureRecords => Set<ErasureRecord>();
    public DbSet<CustomerExport> CustomerExports => Set<CustomerExport>();

    /// <summary>Loads the running term of a key account, so that it can end.</summary>
    public Task LoadTermAsync(Customer customer, CancellationToken cancel) => Entry(customer).Collection(c => c.KeyAccountTerms).Query().Where(t => t.To == null).LoadAsync(cancel);

    /// <summary>Holds customers until the transaction ends, so that nothing is written to them meanwhile; always in the same order, so that no two wait for each other.</summary>
    public async Task LockAsync(CancellationToken cancel, params Guid[] customers) =>
        await Database.ExecuteSqlAsync($"SELECT 1 FROM customers.customers WHERE id = ANY ({customers}) ORDER BY id FOR UPDATE", cancel);

    /// <summary>Keys of the duplicates that were merged into a customer.</summary>
    public Task<List<Guid>> MergedIntoAsync(Guid customer, CancellationToken cancel) => Customers.Where(c => c.MergedIntoId == customer).OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(cancel);

    /// <summary>For how many years rows are kept by the rules of a moment, by type.</summary>
    public Task<Dictionary<string, int>> YearsKeptAsync(DateTimeOffset at, CancellationToken cancel) =>
        RetentionRules.Where(r => r.ValidFrom <= at && (r.ValidTo == null || r.ValidTo > at)).ToDictionaryAsync(r => r.Type, r => r.Years, cancel);

    private static void MapRecords(ModelBuilder model)
    {
        model.Entity<RetentionRule>(rule =>
        {
            rule.HasIndex(r => new { r.Type, r.Version }).IsUnique();
            rule.HasIndex(r => r.ValidFrom);
        });
        model.Entity<Erasure>(erasure =>
        {
            erasure.HasIndex(e => new { e.At, e.Id });
            erasure.HasIndex(e => new { e.CustomerId, e.At, e.Id });
            erasure.HasOne<Customer>().WithMany().HasForeignKey(e => e.CustomerId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<CustomerExport>(export =>
        {
            export.HasIndex(e => new { e.CustomerId, e.At, e.Id });
            export.HasOne<Customer>().WithMany().HasForeignKey(e => e.CustomerId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<ErasurePreview>().ToView("erasure_previews");
        model.Entity<ErasureRecord>().ToView("erasure_records");
        model.Entity<FieldChange>().ToView("field_changes");
    }

    private static void MapAccounts(ModelBuilder model)
    {
        model.Entity<Customer>(customer =>
        {
            customer.HasIndex(c => c.MergedIntoId);
            customer.HasOne<Customer>().WithMany().HasForeignKey(c => c.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
            customer.ToTable(table => table.HasCheckConstraint("ck_customers_merged", "merged_into_id <> id"));
        });
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
