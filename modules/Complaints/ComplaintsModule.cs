using PropertyGraph.Access;
using PropertyGraph.Contracts;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>Complaints from filing to closing, their categories, deadlines and who answered for them.</summary>
public sealed partial class ComplaintsModule : IModule
{
    /// <inheritdoc/>
    public string Name => "complaints";

    /// <inheritdoc/>
    public IReadOnlyList<string> DependsOn => ["organization", "customers"];

    /// <inheritdoc/>
    public void Configure(ModuleBuilder module)
    {
        module.Database<ComplaintsDb>();
        module.Entity<Complaint>(Complaint.Describe);
        module.Entity<ComplaintEvent>(ComplaintEvent.Describe);
        module.Entity<ComplaintAttachment>(ComplaintAttachment.Describe);
        module.Entity<Responsibility>(Responsibility.Describe);
        module.Entity<HandOver>(HandOver.Describe);
        module.Entity<Category>(Category.Describe);
        module.Entity<ServiceLevel>(ServiceLevel.Describe);
        module.Entity<Procedure>(Procedure.Describe);
        module.Entity<Investigation>(Investigation.Describe);
        module.Entity<EmergencyMeasure>(EmergencyMeasure.Describe);
        module.Entity<Decision>(Decision.Describe);
        module.Entity<ComplaintLink>(ComplaintLink.Describe);
        module.Entity<Grievance>(Grievance.Describe);
        module.Entity<Cosignature>(Cosignature.Describe);
        module.Entity<BulkRun>(BulkRun.Describe);
        module.Entity<FilingLimit>(FilingLimit.Describe);
        module.Entity<ServiceClock>(ServiceClock.Describe);
        module.Entity<ComplaintMonth>(ComplaintMonth.Describe);
        module.Entity<Escalation>(Escalation.Describe);
        module.Entity<Incident>(Incident.Describe);
        module.Entity<IncidentUnit>(IncidentUnit.Describe);
        module.Entity<IncidentNotice>(IncidentNotice.Describe);
        module.Entity<MessageTemplate>(MessageTemplate.Describe);
        module.Entity<CustomerUpdate>(CustomerUpdate.Describe);
        module.Entity<BulkItem>(BulkItem.Describe);
        ConfigureDispatch(module);
        ConfigureCauses(module);
        module.Entity<FeeDispute>(FeeDispute.Describe);
        module.Entity<DisputedCharge>(DisputedCharge.Describe);
        Extend(module);
        module.Commands(
            FileComplaint.Handle, AcknowledgeComplaint.Handle, AssignComplaint.Handle, TriageComplaint.Handle, AddNote.Handle, AttachToComplaint.Handle, HoldComplaint.Handle, ContinueComplaint.Handle,
            ResolveComplaint.Handle, CloseComplaint.Handle, ReopenComplaint.Handle, WithdrawComplaint.Handle,
            RecordInvestigation.Handle, TakeEmergencyMeasure.Handle, CompleteEmergencyMeasure.Handle, WaiveEmergencyMeasure.Handle, ProposeDecision.Handle, SignDecision.Handle,
            MergeComplaint.Handle, LinkComplaint.Handle, CosignComplaint.Handle, RateComplaint.Handle,
            OpenIncident.Handle, JoinIncident.Handle, TellIncident.Handle, EndIncident.Handle, SetMessageTemplate.Handle, ReportDelivery.Handle,
            OpenFeeDispute.Handle, RuleOnFeeDispute.Handle, ReleaseFeeDispute.Handle,
            RecordGrievance.Handle, RaiseGrievance.Handle, SettleGrievance.Handle,
            AcknowledgeComplaints.Handle, AssignComplaints.Handle, TriageComplaints.Handle, HoldComplaints.Handle, ResolveComplaints.Handle, CloseComplaints.Handle, MergeComplaints.Handle, WithdrawComplaints.Handle, AddNotes.Handle,
            SetCategory.Handle,
            SetServiceLevel.Handle, ApplyServiceLevel.Handle, SetProcedure.Handle, ApplyProcedure.Handle, SetFilingLimit.Handle);
        module.Events(
            typeof(ComplaintFiled), typeof(ComplaintAcknowledged), typeof(ComplaintAssigned), typeof(ComplaintTriaged), typeof(CategorySet), typeof(ComplaintNoteAdded), typeof(ComplaintInternalNoteAdded),
            typeof(ComplaintHeld), typeof(ComplaintContinued), typeof(ComplaintResolved), typeof(ComplaintClosed), typeof(ComplaintReopened),
            typeof(ComplaintWithdrawn), typeof(ComplaintOverdue), typeof(ComplaintFileAttached), typeof(ComplaintInternalFileAttached), typeof(ServiceLevelSet),
            typeof(ComplaintInvestigated), typeof(EmergencyMeasureTaken), typeof(EmergencyMeasureCompleted), typeof(EmergencyMeasureWaived), typeof(DecisionProposed), typeof(DecisionSigned),
            typeof(ComplaintMerged), typeof(ComplaintLinked), typeof(ComplaintRated), typeof(ProcedureSet), typeof(FilingLimitSet), typeof(ComplaintProcedureApplied), typeof(ComplaintServiceLevelApplied),
            typeof(ClockWarned), typeof(ClockBreached), typeof(ComplaintEscalated),
            typeof(IncidentOpened), typeof(IncidentTold), typeof(IncidentEnded), typeof(ComplaintJoinedIncident), typeof(MessageTemplateSet), typeof(CustomerUpdateReady), typeof(CustomerUpdateEnded),
            typeof(FeeDisputeOpened), typeof(FeeDisputeRuled), typeof(FeeDisputeReleased), typeof(FeeDisputeReduced),
            typeof(ComplaintCosigned), typeof(GrievanceRecorded), typeof(GrievanceRaised), typeof(GrievanceSettled), typeof(BulkRunDone));
        module.Timer(ComplaintsDb.OverdueTimer, Overdue.Handle);
        module.Timer(ComplaintsDb.ClockTimer, RunClocks.Handle);
        module.Timer(ComplaintsDb.TellTimer, Tell.Handle);
        module.Timer(ComplaintsDb.NoticeTimer, TellIncident.Deliver);
        module.Timer(FeeDisputes.TellTimer, FeeDisputes.Tell);
        module.Provide<IChargeHolder, FeeDisputeHolder>();
        module.Provide<ICustomerRecords, CustomerRecords>();
        module.Provide<IContactUser, WaitingMessages>();
        if (OutboxFolder.Path is not null) module.On<CustomerUpdateReady>("outboxFolder", OutboxFolder.Handle);
        module.When("surveys", m => m.On<SurveyScoreLow>("openComplaintFromLowScore", OpenComplaintFromLowScore.Handle));
        module.Seed(FirstCategories.Seed);
        module.Seed(FirstProcedures.Seed);
        module.Seed(FirstFilingLimits.Seed);
        module.Seed(FirstTemplates.Seed);
        module.Demo(ComplaintsDemo.LoadAsync);
        module.Import("categories.csv", ImportCategories.Import);
        module.Import("causes.csv", ImportCauses.Import);
        module.Import("complaints.csv", ImportComplaints.Import);
        module.Subscription<Complaint>("complaintChanged", "Complaints as they arrive and change.");
        module.Board("serviceBoard", "How the complaints stand that the reader may see: told at once, and again when something has changed, at most once a second.", board => board
            .List<Complaint>("open", "isOpen", "Complaints on which work remains to be done.")
            .List<Complaint>("overdue", "isOverdue", "Open complaints past their due time.")
            .List<Complaint>("unacknowledged", "isUnacknowledged", "Complaints of which nobody has confirmed the receipt; the oldest comes first where they are ordered by filedAt."));
        module.Subscription<Incident>("incidentChanged", "Incidents as they are opened, told of and end.");
        module.Subscription<CustomerUpdate>("customerUpdateChanged", "Messages to customers as they are written and sent.");
        module.Subscription<FeeDispute>("feeDisputeChanged", "Fee disputes as they are opened and end.");
        module.Subscription<Grievance>("grievanceChanged", "Grievances as they are recorded, raised and settled.");
    }

