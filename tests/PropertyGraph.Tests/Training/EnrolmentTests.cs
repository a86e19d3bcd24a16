using PropertyGraph.Access;
using PropertyGraph.Training;

namespace PropertyGraph.Tests.Training;

/// <summary>R36: attempts go on, round by round, until the person is qualified.</summary>
public sealed class EnrolmentTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 8, 0, 0, TimeSpan.Zero);
    private readonly Course course = new("FIRE-SAFETY", "Fire safety", CourseKind.Compliance, 1, [Position.Worker, Position.Agent, Position.Worker]);

    [Fact]
    public void Whoever_did_not_qualify_needs_another_round() => Assert.Equal(
        [EnrolmentStatus.Failed, EnrolmentStatus.Absent],
        Enum.GetValues<EnrolmentStatus>().Where(status =>
        {
            var enrolment = Attempt();
            enrolment.Conclude(status);
            return enrolment.NeedsAnotherRound;
        }));

    [Fact]
    public void The_next_round_follows_the_last_one()
    {
        var first = Attempt();
        first.Conclude(EnrolmentStatus.Failed);
        var second = first.Repeat(Session(), Now);

        Assert.Equal((2, second.Id, first.StaffId), (second.Round, first.NextRoundId, second.StaffId));
        Assert.False(first.NeedsAnotherRound);
    }

    [Fact]
    public void A_certification_is_valid_for_whole_months_or_for_ever()
    {
        Assert.Equal(new DateTimeOffset(2026, 2, 28, 8, 0, 0, TimeSpan.Zero), course.ExpiryFrom(Now));
        Assert.Null(new Course("VALUES", "Customer values", CourseKind.Value, null, []).ExpiryFrom(Now));
    }

    [Fact]
    public void A_course_names_each_position_once() => Assert.Equal([Position.Agent, Position.Worker], course.RequiredFor);

    private Session Session() => new(course.Id, Guid.CreateVersion7(), Now, Now.AddHours(2), "Hall 1", 12);

    private Enrolment Attempt() => new(Session(), Guid.CreateVersion7(), 1, Now);
}
