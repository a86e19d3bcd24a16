using Microsoft.EntityFrameworkCore;

namespace PropertyGraph.Complaints;

/// <summary>What the configuration says about a complaint.</summary>
/// <param name="Category">Key of its category; null while it is not sorted in.</param>
/// <param name="Severity">Severity, chosen or by default.</param>
/// <param name="Department">Key of the department that works on it.</param>
/// <param name="ResolveWithin">Time from filing or reopening to the due time.</param>
/// <param name="PausesOnHold">Whether a hold stops the clock.</param>
/// <param name="ServiceLevel">Key of the version of the service level that it is under.</param>
/// <param name="Procedure">The version of the procedure that it follows; null where there is none.</param>
internal sealed record TriageRule(Guid? Category, ComplaintSeverity Severity, Guid Department, TimeSpan ResolveWithin, bool PausesOnHold, Procedure? Procedure = null, Guid? ServiceLevel = null);

/// <summary>The category tree's defaults and the service levels: the one place that knows how they combine. The nearest category that says something decides.</summary>
internal sealed class TriageRules
{
    private readonly Dictionary<Guid, Category> categories;
    private readonly ILookup<(Guid?, ComplaintSeverity), ServiceLevel> levels;
    private readonly ILookup<(Guid?, ComplaintSeverity), Procedure> procedures;
    private readonly Guid serviceCentre;

    /// <param name="serviceCentre">Key of the department that takes what no category gives to another.</param>
    public TriageRules(IEnumerable<Category> categories, IEnumerable<ServiceLevel> levels, Guid serviceCentre, IEnumerable<Procedure>? procedures = null)
    {
        this.categories = categories.ToDictionary(c => c.Id);
        this.levels = levels.ToLookup(l => (l.CategoryId, l.Severity));
        this.procedures = (procedures ?? []).ToLookup(p => (p.CategoryId, p.Severity));
        this.serviceCentre = serviceCentre;
    }

    public static async Task<TriageRules> LoadAsync(ComplaintsDb db, Guid serviceCentre, CancellationToken cancel) => new(
        await db.Categories.AsNoTracking().ToListAsync(cancel),
        await db.ServiceLevels.AsNoTracking().ToListAsync(cancel),
        serviceCentre,
        await db.Procedures.AsNoTracking().ToListAsync(cancel));

    public bool Knows(Guid category) => categories.ContainsKey(category);

    /// <param name="category">Key of a known category, or null.</param>
    /// <param name="severity">Severity that somebody chose, or null for the default.</param>
    /// <param name="department">Department that somebody chose, or null for the default.</param>
    /// <param name="at">When it began, by which the versions of its service level and its procedure are chosen.</param>
    public TriageRule For(Guid? category, ComplaintSeverity? severity, DateTimeOffset at, Guid? department = null, bool isKeyAccount = false)
    {
        var path = Upwards(category).ToList();
        var graveness = severity ?? path.Select(c => c.DefaultSeverity).FirstOrDefault(s => s is not null) ?? ComplaintSeverity.General;
        var worker = department ?? path.Select(c => c.DepartmentId).FirstOrDefault(d => d is not null) ?? serviceCentre;
        // Where none was valid yet, the first is: a complaint that an import brought is older than all of them.
        var level = Nearest(category, c => LevelsOf(c, graveness, isKeyAccount).FirstOrDefault(l => l.IsValidAt(at)))
            ?? Nearest(category, c => LevelsOf(c, graveness, false).FirstOrDefault())
            ?? throw new InvalidOperationException($"The table service_levels has no row for severity {graveness} without a category; it was seeded with one.");
        return new(category, graveness, worker, TimeSpan.FromHours(level.ResolveWithinHours), level.PausesOnHold, ProcedureFor(category, graveness, at), level.Id);
    }

    /// <summary>A key account's own come before everybody's.</summary>
    private IEnumerable<ServiceLevel> LevelsOf(Guid? category, ComplaintSeverity severity, bool isKeyAccount) =>
        levels[(category, severity)].Where(l => isKeyAccount || !l.ForKeyAccounts).OrderByDescending(l => l.ForKeyAccounts).ThenBy(l => l.Version);

    /// <summary>The version that a complaint follows which begins at a time; null where there is none.</summary>
    public Procedure? ProcedureFor(Guid? category, ComplaintSeverity severity, DateTimeOffset at) =>
        Nearest(category, c => procedures[(c, severity)].FirstOrDefault(p => p.IsValidAt(at)));

    /// <summary>What is found first where a rule may stand: at the category, at those above it, and at none.</summary>
    private T? Nearest<T>(Guid? category, Func<Guid?, T?> at) where T : class =>
        Upwards(category).Select(c => (Guid?)c.Id).Append(null).Select(at).FirstOrDefault(found => found is not null);

    private IEnumerable<Category> Upwards(Guid? category)
    {
        var seen = new HashSet<Guid>();
        for (var at = category; at is { } id && seen.Add(id) && categories.TryGetValue(id, out var found); at = found.ParentId) yield return found;
    }
}