    private static void Extend(ModuleBuilder module)
    {
        var customer = module.Extend("Customer");
        customer.Many<Complaint>("complaints", c => c.CustomerId, "Complaints of this customer, latest first.").MergedInto("timeline", "filedAt");
        customer.Many<Complaint>("openComplaints", c => c.CustomerId, "Complaints of this customer on which work remains to be done.", Complaint.Open);
        // A partner has to know whose door to knock at, and only while there is work to do there.
        customer.VisibleThrough("openComplaints", Audience.Partner);

        customer.Many<Grievance>("grievances", g => g.CustomerId, "Remarks of dissatisfaction that asked for no answer, latest first.").MergedInto("timeline", "at");
        customer.Many<CustomerUpdate>("updates", u => u.CustomerId, "What the customer was written about complaints and incidents, latest first.").MergedInto("timeline", "at");
        customer.Many<Cosignature>("cosignatures", s => s.CustomerId, "Complaints of others that this customer joined, oldest first.");

        customer.Many<FeeDispute>("feeDisputes", d => d.CustomerId, "Fees that the customer withholds or withheld because of complaints, latest first.").MergedInto("timeline", "at").OnlyFor(Audience.Staff, Audience.Customer);
        module.Extend("Charge").Many<DisputedCharge>("disputes", d => d.ChargeId, "What is or was disputed of it.").OnlyFor(Audience.Staff, Audience.Customer);

        var unit = module.Extend("Unit");
        unit.Many<Complaint>("complaints", c => c.UnitId, "Complaints about this unit, latest first.");
        unit.Many<Complaint>("openComplaints", c => c.UnitId, "Complaints about this unit on which work remains to be done.", Complaint.Open);
        unit.VisibleThrough("openComplaints", Audience.Partner);

        unit.Many<IncidentUnit>("incidents", u => u.UnitId, "Incidents that hit this unit.").OnlyFor(Audience.Staff, Audience.Customer);

        var property = module.Extend("Property");
        property.Many<Complaint>("complaints", c => c.PropertyId, "Complaints about this property and its units, latest first.");
        property.Many<Incident>("incidents", i => i.PropertyId, "Incidents that hit this property, latest first; residents see those that hit their units.").OnlyFor(Audience.Staff, Audience.Customer);
        const string months = "How many complaints each month brought, against the units that could have brought one, earliest first.";
        property.Many<ComplaintMonth>("complaintMonths", m => m.PropertyId, months).OnlyFor(Audience.Staff);
        module.Extend("Partner").Many<Complaint>("complaints", c => c.PartnerId, "Complaints that the partner works or worked on, latest first.");

        var department = module.Extend("Department");
        department.Many<Complaint>("complaints", c => c.DepartmentId, "Complaints that the department works or worked on, latest first.");
        department.Many<ComplaintMonth>("complaintMonths", m => m.DepartmentId, months).OnlyFor(Audience.Staff);
        department.Many<Complaint>("openComplaints", c => c.DepartmentId, "Complaints on which the department has work to do.", Complaint.Open);

        var staff = module.Extend("Staff");
        staff.Many<Escalation>("escalations", e => e.StaffId, "Breaches that the person was made aware of, earliest first.").OnlyFor(Audience.Staff);
        staff.Many<Responsibility>("responsibilities", r => r.StaffId, "Times in which the person answered for a complaint, earliest first.").OnlyFor(Audience.Staff);
        staff.Many<Complaint>("accountableComplaints", c => c.AccountableId, "Complaints that the person answers for, or answered for last.");
        // A partner has to know whom to call about its work.
        staff.VisibleThrough("accountableComplaints", Audience.Partner);
    }
}
