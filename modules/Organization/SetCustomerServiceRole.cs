using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

[Describes("A role of the service centre, new or corrected.")]
internal sealed partial record SetCustomerServiceRole(
    [Describes("Name that files use: capitals, digits and underscores, such as HEAD; a code that exists has its role corrected.")] string Code,
    [Describes("Name in English.")] string Name,
    [Describes("Place in the hierarchy, from 1 at its top to 100.")] int Rank,
    [Describes("Name in simplified Chinese.")] string? NameZh = null,
    [Describes("Whether departments are to have it.")] bool IsActive = true)
{
    [Allow(Position.Director, Position.Administrator)]
    [Describes("Adds a role of the service centre, or corrects one: each group is to have a counterpart for it.")]
    public static async Task<Outcome<CustomerServiceRole>> Handle(SetCustomerServiceRole input, OrganizationDb db, CancellationToken cancel)
    {
        var checks = new InputChecks()
            .Rule(IsCode().IsMatch(input.Code), "Give a code of 1 to 40 capitals, digits and underscores that begins with a letter.", "code")
            .Text("name", input.Name, 100)
            .OptionalText("nameZh", input.NameZh, 100)
            .Rule(input.Rank is >= 1 and <= 100, "Give a place between 1 and 100.", "rank");
        if (checks.Failed) return Outcome<CustomerServiceRole>.Failed(checks.Faults);

        var role = await db.CustomerServiceRoles.SingleOrDefaultAsync(r => r.Code == input.Code, cancel);
        if (role is not null) role.Correct(input.Name, input.NameZh, input.Rank, input.IsActive);
        else db.Add(role = new CustomerServiceRole(input.Code, input.Name, input.NameZh, input.Rank, input.IsActive));
        return Outcome<CustomerServiceRole>.Of(role.Id, new CustomerServiceRoleSet(role.Id, role.Rank, role.IsActive));
    }

    [GeneratedRegex("^[A-Z][A-Z0-9_]{0,39}$")]
    private static partial Regex IsCode();
}

[EventOf("CustomerServiceRole", "SET", "A role of the service centre was added or corrected.")]
internal sealed record CustomerServiceRoleSet(Guid CustomerServiceRole, int Rank, bool IsActive) : IEvent
{
    public Guid Subject => CustomerServiceRole;
}
