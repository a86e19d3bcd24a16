using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

/// <summary>A role of the service centre that every group has a counterpart for. Configuration.</summary>
internal sealed class CustomerServiceRole
{
    private CustomerServiceRole() { }

    public CustomerServiceRole(string code, string name, string? nameZh, int rank, bool isActive) => (Code, Name, NameZh, Rank, IsActive) = (code, name.Trim(), nameZh?.Trim(), rank, isActive);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string? NameZh { get; private set; }
    public int Rank { get; private set; }
    public bool IsActive { get; private set; } = true;

    public void Correct(string name, string? nameZh, int rank, bool isActive) => (Name, NameZh, Rank, IsActive) = (name.Trim(), nameZh?.Trim(), rank, isActive);

    public static async Task Seed(OrganizationDb db, CancellationToken cancel)
    {
        if (await db.CustomerServiceRoles.AnyAsync(cancel)) return;
        db.AddRange(
            new CustomerServiceRole("HEAD", "Head of customer service", "客服主管", 1, true),
            new CustomerServiceRole("SUPERVISOR", "Customer service supervisor", "客服督导", 2, true),
            new CustomerServiceRole("CONTACT", "Customer service contact", "客服专员", 3, true));
        await db.SaveChangesAsync(cancel);
    }

    internal static void Describe(EntityBuilder<CustomerServiceRole> role)
    {
        role.Is("A role of the customer service centre, which each group has a counterpart for.", "customerServiceRole", "customerServiceRoles")
            .Lookup(r => r.Code)
            .OrderedBy(r => r.Rank)
            .OrderedBy(r => r.Code);
        role.Field(r => r.Code, "Short name that files use, such as HEAD.");
        role.Field(r => r.Name, "Name in English.");
        role.Field(r => r.NameZh, "Name in simplified Chinese; null where none was given.");
        role.Field(r => r.Rank, "Place in the hierarchy, from 1 at its top.");
        role.Field(r => r.IsActive, "Whether departments are to have it; who holds one that is not stays until the appointment ends.");
        role.Many<Appointment>("appointments", a => a.RoleId, "Who holds and held it, in all departments.");
        role.VisibleTo(Audience.Staff);
    }
}
