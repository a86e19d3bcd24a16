using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Schema;

namespace PropertyGraph.Training;

internal sealed class TrainingDb(DbContextOptions<TrainingDb> options) : ModuleDb(options)
{
    public DbSet<Course> Courses => Set<Course>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<Enrolment> Enrolments => Set<Enrolment>();
    public DbSet<Assessment> Assessments => Set<Assessment>();
    public DbSet<Certification> Certifications => Set<Certification>();
    public DbSet<TrainingGap> TrainingGaps => Set<TrainingGap>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<Course>(course =>
        {
            course.HasIndex(c => c.Code).IsUnique();
            course.PrimitiveCollection(c => c.RequiredFor).ElementType().HasConversion<EnumNameConverter<Position>>();
        });
        model.Entity<Session>(session =>
        {
            session.HasOne(s => s.Course).WithMany(c => c.Sessions).HasForeignKey(s => s.CourseId).OnDelete(DeleteBehavior.Restrict);
            session.HasIndex(s => new { s.CourseId, s.StartsAt });
            session.HasIndex(s => s.StartsAt);
            session.ToTable(t => t.HasCheckConstraint("ck_sessions_places", "places_taken BETWEEN 0 AND capacity"));
        });
        model.Entity<Enrolment>(enrolment =>
        {
            enrolment.HasOne(e => e.Session).WithMany(s => s.Enrolments).HasForeignKey(e => e.SessionId).OnDelete(DeleteBehavior.Restrict);
            enrolment.HasOne(e => e.Course).WithMany(c => c.Enrolments).HasForeignKey(e => e.CourseId).OnDelete(DeleteBehavior.Restrict);
            enrolment.HasOne(e => e.NextRound).WithMany().HasForeignKey(e => e.NextRoundId).OnDelete(DeleteBehavior.Restrict);
            enrolment.HasIndex(e => new { e.SessionId, e.StaffId }).IsUnique();
            // With the round, since the next attempt is inserted before the last one is updated.
            enrolment.HasIndex(e => new { e.CourseId, e.StaffId, e.Round }).IsUnique().HasFilter("status = 'ENROLLED'");
        });
        model.Entity<Assessment>().HasOne(a => a.Enrolment).WithMany(e => e.Assessments).HasForeignKey(a => a.EnrolmentId).OnDelete(DeleteBehavior.Restrict);
        model.Entity<Certification>(certification =>
        {
            certification.HasOne(c => c.Course).WithMany().HasForeignKey(c => c.CourseId).OnDelete(DeleteBehavior.Restrict);
            certification.HasOne(c => c.Enrolment).WithMany().HasForeignKey(c => c.EnrolmentId).OnDelete(DeleteBehavior.Restrict);
            certification.HasIndex(c => new { c.StaffId, c.CourseId, c.ExpiresAt });
        });
        model.Entity<TrainingGap>().ToView("training_gaps");
    }
}

internal sealed class TrainingDbFactory : ModuleDbFactory<TrainingDb>;
