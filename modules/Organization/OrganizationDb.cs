using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Schema;

namespace PropertyGraph.Organization;

internal sealed class OrganizationDb(DbContextOptions<OrganizationDb> options) : ModuleDb(options)
{
    public DbSet<Department> Departments => Set<Department>();
    public DbSet<Staff> Staff => Set<Staff>();
    public DbSet<Partner> Partners => Set<Partner>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<BusinessCalendar> BusinessCalendars => Set<BusinessCalendar>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<Department>(department =>
        {
            department.HasIndex(d => d.Code).IsUnique();
            department.HasOne(d => d.Parent).WithMany(d => d.Children).HasForeignKey(d => d.ParentId).OnDelete(DeleteBehavior.Restrict);
            department.HasOne(d => d.CustomerServiceLead).WithMany().HasForeignKey(d => d.CustomerServiceLeadId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Staff>(staff =>
        {
            staff.HasIndex(s => s.Number).IsUnique();
            staff.HasOne(s => s.Department).WithMany(d => d.Staff).HasForeignKey(s => s.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Partner>().HasIndex(p => p.Code).IsUnique();
        model.Entity<ApiKey>(key =>
        {
            key.HasIndex(k => k.Lookup).IsUnique();
            key.HasIndex(k => new { k.CreatedAt, k.Id });
            key.PrimitiveCollection(k => k.Scopes).ElementType().HasConversion<EnumNameConverter<ApiScope>>();
            key.HasOne(k => k.Partner).WithMany().HasForeignKey(k => k.PartnerId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<BusinessCalendar>().HasIndex(c => new { c.Code, c.Version }).IsUnique();
    }
}

internal sealed class OrganizationDbFactory : ModuleDbFactory<OrganizationDb>;
