using PropertyGraph.Complaints;

namespace PropertyGraph.Tests.Complaints;

/// <summary>R7 and R47: severity and category decide the procedure, by configuration.</summary>
public sealed class TriageRulesTests
{
    private readonly Guid serviceCentre = Guid.CreateVersion7();
    private readonly Guid engineering = Guid.CreateVersion7();
    private readonly Category lifts = new("LIFTS", "Lifts", "电梯");
    private readonly Category stopped = new("LIFT_STOPPED", "Lift stopped", null);
    private readonly TriageRules rules;

    public TriageRulesTests()
    {
        lifts.Default(null, engineering);
        stopped.PlaceUnder(lifts.Id);
        stopped.Default(ComplaintSeverity.Major, null);
        rules = new([lifts, stopped],
            [new(null, ComplaintSeverity.General, 72, true), new(null, ComplaintSeverity.Major, 24, true), new(lifts.Id, ComplaintSeverity.Major, 8, false)],
            serviceCentre);
    }

    [Fact]
    public void Without_category_it_is_general_and_goes_to_the_service_centre() =>
        Assert.Equal(new(null, ComplaintSeverity.General, serviceCentre, TimeSpan.FromHours(72), true), Bare(null, null));

    [Fact]
    public void The_nearest_category_that_says_something_decides() =>
        Assert.Equal(new(stopped.Id, ComplaintSeverity.Major, engineering, TimeSpan.FromHours(8), false), Bare(stopped.Id, null));

    [Fact]
    public void A_severity_that_somebody_chose_beats_the_default() =>
        Assert.Equal(new(stopped.Id, ComplaintSeverity.General, engineering, TimeSpan.FromHours(72), true), Bare(stopped.Id, ComplaintSeverity.General));

    [Fact]
    public void What_a_category_is_promised_later_does_not_hold_before()
    {
        var begins = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        TriageRules planned = new([lifts, stopped], [new(null, ComplaintSeverity.Major, 24, true), new(lifts.Id, ComplaintSeverity.Major, 8, false, validFrom: begins)], serviceCentre);
        Assert.Equal(TimeSpan.FromHours(24), planned.For(stopped.Id, null, begins.AddTicks(-1)).ResolveWithin);
        Assert.Equal(TimeSpan.FromHours(8), planned.For(stopped.Id, null, begins).ResolveWithin);
    }

    [Fact]
    public void What_is_older_than_all_that_was_promised_is_under_the_nearest()
    {
        var begins = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        TriageRules planned = new([lifts, stopped], [new(null, ComplaintSeverity.Major, 24, true, validFrom: begins), new(lifts.Id, ComplaintSeverity.Major, 8, false, validFrom: begins)], serviceCentre);
        Assert.Equal(TimeSpan.FromHours(8), planned.For(stopped.Id, null, begins.AddYears(-1)).ResolveWithin);
    }

    private TriageRule Bare(Guid? category, ComplaintSeverity? severity) => rules.For(category, severity, default) with { ServiceLevel = null };
}
