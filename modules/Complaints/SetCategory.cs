using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("A category as it is to stand in the tree.")]
internal sealed record SetCategory(
    [Describes("Short name without blanks, such as LIFT_STOPPED: of the category that is to change, or of another that is to be added.")] string Code,
    [Describes("Name in English.")] string Name,
    [Describes("Name in simplified Chinese; left out for none.")] string? NameZh = null,
    [Describes("The wider category; left out for the top."), IdOf("Category")] Guid? Parent = null,
    [Describes("Severity that complaints of this kind get where staff choose none; left out to leave it to the category above.")] ComplaintSeverity? DefaultSeverity = null,
    [Describes("Who works on complaints of this kind; left out to leave it to the category above."), IdOf("Department")] Guid? Department = null)
{
    [Allow(Position.Manager, Position.Director, Position.Administrator)]
    [Describes("Adds a category to the tree, or changes its names, its place and what complaints of it start with. Complaints that there are keep what they have.")]
    public static async Task<Outcome<Category>> Handle(SetCategory input, ComplaintsDb db, IGraph graph, CancellationToken cancel)
    {
        // Two moves at the same time could make a circle that neither sees: whoever comes second waits here, and is run again.
        await db.Database.ExecuteSqlAsync($"SELECT id FROM complaints.categories ORDER BY id FOR NO KEY UPDATE", cancel);
        var all = await db.Categories.ToDictionaryAsync(c => c.Id, cancel);
        var parent = input.Parent is { } key ? all.GetValueOrDefault(key) : null;
        var category = all.Values.FirstOrDefault(c => c.Code == input.Code.Trim());
        var checks = Category.Check(input.Code, input.Name, input.NameZh)
            .Rule(category is null || !category.IsAbove(parent, all), $"{parent?.Code} is {category?.Code} itself or stands under it.", "parent");
        if (input.Parent is not null && parent is null) checks.Add(new NotFound("There is no such category; query categories for those that exist.", ["parent"]));
        if (input.Department is { } department) checks.Add(await graph.RequireAsync("Department", department, "department", cancel));
        if (checks.Failed) return Outcome<Category>.Failed(checks.Faults);

        if (category is null) db.Add(category = new Category(input.Code, input.Name, input.NameZh));
        else category.Rename(input.Name, input.NameZh);
        category.PlaceUnder(parent?.Id);
        category.Default(input.DefaultSeverity, input.Department);
        return Outcome<Category>.Of(category.Id, new CategorySet(category.Id, category.ParentId, category.DefaultSeverity, category.DepartmentId));
    }
}

[EventOf("Category", "SET", "The category was added or changed.", StaffOnly = true)]
internal sealed record CategorySet(Guid Category, Guid? Parent, ComplaintSeverity? DefaultSeverity, Guid? Department) : IEvent
{
    public Guid Subject => Category;
}
