using Microsoft.EntityFrameworkCore;
using PropertyGraph.Commands;

namespace PropertyGraph.Surveys;

internal sealed class SurveysDb(DbContextOptions<SurveysDb> options) : ModuleDb(options)
{
    public DbSet<Survey> Surveys => Set<Survey>();
    public DbSet<Question> Questions => Set<Question>();
    public DbSet<HandledComplaint> HandledComplaints => Set<HandledComplaint>();
    public DbSet<ChainMember> ChainMembers => Set<ChainMember>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<Response> Responses => Set<Response>();
    public DbSet<Answer> Answers => Set<Answer>();
    public DbSet<SurveyResult> SurveyResults => Set<SurveyResult>();
    public DbSet<SatisfactionMonth> SatisfactionMonths => Set<SatisfactionMonth>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<Survey>().HasIndex(s => new { s.Code, s.Version }).IsUnique();
        model.Entity<Question>(question =>
        {
            question.HasOne(q => q.Survey).WithMany(s => s.Questions).HasForeignKey(q => q.SurveyId).OnDelete(DeleteBehavior.Restrict);
            question.HasIndex(q => new { q.SurveyId, q.Position }).IsUnique();
        });
        model.Entity<HandledComplaint>().HasIndex(c => c.CustomerId);
        model.Entity<HandledComplaint>().HasMany(c => c.Chain).WithOne().HasForeignKey(m => m.ComplaintId).OnDelete(DeleteBehavior.Restrict);
        model.Entity<ChainMember>().HasKey(m => new { m.ComplaintId, m.StaffId });
        model.Entity<Invitation>(invitation =>
        {
            invitation.HasOne(i => i.Survey).WithMany().HasForeignKey(i => i.SurveyId).OnDelete(DeleteBehavior.Restrict);
            invitation.HasOne(i => i.Complaint).WithMany().HasForeignKey(i => i.ComplaintId).OnDelete(DeleteBehavior.Restrict);
            invitation.HasIndex(i => i.TokenHash).IsUnique();
            invitation.HasIndex(i => new { i.CreatedAt, i.Id });
            invitation.HasIndex(i => new { i.CustomerId, i.CreatedAt, i.Id });
            invitation.HasIndex(i => new { i.ComplaintId, i.Closing }).IsUnique().HasFilter("closing IS NOT NULL");
        });
        model.Entity<Response>(response =>
        {
            response.HasOne(r => r.Invitation).WithMany().HasForeignKey(r => r.InvitationId).OnDelete(DeleteBehavior.Restrict);
            response.HasOne(r => r.Survey).WithMany().HasForeignKey(r => r.SurveyId).OnDelete(DeleteBehavior.Restrict);
            response.HasIndex(r => r.InvitationId).IsUnique();
            response.HasIndex(r => new { r.SubmittedAt, r.Id });
            response.HasIndex(r => new { r.CustomerId, r.SubmittedAt, r.Id });
        });
        model.Entity<Answer>(answer =>
        {
            answer.HasOne(a => a.Response).WithMany(r => r.Answers).HasForeignKey(a => a.ResponseId).OnDelete(DeleteBehavior.Restrict);
            answer.HasOne(a => a.Question).WithMany().HasForeignKey(a => a.QuestionId).OnDelete(DeleteBehavior.Restrict);
            answer.HasIndex(a => new { a.ResponseId, a.QuestionId }).IsUnique();
        });
        model.Entity<SurveyResult>().ToView("survey_results");
        model.Entity<SatisfactionMonth>().ToView("satisfaction_months");
    }
}

internal sealed class SurveysDbFactory : ModuleDbFactory<SurveysDb>;
