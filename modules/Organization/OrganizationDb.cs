using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Schema;

namespace PropertyGraph.Organization;

internal sealed class OrganizationDb(DbContextOptions<OrganizationDb> options) : ModuleDb(options)
{
    public DbSet<Department> Departments => Set<Department>();
    public DbSet<Staff> Staff => Set<Staff>();
    public DbSet<CustomerServiceRole> CustomerServiceRoles => Set<CustomerServiceRole>();
    public DbSet<Appointment> Appointments => Set<Appointment>();
    public DbSet<Right> Rights => Set<Right>();
    public DbSet<Partner> Partners => Set<Partner>();
    public DbSet<PartnerPerson> PartnerPeople => Set<PartnerPerson>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<BusinessCalendar> BusinessCalendars => Set<BusinessCalendar>();

    /// <summary>Whether a department is another one, or reports to it along any way.</summary>
    public async Task<bool> IsUnderAsync(Department? department, Guid above, CancellationToken cancel)
    {
        while (department is not null)
        {
            if (department.Id == above) return true;
            department = department.ParentId is { } parent ? await Departments.FindAsync([parent], cancel) : null;
        }
        return false;
    }

    protected override void Map(ModelBuilder model)
    {
        model.Entity<Department>(department =>
        {
            department.HasIndex(d => d.Code).IsUnique();
            department.HasOne(d => d.Parent).WithMany(d => d.Children).HasForeignKey(d => d.ParentId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Staff>(staff =>
        {
            staff.HasIndex(s => s.Number).IsUnique();
            staff.HasOne(s => s.Department).WithMany(d => d.Staff).HasForeignKey(s => s.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<CustomerServiceRole>(role =>
        {
            role.HasIndex(r => r.Code).IsUnique();
            role.HasIndex(r => r.Rank);
        });
        model.Entity<Appointment>(appointment =>
        {
            appointment.HasIndex(a => new { a.DepartmentId, a.RoleId }).IsUnique().HasFilter("\"to\" IS NULL");
            appointment.HasIndex(a => new { a.DepartmentId, a.From });
            appointment.HasIndex(a => new { a.From, a.Id });
            appointment.HasOne(a => a.Role).WithMany().HasForeignKey(a => a.RoleId).OnDelete(DeleteBehavior.Restrict);
            appointment.HasOne(a => a.Department).WithMany(d => d.Appointments).HasForeignKey(a => a.DepartmentId).OnDelete(DeleteBehavior.Restrict);
            appointment.HasOne(a => a.Staff).WithMany().HasForeignKey(a => a.StaffId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<MissingRole>().ToView("missing_roles");
        model.Entity<Right>(right =>
        {
            right.HasIndex(r => new { r.Mutation, r.Version }).IsUnique();
            right.PrimitiveCollection(r => r.Positions).ElementType().HasConversion<EnumNameConverter<Position>>();
        });
        model.Entity<Partner>().HasIndex(p => p.Code).IsUnique();
        model.Entity<PartnerPerson>(person =>
        {
            person.HasIndex(p => new { p.PartnerId, p.Name }).IsUnique().HasFilter("erased_at IS NULL");
            person.HasIndex(p => new { p.Name, p.Id });
            person.HasOne(p => p.Partner).WithMany().HasForeignKey(p => p.PartnerId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<ApiKey>(key =>
        {
            key.HasIndex(k => k.Lookup).IsUnique();
            key.HasIndex(k => new { k.CreatedAt, k.Id });
            key.PrimitiveCollection(k => k.Scopes).ElementType().HasConversion<EnumNameConverter<ApiScope>>();
            key.HasOne(k => k.Person).WithMany().HasForeignKey(k => k.PersonId).OnDelete(DeleteBehavior.Restrict);
            key.HasOne(k => k.Partner).WithMany().HasForeignKey(k => k.PartnerId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<BusinessCalendar>().HasIndex(c => new { c.Code, c.Version }).IsUnique();
    }
}

internal sealed class OrganizationDbFactory : ModuleDbFactory<OrganizationDb>;
