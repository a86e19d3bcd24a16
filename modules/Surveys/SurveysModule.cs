using PropertyGraph.Contracts;
using PropertyGraph.Modules;

namespace PropertyGraph.Surveys;

/// <summary>What customers say when they are asked, by people who did not serve them: surveys, invitations, responses and results.</summary>
public sealed class SurveysModule : IModule
{
    /// <inheritdoc/>
    public string Name => "surveys";

    /// <inheritdoc/>
    public IReadOnlyList<string> DependsOn => ["organization", "customers"];

    /// <inheritdoc/>
    public void Configure(ModuleBuilder module)
    {
        module.Database<SurveysDb>();
        module.Entity<Survey>(Survey.Describe);
        module.Entity<Question>(Question.Describe);
        module.Entity<Invitation>(Invitation.Describe);
        module.Entity<Response>(Response.Describe);
        module.Entity<Answer>(Answer.Describe);
        module.Entity<SurveyResult>(SurveyResult.Describe);
        module.Entity<SatisfactionMonth>(SatisfactionMonth.Describe);
        module.Commands(CreateSurvey.Handle, PublishSurvey.Handle, InviteCustomer.Handle, SendInvitation.Handle, SubmitResponse.Handle);
        module.Events(typeof(SurveyCreated), typeof(SurveyPublished), typeof(InvitationPrepared), typeof(InvitationSent), typeof(SurveyAnswered), typeof(SurveyScoreLow));

        var customer = module.Extend("Customer");
        customer.Many<Response>("satisfaction", r => r.CustomerId, "What the customer answered to surveys, latest first; staff see it where they are independent of the case.")
            .MergedInto("timeline", "submittedAt");
        customer.Many<Invitation>("surveyInvitations", i => i.CustomerId, "Surveys that the customer was asked to answer, latest first.");
        module.Extend("Property").Many<SatisfactionMonth>("satisfaction", m => m.PropertyId, "How content its customers were, by month; nothing from fewer than 5 responses.");
        module.Demo(SurveysDemo.LoadAsync);
        module.Provide<ICustomerRecords, CustomerRecords>();
        module.When("complaints", FollowComplaints);
    }

    private static void FollowComplaints(ModuleBuilder module)
    {
        module.Extend("Complaint").Many<Invitation>("surveyInvitations", i => i.ComplaintId,
            "Requests to the customer to say how it was handled; staff see them where they are independent of the complaint.");
        module.Demo(AfterComplaintDemo.LoadAsync);
        module.On<ComplaintAssigned>("followComplaint", FollowComplaint.Handle);
        module.On<ComplaintClosed>("inviteAfterComplaint", InviteAfterComplaint.Handle);
    }
}
