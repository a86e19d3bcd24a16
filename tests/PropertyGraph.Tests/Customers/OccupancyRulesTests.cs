using CsCheck;
using PropertyGraph.Customers;

namespace PropertyGraph.Tests.Customers;

public sealed class OccupancyRulesTests
{
    private static readonly Guid Unit = Guid.CreateVersion7();
    private static readonly Guid Wang = Guid.CreateVersion7();
    private static readonly Guid Acme = Guid.CreateVersion7();

    private static DateOnly Day(int day) => new DateOnly(2026, 1, 1).AddDays(day);

    private static Occupancy Owner(Guid customer, decimal share, int from, int? to) => new(customer, Unit, OccupancyRole.Owner, share, Day(from), to is { } end ? Day(end) : null);

    [Fact]
    public void Owners_can_share_a_unit_up_to_the_whole()
    {
        Assert.Null(OccupancyRules.Clash([Owner(Wang, 60, 0, null)], Acme, OccupancyRole.Owner, 40, Day(5), null));
    }

    [Fact]
    public void Owners_cannot_share_more_than_the_whole_and_learn_what_is_free()
    {
        var fault = OccupancyRules.Clash([Owner(Wang, 60, 0, null)], Acme, OccupancyRole.Owner, 41, Day(5), null);
        Assert.Equal(40, Assert.IsType<SharesExceeded>(fault).Available);
    }

    [Fact]
    public void A_share_is_free_from_the_day_after_the_owner_left()
    {
        Occupancy[] others = [Owner(Wang, 100, 0, 9)];
        Assert.IsType<SharesExceeded>(OccupancyRules.Clash(others, Acme, OccupancyRole.Owner, 100, Day(9), null));
        Assert.Null(OccupancyRules.Clash(others, Acme, OccupancyRole.Owner, 100, Day(10), null));
    }

    [Fact]
    public void The_same_customer_cannot_have_the_same_role_twice_at_one_time()
    {
        Occupancy[] others = [new(Wang, Unit, OccupancyRole.Tenant, null, Day(0), Day(9))];
        Assert.IsType<AlreadyOccupies>(OccupancyRules.Clash(others, Wang, OccupancyRole.Tenant, null, Day(9), null));
        Assert.Null(OccupancyRules.Clash(others, Wang, OccupancyRole.User, null, Day(9), null));
        Assert.Null(OccupancyRules.Clash(others, Acme, OccupancyRole.Tenant, null, Day(9), null));
        Assert.Null(OccupancyRules.Clash(others, Wang, OccupancyRole.Tenant, null, Day(10), null));
    }

    [Fact]
    public void What_is_united_has_each_day_once_with_all_shares_of_that_day()
    {
        var one = Gen.Select(Gen.Int[0, 40], Gen.Int[0, 20], Gen.Bool, Gen.Int[1, 30]).Select(o => (Share: (decimal?)o.Item4, From: Day(o.Item1), To: o.Item3 ? Day(o.Item1 + o.Item2) : (DateOnly?)null));
        one.Array[1, 6].Sample(all =>
        {
            var united = OccupancyRules.United(all);
            Assert.All(united.Zip(united.Skip(1)), pair => Assert.True(pair.First.To < pair.Second.From));
            for (var day = Day(-1); day < Day(70); day = day.AddDays(1)) Assert.Equal(Share(all, day), Share(united, day));
        });

        static decimal? Share(IReadOnlyList<(decimal? Share, DateOnly From, DateOnly? To)> all, DateOnly day) => all.Where(o => o.From <= day && day <= (o.To ?? DateOnly.MaxValue)).Sum(o => o.Share);
    }

    [Fact]
    public void Tenancies_that_overlap_become_one()
    {
        Assert.Equal([(null, Day(0), null)], OccupancyRules.United([(null, Day(0), Day(9)), (null, Day(5), null)]));
        Assert.Equal([(50m, Day(0), Day(4)), (80m, Day(5), Day(9)), (30m, Day(10), null)], OccupancyRules.United([(50m, Day(0), Day(9)), (30m, Day(5), null)]));
    }

    [Theory]
    [InlineData(OccupancyRole.Tenant, 50.0, 0, 5, "share")]
    [InlineData(OccupancyRole.Owner, 0.0, 0, 5, "share")]
    [InlineData(OccupancyRole.Owner, 100.01, 0, 5, "share")]
    [InlineData(OccupancyRole.Owner, 33.333, 0, 5, "share")]
    [InlineData(OccupancyRole.Owner, null, 5, 4, "to")]
    internal void What_an_occupancy_must_be_like_by_itself(OccupancyRole role, double? share, int from, int to, string path)
    {
        var fault = Assert.Single(OccupancyRules.Check(role, (decimal?)share, Day(from), Day(to)).Faults);
        Assert.Equal([path], fault.Path);
    }

    [Fact]
    public void Whatever_was_accepted_one_after_another_never_exceeds_the_whole_on_any_day()
    {
        var moves = Gen.Select(Gen.Int[1, 100], Gen.Int[0, 30], Gen.Int[0, 15]).Array[1, 12];
        moves.Sample(tried =>
        {
            var accepted = new List<Occupancy>();
            foreach (var (share, from, days) in tried)
                if (OccupancyRules.Clash(accepted, Guid.CreateVersion7(), OccupancyRole.Owner, share, Day(from), Day(from + days)) is null)
                    accepted.Add(Owner(Guid.CreateVersion7(), share, from, from + days));
            return Enumerable.Range(0, 46).All(day => accepted.Where(o => o.From <= Day(day) && Day(day) <= o.To).Sum(o => o.Share) <= 100);
        });
    }
}
