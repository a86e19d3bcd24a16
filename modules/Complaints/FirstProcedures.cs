using Microsoft.EntityFrameworkCore;

namespace PropertyGraph.Complaints;

/// <summary>
/// Procedures to start with; a company sets its own with <c>setProcedure</c>. A major complaint is looked at on the spot and its cause found, and what keeps the loss small
/// is done at once, and what keeps it from coming up again is planned before it is closed; for any other, service centre and department decide together once the cause is known.
/// </summary>
internal static class FirstProcedures
{
    /// <summary>Before any complaint, imported ones too.</summary>
    private static readonly DateTimeOffset Always = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly IReadOnlyDictionary<ComplaintSeverity, ProcedureRules> Rules = new Dictionary<ComplaintSeverity, ProcedureRules>
    {
        [ComplaintSeverity.Major] = new(
            [ProcedureStep.SiteInvestigation, ProcedureStep.CauseAnalysis, ProcedureStep.EmergencyMeasure],
            [ProcedureStep.SiteInvestigation, ProcedureStep.CauseAnalysis, ProcedureStep.EmergencyMeasure],
            [ProcedureStep.ActualCosts, ProcedureStep.ImprovementPlanned], ProcedureRules.None.Roles),
        [ComplaintSeverity.General] = new([ProcedureStep.CauseAnalysis], [ProcedureStep.CauseAnalysis, ProcedureStep.JointDecision], [], ProcedureRules.None.Roles),
    };

    public static async Task Seed(ComplaintsDb db, CancellationToken cancel)
    {
        var has = await db.Procedures.Where(p => p.CategoryId == null).Select(p => p.Severity).Distinct().ToListAsync(cancel);
        foreach (var (severity, rules) in Rules.Where(r => !has.Contains(r.Key))) db.Add(new Procedure(severity, null, 1, rules, null, Always));
        await db.SaveChangesAsync(cancel);
    }
}
