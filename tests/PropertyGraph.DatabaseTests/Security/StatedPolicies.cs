using PropertyGraph.Access;
using PropertyGraph.DatabaseTests.Reads;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Security;

/// <summary>Who sees which rows, said once more by hand in plain SQL, independently of the modules' policies.</summary>
internal static class StatedPolicies
{
    private const string Nobody = "false", Everybody = "true";
    private const string Today = "DATE '2026-11-24'";
    private const string Counts = "@position NOT IN ('WORKER', 'TRAINER')";
    private const string Directs = "@position IN ('DIRECTOR', 'ADMINISTRATOR')";
    private const string LivesThere = $"""EXISTS (SELECT 1 FROM customers.occupancies o WHERE o.unit_id = u.id AND o.customer_id = @me AND (o."to" IS NULL OR o."to" >= {Today}))""";
    private const string OpenForPartner = "c.partner_id = @me AND c.status IN ('FILED', 'ACKNOWLEDGED', 'IN_PROGRESS', 'ON_HOLD', 'REOPENED')";
    private const string Independent =
        "@position IN ('SURVEYOR', 'DIRECTOR', 'ADMINISTRATOR') AND NOT EXISTS (SELECT 1 FROM surveys.chain_members m WHERE m.complaint_id = i.complaint_id AND m.staff_id = @me)";
    private const string Learns = "(e.staff_id = @me OR @position IN ('TRAINER', 'LEADER', 'MANAGER', 'DIRECTOR', 'ADMINISTRATOR'))";
    private const string Gap =
        "(t.staff_id = @me OR @position IN ('TRAINER', 'DIRECTOR', 'ADMINISTRATOR') OR (@position IN ('LEADER', 'MANAGER') AND t.department_id = @department))";

