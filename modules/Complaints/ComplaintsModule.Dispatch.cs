using PropertyGraph.Access;
using PropertyGraph.Contracts;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>Responsibility, dispatch and coordination.</summary>
public sealed partial class ComplaintsModule
{
    private static void ConfigureDispatch(ModuleBuilder module)
    {
        module.Entity<DispatchOrder>(DispatchOrder.Describe);
        module.Entity<DispatchConflict>(DispatchConflict.Describe);
        module.Entity<ConflictOption>(ConflictOption.Describe);
        module.Entity<ShiftPlan>(ShiftPlan.Describe);
        module.Entity<Shift>(Shift.Describe);
        module.Entity<CoordinationRule>(CoordinationRule.Describe);
        module.Entity<CoordinationCase>(CoordinationCase.Describe);
        module.Entity<CoordinationParty>(CoordinationParty.Describe);
        module.Commands(HandOverComplaint.Handle, AcceptHandOver.Handle, RefuseHandOver.Handle, WithdrawHandOver.Handle);
        module.Commands(
            OfferDispatchOrder.Handle, AcceptDispatchOrder.Handle, RefuseDispatchOrder.Handle, StartDispatchOrder.Handle, FinishDispatchOrder.Handle, HandOverDispatchOrder.Handle, CancelDispatchOrder.Handle,
            ResolveDispatchConflict.Handle, SetShiftPlan.Handle);
        module.Commands(OpenCoordinationCase.Handle, ProposeRuling.Handle, SignRuling.Handle, SetCoordinationRule.Handle);
        module.Events(typeof(HandOverOffered), typeof(HandOverAccepted), typeof(HandOverRefused), typeof(HandOverWithdrawn));
        module.Events(
            typeof(DispatchOrderOffered), typeof(DispatchOrderAccepted), typeof(DispatchOrderRefused), typeof(DispatchOrderStarted), typeof(DispatchOrderFinished), typeof(DispatchOrderHandedOver), typeof(DispatchOrderReleased),
            typeof(DispatchOrderCancelled), typeof(DispatchOrderRescheduled), typeof(DispatchConflictOpened), typeof(DispatchConflictResolved), typeof(ShiftPlanSet));
        module.Events(
            typeof(CoordinationCaseOpened), typeof(CoordinationCaseEscalated), typeof(CoordinationCaseLapsed), typeof(RulingProposed), typeof(RulingSigned), typeof(CoordinationRuleSet));
        module.Timer(ComplaintsDb.ConflictTimer, Coordination.OnConflict);
        module.Timer(ComplaintsDb.IdleTimer, Coordination.OnIdle);
        module.Timer(ComplaintsDb.CaseTimer, Coordination.OnDeadline);
        module.Seed(FirstCoordinationRule.Seed);
        module.Provide<IOpenWork, OpenWork>();
        module.On<StaffDeactivated>("handOverLateWork", HandOverLateWork.Handle);
        module.On<PartnerPersonDeactivated>("releasePartnersOrders", ReleasePartnersOrders.Handle);
        module.Subscription<CoordinationCase>("coordinationCaseChanged", "Coordination cases as they are opened and settled.");
        module.Subscription<DispatchOrder>("dispatchOrderChanged", "Dispatch orders as they are offered and change.");
        module.Subscription<HandOver>("handOverChanged", "Complaints as they are offered from one to the next, accepted and refused.");
        module.Subscription<DispatchConflict>("dispatchConflictChanged", "Dispatch conflicts as they are opened and resolved.");

        var staff = module.Extend("Staff");
        staff.Many<HandOver>("offeredHandOvers", h => h.ToId, "Complaints that were offered to the person and wait for an answer.", h => h.Status == HandOverStatus.Pending).OnlyFor(Audience.Staff);
        staff.Many<DispatchOrder>("dispatchOrders", o => o.StaffId, "Work that the person does or did.").OnlyFor(Audience.Staff);
        staff.Many<CoordinationParty>("coordinationParties", p => p.StaffId, "Coordination cases that the person has or had to settle.").OnlyFor(Audience.Staff);
        var department = module.Extend("Department");
        department.Many<DispatchOrder>("dispatchOrders", o => o.DepartmentId, "Work that was given to the department.").OnlyFor(Audience.Staff);
        department.Many<DispatchConflict>("openDispatchConflicts", c => c.DepartmentId, "Work of the department that was displaced and waits for a decision.", c => c.ResolvedAt == null).OnlyFor(Audience.Staff);
        department.Many<ShiftPlan>("shiftPlans", p => p.DepartmentId, "How many of its people are there when, in versions.").OnlyFor(Audience.Staff);
        module.Extend("Partner").Many<DispatchOrder>("dispatchOrders", o => o.PartnerId, "Work that was given to the partner.");
        module.Extend("PartnerPerson").Many<DispatchOrder>("dispatchOrders", o => o.PartnerPersonId, "Work that the person does or did.");
        // A partner has to know which door to go to, and only while there is work to do behind it.
        var unit = module.Extend("Unit");
        unit.Many<DispatchOrder>("liveDispatchOrders", o => o.UnitId, "Work that is to be done here.", DispatchOrder.Live).OnlyFor(Audience.Staff, Audience.Partner);
        unit.VisibleThrough("liveDispatchOrders", Audience.Partner);
    }
}
