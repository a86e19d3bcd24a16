using Microsoft.EntityFrameworkCore;
using PropertyGraph.Commands;

namespace PropertyGraph.Customers;

internal sealed partial class CustomersDb(DbContextOptions<CustomersDb> options) : ModuleDb(options)
{
    public const string CustomerNumbers = "customer_numbers";

    public DbSet<Property> Properties => Set<Property>();
    public DbSet<Building> Buildings => Set<Building>();
    public DbSet<Unit> Units => Set<Unit>();
    public DbSet<Customer> Customers => Set<Customer>();
    public DbSet<Occupancy> Occupancies => Set<Occupancy>();
    public DbSet<Contact> Contacts => Set<Contact>();
    public DbSet<Interaction> Interactions => Set<Interaction>();

    protected override void Map(ModelBuilder model)
    {
        MapPlaces(model);
        MapPeople(model);
        MapCharges(model);
        MapAccounts(model);
        MapRecords(model);
        model.HasSequence<long>(CustomerNumbers);
    }

    private static void MapPlaces(ModelBuilder model)
    {
        model.Entity<Property>().HasIndex(p => p.Code).IsUnique();
        model.Entity<Building>(building =>
        {
            building.HasIndex(b => new { b.PropertyId, b.Code }).IsUnique();
            building.HasIndex(b => b.Code);
            building.HasOne(b => b.Property).WithMany(p => p.Buildings).HasForeignKey(b => b.PropertyId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Unit>(unit =>
        {
            unit.Property(u => u.Area).HasPrecision(10, 2);
            unit.HasIndex(u => new { u.BuildingId, u.Code }).IsUnique();
            unit.HasIndex(u => u.Code);
            unit.HasOne(u => u.Property).WithMany(p => p.Units).HasForeignKey(u => u.PropertyId).OnDelete(DeleteBehavior.Restrict);
            // The pair, so that a unit's own copy of its property can't differ from its building's.
            unit.HasOne(u => u.Building).WithMany(b => b.Units)
                .HasForeignKey(u => new { u.BuildingId, u.PropertyId }).HasPrincipalKey(b => new { b.Id, b.PropertyId })
                .OnDelete(DeleteBehavior.Restrict);
        });
    }

    private static void MapPeople(ModelBuilder model)
    {
        model.Entity<Customer>(customer =>
        {
            customer.HasIndex(c => c.Number).IsUnique();
            customer.HasIndex(c => c.Name);
        });
        model.Entity<Occupancy>(occupancy =>
        {
            occupancy.Property(o => o.Share).HasPrecision(5, 2);
            occupancy.HasIndex(o => new { o.UnitId, o.CustomerId, o.Role, o.From }).IsUnique();
            occupancy.HasIndex(o => new { o.CustomerId, o.UnitId });
            occupancy.HasIndex(o => new { o.CustomerId, o.MovedInAt, o.Id });
            occupancy.HasIndex(o => new { o.From, o.Id });
            occupancy.Property(o => o.MovedInAt).HasComputedColumnSql("\"from\"::timestamp AT TIME ZONE 'UTC'", stored: true);
            occupancy.HasOne(o => o.Customer).WithMany(c => c.Occupancies).HasForeignKey(o => o.CustomerId).OnDelete(DeleteBehavior.Restrict);
            occupancy.HasOne(o => o.Unit).WithMany(u => u.Occupancies).HasForeignKey(o => o.UnitId).OnDelete(DeleteBehavior.Restrict);
            occupancy.ToTable(table =>
            {
                table.HasCheckConstraint("ck_occupancies_dates", "\"to\" >= \"from\"");
                table.HasCheckConstraint("ck_occupancies_share", "share > 0 AND share <= 100");
            });
        });
        model.Entity<Contact>(contact =>
        {
            contact.HasIndex(c => new { c.CustomerId, c.Channel, c.Value, c.Purpose }).IsUnique();
            contact.HasOne(c => c.Customer).WithMany(c => c.Contacts).HasForeignKey(c => c.CustomerId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Interaction>(interaction =>
        {
            interaction.HasIndex(i => new { i.At, i.Id });
            interaction.HasIndex(i => new { i.CustomerId, i.At, i.Id });
            interaction.HasOne(i => i.Customer).WithMany(c => c.Interactions).HasForeignKey(i => i.CustomerId).OnDelete(DeleteBehavior.Restrict);
        });
    }
}

internal sealed class CustomersDbFactory : ModuleDbFactory<CustomersDb>;
