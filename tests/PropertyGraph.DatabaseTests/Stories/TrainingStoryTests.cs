using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>From a course that a position requires to the certification that closes the gap.</summary>
public sealed class TrainingStoryTests : IAsyncLifetime
{
    private readonly SettableTime time = new();
    private Company company = null!;

    public async Task InitializeAsync() => company = await Company.OpenAsync(time: time);

    public async Task DisposeAsync() => await company.DisposeAsync();

    [Fact]
    public async Task Who_fails_gets_another_round_and_who_passes_closes_the_gap()
    {
        Assert.Empty(await GapsAsync());
        var course = Company.Id(await company.DoAsync("createCourse", company[Position.Trainer],
            new { code = "VALUES", title = "What customers value", kind = "VALUE", validityMonths = 12, requiredFor = new[] { "WORKER" } }, "course { id }"), "course");
        var gap = Assert.Single(await GapsAsync());
        Assert.Equal((Company.IdOf(company[Position.Worker]), course), gap);

        var first = await ScheduleAsync(course, TimeSpan.FromHours(1));
        var second = await ScheduleAsync(course, TimeSpan.FromHours(10));
        var attempt = Company.Id(await company.DoAsync("enrolStaff", company[Position.Leader], new { session = first, staff = Company.IdOf(company[Position.Worker]) }, "enrolment { id }"), "enrolment");
        Assert.Equal(["StepNotAllowed"], await company.RefusedAsync("recordAssessment", company[Position.Trainer], new { enrolment = attempt, outcome = "PASSED" }));

        time.Forward(TimeSpan.FromHours(2));
        var failed = (await company.DoAsync("recordAssessment", company[Position.Trainer], new { enrolment = attempt, outcome = "FAILED", score = 20, remarks = Company.Private },
            "enrolment { status round nextRound { id round session { id } } }")).GetProperty("enrolment");
        Assert.Equal("FAILED", failed.GetProperty("status").GetString());
        var next = failed.GetProperty("nextRound");
        Assert.Equal((2, second), (next.GetProperty("round").GetInt32(), next.GetProperty("session").GetProperty("id").GetString()));
        Assert.Single(await GapsAsync());

        time.Forward(TimeSpan.FromHours(10));
        await company.DoAsync("recordAssessment", company[Position.Trainer], new { enrolment = next.GetProperty("id").GetString(), outcome = "PASSED", score = 95 }, "enrolment { status }");
        Assert.Empty(await GapsAsync());
        var certified = await company.Platform.DataAsync(
            "query($id: ID!) { staffMember(id: $id) { certifications { nodes { isCurrent course { id } } } } }", company[Position.Worker], new { id = Company.IdOf(company[Position.Worker]) });
        Assert.Equal($$$"""{"nodes":[{"isCurrent":true,"course":{"id":"{{{course}}}"}}]}""", certified.GetProperty("staffMember").GetProperty("certifications").GetRawText());

        time.Forward(TimeSpan.FromDays(400));
        Assert.Single(await GapsAsync());
        await company.AssertLoggedAsync("Course.CREATED", "Session.SCHEDULED", "Enrolment.ENROLLED", "Enrolment.ASSESSED", "Certification.ISSUED");
    }

    private async Task<string> ScheduleAsync(string course, TimeSpan ahead)
    {
        var startsAt = time.GetUtcNow() + ahead;
        return Company.Id(await company.DoAsync("scheduleSession", company[Position.Trainer],
            new { course, trainer = Company.IdOf(company[Position.Trainer]), startsAt, endsAt = startsAt.AddHours(1), place = "Hall", capacity = 5 }, "session { id }"), "session");
    }

    private async Task<List<(string? Staff, string? Course)>> GapsAsync()
    {
        var data = await company.Platform.DataAsync("query($id: ID!) { department(id: $id) { trainingGaps { nodes { staff { id } course { id } } } } }", company[Position.Trainer], new { id = company.Department });
        return [.. data.GetProperty("department").GetProperty("trainingGaps").GetProperty("nodes").EnumerateArray()
            .Select(g => (g.GetProperty("staff").GetProperty("id").GetString(), g.GetProperty("course").GetProperty("id").GetString()))];
    }
}
