using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>A row of the view <c>complaint_months</c>: what a month brought, against what could have brought it.</summary>
internal sealed class ComplaintMonth
{
    private ComplaintMonth() { }

    /// <summary>Made from what it is of and the month, so that it is the same at every reading.</summary>
    public Guid Id { get; private set; }
    public ComplaintMonthScope Of { get; private set; }
    public Guid? PropertyId { get; private set; }
    public Guid? DepartmentId { get; private set; }
    public Guid? CategoryId { get; private set; }
    public Guid? CauseId { get; private set; }
    public DateOnly Month { get; private set; }
    public int Complaints { get; private set; }
    public decimal UnitMonths { get; private set; }
    public double? ComplaintRate { get; private set; }

    internal static void Describe(EntityBuilder<ComplaintMonth> month)
    {
        month.Is("How many complaints one month brought to the whole company, or to one property, department, category or cause, against the units that could have brought one.", null, "complaintMonths")
            .OrderedBy(m => m.Month);
        month.Field(m => m.Of, "What it is of: choose one, for each counts the same complaints.");
        month.Field(m => m.Month, "First day of the month (UTC).");
        month.Field(m => m.Complaints, "Complaints that were filed in it.");
        month.Field(m => m.UnitMonths, "Units of the property, or of all properties, times the part of the month that has passed, today included.");
        month.Field(m => m.ComplaintRate, "Complaints for each 1,000 units in a month; null where there are no units.").MeanBy("unitMonths");
        month.One("property", "Property", m => m.PropertyId, "The property; null unless it is of one.");
        month.One("department", "Department", m => m.DepartmentId, "The department that works on the complaints; null unless it is of one.");
        month.One("category", "Category", m => m.CategoryId, "The category, without those under it; null unless it is of one.");
        month.One("cause", "Cause", m => m.CauseId, "The cause, without those under it; null unless it is of one.");
        month.VisibleTo(Audience.Staff);
    }
}

[Describes("What a month's complaints are counted for.")]
internal enum ComplaintMonthScope
{
    [Describes("All of them.")]
    Company,
    [Describes("Those about one property and its units.")]
    Property,
    [Describes("Those that one department works or worked on.")]
    Department,
    [Describes("Those of exactly one category.")]
    Category,
    [Describes("Those of exactly one cause, as far as it is known.")]
    Cause,
}
