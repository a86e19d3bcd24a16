using PropertyGraph.Modules;

namespace PropertyGraph.Training;

/// <summary>What staff learn until they are qualified: courses, sessions, enrolments, assessments and certifications that expire.</summary>
public sealed class TrainingModule : IModule
{
    /// <inheritdoc/>
    public string Name => "training";

    /// <inheritdoc/>
    public IReadOnlyList<string> DependsOn => ["organization"];

    /// <inheritdoc/>
    public void Configure(ModuleBuilder module)
    {
        module.Database<TrainingDb>();
        module.Entity<Course>(Course.Describe);
        module.Entity<Session>(Session.Describe);
        module.Entity<Enrolment>(Enrolment.Describe);
        module.Entity<Assessment>(Assessment.Describe);
        module.Entity<Certification>(Certification.Describe);
        module.Entity<TrainingGap>(TrainingGap.Describe);
        module.Commands(CreateCourse.Handle, ScheduleSession.Handle, EnrolStaff.Handle, RecordAssessment.Handle);
        module.Events(typeof(CourseCreated), typeof(SessionScheduled), typeof(StaffEnrolled), typeof(EnrolmentAssessed), typeof(CertificationIssued), typeof(CertificationLapsed));
        module.Timer(LapseCertification.Timer, LapseCertification.Handle);
        module.Demo(TrainingDemo.LoadAsync);

        var staff = module.Extend("Staff");
        staff.Many<Certification>("certifications", c => c.StaffId, "Courses that the person passed, latest first.");
        staff.Many<Enrolment>("enrolments", e => e.StaffId, "The person's attempts at courses, latest first.");
        staff.Many<Session>("taughtSessions", s => s.TrainerId, "Sessions that the person teaches.");
        staff.Many<TrainingGap>("trainingGaps", g => g.StaffId, "Courses that the person must still pass, or pass again.", TrainingGap.IsOpen);
        module.Extend("Department").Many<TrainingGap>("trainingGaps", g => g.DepartmentId,
            "Staff of the department who must hold a current certification and do not.", TrainingGap.IsOpen);
    }
}
