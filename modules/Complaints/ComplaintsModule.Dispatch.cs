using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>Responsibility, dispatch and coordination.</summary>
public sealed partial class ComplaintsModule
{
    private static void ConfigureDispatch(ModuleBuilder module)
    {
        module.Commands(HandOverComplaint.Handle, AcceptHandOver.Handle, RefuseHandOver.Handle, WithdrawHandOver.Handle);
        module.Events(typeof(HandOverOffered), typeof(HandOverAccepted), typeof(HandOverRefused), typeof(HandOverWithdrawn));
        module.Extend("Staff").Many<HandOver>("offeredHandOvers", h => h.ToId, "Complaints that were offered to the person and wait for an answer.", h => h.Status == HandOverStatus.Pending).OnlyFor(Access.Audience.Staff);
    }
}