    private static readonly Stated[] All =
    [
        new("Department", "organization.departments", Everybody, Everybody, Everybody, Nobody),
        new("Staff", "organization.staff", Everybody, Everybody, "EXISTS (SELECT 1 FROM complaints.complaints c WHERE c.partner_id = @me AND c.accountable_id = t.id)", Nobody),
        new("Partner", "organization.partners", Everybody, Nobody, "t.id = @me", Nobody),
        new("CustomerServiceRole", "organization.customer_service_roles", Everybody, Nobody, Nobody, Nobody),
        new("Appointment", "organization.appointments", Everybody, Nobody, Nobody, Nobody),
        new("MissingRole", "organization.missing_roles", Everybody, Nobody, Nobody, Nobody),
        new("Right", "organization.rights", Everybody, Nobody, Nobody, Nobody),
        new("PartnerPerson", "organization.partner_people", Everybody, Nobody, "t.partner_id = @me", Nobody),
        new("ApiKey", "organization.api_keys", "@position = 'ADMINISTRATOR'", Nobody, Nobody, Nobody),
        new("Property", "customers.properties", Everybody, Everybody, Everybody, Everybody),
        new("Building", "customers.buildings", Everybody, $"EXISTS (SELECT 1 FROM customers.units u WHERE u.building_id = t.id AND {LivesThere})", Everybody, Nobody),
        new("Unit", "customers.units", Everybody, $"EXISTS (SELECT 1 FROM customers.units u WHERE u.id = t.id AND {LivesThere})",
            $"(EXISTS (SELECT 1 FROM complaints.complaints c WHERE c.unit_id = t.id AND {OpenForPartner}) OR EXISTS (SELECT 1 FROM complaints.dispatch_orders o WHERE o.unit_id = t.id AND o.partner_id = @me AND o.status IN ('OFFERED', 'ACCEPTED', 'STARTED', 'RESCHEDULED')))", Nobody),
        new("Customer", "customers.customers", Everybody, "t.id = @me", $"EXISTS (SELECT 1 FROM complaints.complaints c WHERE c.customer_id = t.id AND {OpenForPartner})", Nobody),
        new("Occupancy", "customers.occupancies", Everybody, "t.customer_id = @me", Nobody, Nobody),
        new("Contact", "customers.contacts", "@position NOT IN ('WORKER', 'TRAINER') OR (@position = 'WORKER' AND t.purpose IN ('SERVICE', 'EMERGENCY'))", "t.customer_id = @me", Nobody, Nobody),
        new("Interaction", "customers.interactions", Everybody, "t.customer_id = @me", Nobody, Nobody),
        new("KeyAccountTerm", "customers.key_account_terms", Everybody, Nobody, Nobody, Nobody),
        new("Preference", "customers.preferences", Everybody, "t.customer_id = @me", Nobody, Nobody),
        new("DuplicateCustomer", "customers.duplicate_customers", Everybody, Nobody, Nobody, Nobody),
        new("FieldChange", "customers.field_changes", $"{Counts} OR t.type NOT IN ('Charge', 'Contact', 'Credit', 'DunningNotice', 'Payment')", Nobody, Nobody, Nobody),
        new("CustomerExport", "customers.customer_exports", "t.by_id = @me", "t.customer_id = @me AND t.by_id IS NULL", Nobody, Nobody),
        new("RetentionRule", "customers.retention_rules", Everybody, Nobody, Nobody, Nobody),
        new("ErasurePreview", "customers.erasure_previews", Directs, Nobody, Nobody, Nobody),
        new("ErasureRecord", "customers.erasure_records", Directs, Nobody, Nobody, Nobody),
        new("Erasure", "customers.erasures", Directs, Nobody, Nobody, Nobody),
        new("ChargeKind", "customers.charge_kinds", Everybody, Everybody, Nobody, Nobody),
        new("Charge", "customers.charges", Counts, "t.customer_id = @me", Nobody, Nobody),
        new("Payment", "customers.payments", Counts, "t.customer_id = @me", Nobody, Nobody),
        new("Credit", "customers.credits", Counts, "t.customer_id = @me", Nobody, Nobody),
        new("DunningSchedule", "customers.dunning_schedules", Everybody, Nobody, Nobody, Nobody),
        new("DunningNotice", "customers.dunning_notices", Counts, "t.customer_id = @me", Nobody, Nobody),
        new("Category", "complaints.categories", Everybody, Everybody, Everybody, Everybody),
        new("ServiceLevel", "complaints.service_levels", Everybody, Nobody, Nobody, Nobody),
        new("Procedure", "complaints.procedures", Everybody, Nobody, Nobody, Nobody),
        new("Investigation", "complaints.investigations", Everybody, Nobody, Nobody, Nobody),
        new("Cause", "complaints.causes", Everybody, Nobody, Nobody, Nobody),
        new("Countermeasure", "complaints.countermeasures", Everybody, Nobody, Nobody, Nobody),
        new("CountermeasureStage", "complaints.countermeasure_stages", Everybody, Nobody, Nobody, Nobody),
        new("CountermeasureSite", "complaints.countermeasure_sites", Everybody, Nobody, Nobody, Nobody),
        new("CountermeasureOwner", "complaints.countermeasure_owners", Everybody, Nobody, Nobody, Nobody),
        new("EffectRule", "complaints.effect_rules", Everybody, Nobody, Nobody, Nobody),
        new("Improvement", "complaints.improvements", Everybody, Nobody, Nobody, Nobody),
        new("EmergencyMeasure", "complaints.emergency_measures", Everybody, Nobody, Nobody, Nobody),
        new("Decision", "complaints.decisions", Everybody, Nobody, Nobody, Nobody),
        new("ComplaintLink", "complaints.complaint_links", Everybody, Nobody, Nobody, Nobody),
        new("FilingLimit", "complaints.filing_limits", Everybody, Nobody, Nobody, Nobody),
        new("BusinessCalendar", "organization.business_calendars", Everybody, Nobody, Nobody, Nobody),
        new("ServiceClock", "complaints.service_clocks", Everybody, Nobody, Nobody, Nobody),
        new("ComplaintMonth", "complaints.complaint_months", Everybody, Nobody, Nobody, Nobody),
        new("Escalation", "complaints.escalations", Everybody, Nobody, Nobody, Nobody),
        new("Incident", "complaints.incidents", Everybody, $"EXISTS (SELECT 1 FROM complaints.incident_units h JOIN customers.units u ON u.id = h.unit_id WHERE h.incident_id = t.id AND {LivesThere})", Nobody, Nobody),
        new("IncidentUnit", "complaints.incident_units", Everybody, $"EXISTS (SELECT 1 FROM customers.units u WHERE u.id = t.unit_id AND {LivesThere})", Nobody, Nobody),
        new("IncidentNotice", "complaints.incident_notices", Everybody, $"EXISTS (SELECT 1 FROM complaints.incident_units h JOIN customers.units u ON u.id = h.unit_id WHERE h.incident_id = t.incident_id AND {LivesThere})", Nobody, Nobody),
        new("MessageTemplate", "complaints.message_templates", Everybody, Nobody, Nobody, Nobody),
        new("CustomerUpdate", "complaints.customer_updates", Everybody, "t.customer_id = @me", Nobody, Nobody),
        new("Grievance", "complaints.grievances", Everybody, "t.customer_id = @me", Nobody, Nobody),
        new("Cosignature", "complaints.cosignatures", Everybody, "t.customer_id = @me", Nobody, Nobody),
        new("FeeDispute", "complaints.fee_disputes", Everybody, "t.customer_id = @me", Nobody, Nobody),
        new("DisputedCharge", "complaints.disputed_charges", Everybody, "t.customer_id = @me", Nobody, Nobody),
        new("BulkRun", "complaints.bulk_runs", Everybody, Nobody, Nobody, Nobody),
        new("BulkItem", "complaints.bulk_items", Everybody, Nobody, Nobody, Nobody),
        new("Complaint", "complaints.complaints", Everybody, "t.customer_id = @me", "t.partner_id = @me", Nobody),
        new("ComplaintEvent", "complaints.complaint_events", Everybody,
            "t.visibility = 'VISIBLE' AND EXISTS (SELECT 1 FROM complaints.complaints c WHERE c.id = t.complaint_id AND c.customer_id = @me)",
            "t.visibility = 'VISIBLE' AND EXISTS (SELECT 1 FROM complaints.complaints c WHERE c.id = t.complaint_id AND c.partner_id = @me)", Nobody),
        new("ComplaintAttachment", "complaints.complaint_attachments", Everybody,
            "t.visibility = 'VISIBLE' AND EXISTS (SELECT 1 FROM complaints.complaints c WHERE c.id = t.complaint_id AND c.customer_id = @me)",
            "t.visibility = 'VISIBLE' AND (EXISTS (SELECT 1 FROM complaints.complaints c WHERE c.id = t.complaint_id AND c.partner_id = @me) OR EXISTS (SELECT 1 FROM complaints.dispatch_orders o WHERE o.complaint_id = t.complaint_id AND o.partner_id = @me AND o.status IN ('OFFERED', 'ACCEPTED', 'STARTED', 'RESCHEDULED')))", Nobody),
        new("Responsibility", "complaints.responsibilities", Everybody, Nobody, Nobody, Nobody),
        new("HandOver", "complaints.hand_overs", Everybody, Nobody, Nobody, Nobody),
        new("DispatchOrder", "complaints.dispatch_orders", Everybody, "EXISTS (SELECT 1 FROM complaints.complaints c WHERE c.id = t.complaint_id AND c.customer_id = @me)", "t.partner_id = @me", Nobody),
        new("DispatchConflict", "complaints.dispatch_conflicts", Everybody, Nobody, Nobody, Nobody),
        new("ConflictOption", "complaints.conflict_options", Everybody, Nobody, Nobody, Nobody),
        new("ShiftPlan", "complaints.shift_plans", Everybody, Nobody, Nobody, Nobody),
        new("Shift", "complaints.shifts", Everybody, Nobody, Nobody, Nobody),
        new("CoordinationRule", "complaints.coordination_rules", Everybody, Nobody, Nobody, Nobody),
        new("CoordinationCase", "complaints.coordination_cases", Everybody, Nobody, Nobody, Nobody),
        new("CoordinationParty", "complaints.coordination_parties", Everybody, Nobody, Nobody, Nobody),
        new("Course", "training.courses", Everybody, Nobody, Nobody, Nobody),
        new("Session", "training.sessions", Everybody, Nobody, Nobody, Nobody),
        new("Certification", "training.certifications", Everybody, Nobody, Nobody, Nobody),
        new("Enrolment", "training.enrolments", $"EXISTS (SELECT 1 FROM training.enrolments e WHERE e.id = t.id AND {Learns})", Nobody, Nobody, Nobody),
        new("Assessment", "training.assessments", $"EXISTS (SELECT 1 FROM training.enrolments e WHERE e.id = t.enrolment_id AND {Learns})", Nobody, Nobody, Nobody),
        new("TrainingGap", "training.training_gaps", Gap, Nobody, Nobody, Nobody),
        new("Survey", "surveys.surveys", Everybody, "t.status = 'PUBLISHED' AND t.kind <> 'INTERNAL'", Nobody, "t.status = 'PUBLISHED' AND t.kind <> 'INTERNAL'"),
        new("Question", "surveys.questions", Everybody, Published("t.survey_id"), Nobody, Published("t.survey_id")),
        new("Invitation", "surveys.invitations", $"EXISTS (SELECT 1 FROM surveys.invitations i WHERE i.id = t.id AND {Independent})", "t.customer_id = @me AND t.sent_at IS NOT NULL", Nobody, Nobody),
        new("Response", "surveys.responses", $"EXISTS (SELECT 1 FROM surveys.invitations i WHERE i.id = t.invitation_id AND {Independent})", "t.customer_id = @me", Nobody, Nobody),
        new("Answer", "surveys.answers", $"EXISTS (SELECT 1 FROM surveys.responses r JOIN surveys.invitations i ON i.id = r.invitation_id WHERE r.id = t.response_id AND {Independent})",
            "EXISTS (SELECT 1 FROM surveys.responses r WHERE r.id = t.response_id AND r.customer_id = @me)", Nobody, Nobody),
        new("SurveyResult", "surveys.survey_results", Everybody, Nobody, Nobody, Nobody),
        new("SatisfactionMonth", "surveys.satisfaction_months", Everybody, Nobody, Nobody, Nobody),
    ];

