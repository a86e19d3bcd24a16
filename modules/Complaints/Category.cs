using PropertyGraph.Access;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

internal sealed class Category
{
    private Category() { }

    public Category(string code, string name, string? nameZh)
    {
        Code = code.Trim();
        Rename(name, nameZh);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string? NameZh { get; private set; }
    public Guid? ParentId { get; private set; }
    public Category? Parent { get; private set; }
    public List<Category> Children { get; private set; } = [];
    public ComplaintSeverity? DefaultSeverity { get; private set; }
    public Guid? DepartmentId { get; private set; }

    public static InputChecks Check(string code, string name, string? nameZh) => new InputChecks()
        .Text("code", code, 40)
        .Rule(!code.Any(char.IsWhiteSpace), "Write the code without blanks, such as LIFT_STOPPED.", "code")
        .Text("name", name, 200)
        .OptionalText("nameZh", nameZh, 200);

    public void Rename(string name, string? nameZh) => (Name, NameZh) = (name.Trim(), nameZh?.Trim());

    public void PlaceUnder(Guid? parentId) => ParentId = parentId;

    /// <summary>Whether another is this one itself or stands under it.</summary>
    /// <param name="other">Null for none.</param>
    /// <param name="all">The whole tree.</param>
    public bool IsAbove(Category? other, IReadOnlyDictionary<Guid, Category> all)
    {
        for (var at = other; at is not null; at = at.ParentId is { } above ? all.GetValueOrDefault(above) : null)
            if (at == this) return true;
        return false;
    }

    /// <summary>What complaints of this category start with where nobody says otherwise; null leaves it to the category above.</summary>
    public void Default(ComplaintSeverity? severity, Guid? departmentId) => (DefaultSeverity, DepartmentId) = (severity, departmentId);

    internal static void Describe(EntityBuilder<Category> category)
    {
        category.Is("A kind of complaint, in a tree.", "category", "categories")
            .Lookup(c => c.Code)
            .OrderedBy(c => c.Code);
        category.Field(c => c.Code, "Short name that people and files use, such as LIFT_STOPPED.").Searchable();
        category.Field(c => c.Name, "Name in English.").Searchable();
        category.Field(c => c.NameZh, "Name in simplified Chinese; null where there is none.").Searchable();
        category.Field(c => c.DefaultSeverity, "Severity that complaints of this kind get where staff choose none; null leaves it to the category above.");
        category.One("parent", "Category", c => c.ParentId, "The wider category; null at the top.");
        category.One("department", "Department", c => c.DepartmentId, "Who works on complaints of this kind; null leaves it to the category above.");
        category.Many<Category>("children", c => c.ParentId, "The narrower categories.");
        category.Many<Complaint>("complaints", c => c.CategoryId, "Complaints of exactly this category.");
        category.Many<ComplaintMonth>("complaintMonths", m => m.CategoryId, "How many complaints of exactly this category each month brought, against the units that could have brought one, earliest first.").OnlyFor(Audience.Staff);
        category.Many<ServiceLevel>("serviceLevels", s => s.CategoryId, "Deadlines that differ from those of the category above.").OnlyFor(Audience.Staff);
        // Whoever fills in the web form has to choose one.
        category.VisibleTo(Audience.Staff, Audience.Customer, Audience.Partner, Audience.Anonymous);
    }
}