    public static IEnumerable<string> Types => All.Select(s => s.Type);

    /// <summary>Global ids of all rows, by whether the reader may see them.</summary>
    public static async Task<ILookup<bool, string>> RowsAsync(ModulesPlatform platform, string type, Actor reader)
    {
        var stated = All.Single(s => s.Type == type);
        await using var command = platform.Source.CreateCommand($"SELECT t.id, ({Bound(stated.For(reader.Audience), reader)}) IS TRUE FROM {stated.Table} AS t");
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<(string Id, bool Visible)>();
        while (await rows.ReadAsync()) found.Add((GlobalId.Encode(type, rows.GetGuid(0)), rows.GetBoolean(1)));
        return found.ToLookup(r => r.Visible, r => r.Id);
    }

    private static string Bound(string condition, Actor reader) => condition
        .Replace("@me", $"'{reader.Id}'::uuid")
        .Replace("@position", reader.Audience == Audience.Staff ? $"'{reader.Position.ToString().ToUpperInvariant()}'" : "''")
        .Replace("@department", reader.Audience == Audience.Staff ? $"'{reader.DepartmentId}'::uuid" : "NULL::uuid");

    private static string Published(string survey) => $"EXISTS (SELECT 1 FROM surveys.surveys s WHERE s.id = {survey} AND s.status = 'PUBLISHED' AND s.kind <> 'INTERNAL')";

    private sealed record Stated(string Type, string Table, string Staff, string Customer, string Partner, string Anonymous)
    {
        public string For(Audience audience) => audience switch
        {
            Audience.Staff => Staff,
            Audience.Customer => Customer,
            Audience.Partner => Partner,
            _ => Anonymous,
        };
    }
}
