using PropertyGraph.Imports;

namespace PropertyGraph.Complaints;

/// <summary>A complaint to be told: what, when, where and by whom.</summary>
/// <param name="Resident">Where; also whose it is, unless it is anonymous.</param>
internal sealed record DemoFiling(DemoTopic Topic, DateTimeOffset At, DemoResident Resident, bool IsAnonymous, ComplaintChannel Channel);

/// <summary>Draws complaints by season, hour, building and customer.</summary>
internal sealed class DemoFilings
{
    private static readonly (ComplaintChannel, double)[] Channels =
    [
        (ComplaintChannel.Hotline, 38), (ComplaintChannel.App, 28), (ComplaintChannel.Web, 10), (ComplaintChannel.InPerson, 10), (ComplaintChannel.Email, 6),
        (ComplaintChannel.CommentCard, 4), (ComplaintChannel.Partner, 4),
    ];

    private static readonly (ComplaintChannel, double)[] AnonymousChannels =
        [(ComplaintChannel.Web, 55), (ComplaintChannel.CommentCard, 30), (ComplaintChannel.Hotline, 15)];

    private readonly DemoRequest request;
    private readonly DemoRandom random;
    private readonly DemoWorld world;
    private readonly Dictionary<int, (DemoTopic, double)[]> topicsByMonth;
    private readonly Dictionary<DemoTopic, Guid[]> worstBuildings;

    public DemoFilings(DemoRequest request, DemoRandom random, DemoWorld world)
    {
        (this.request, this.random, this.world) = (request, random, world);
        topicsByMonth = Enumerable.Range(1, 12).ToDictionary(m => m, m => DemoComplaintTexts.Topics.Select(t => (t, t.Weight * SeasonFactor(t.Season, m))).ToArray());
        worstBuildings = DemoComplaintTexts.Topics.ToDictionary(t => t, _ => Enumerable.Range(0, Math.Max(2, world.Buildings.Count / 12)).Select(_ => random.Pick(world.Buildings)).ToArray());
    }

    /// <summary>So many complaints of the last 24 months, earliest first.</summary>
    public IReadOnlyList<DemoFiling> Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => DrawOne()).OrderBy(f => f.At)];

    private DemoFiling DrawOne()
    {
        var day = Day();
        var topic = random.Weighted(topicsByMonth[day.Month]);
        var at = AtSomeHour(day, topic.Evening);
        var resident = Resident(topic, DateOnly.FromDateTime(at.UtcDateTime));
        var anonymous = random.Chance(0.07);
        return new(topic, at, resident, anonymous, random.Weighted(anonymous ? AnonymousChannels : Channels));
    }

    /// <summary>A day of the last 24 months: winter and high summer bring more, and so does every later month a little, as channels become easier.</summary>
    private DateTimeOffset Day()
    {
        while (true)
        {
            var day = random.Moment(request.Now.AddMonths(-24), request.Now);
            var season = day.Month is 12 or 1 or 2 ? 1.0 : day.Month is 7 or 8 ? 0.9 : 0.7;
            var growth = 0.85 + (0.15 * (1 - ((request.Now - day).TotalDays / 731)));
            if (random.Chance(season * growth)) return day;
        }
    }

    private DateTimeOffset AtSomeHour(DateTimeOffset day, bool evening)
    {
        // China has one time zone, UTC+8, without summer time.
        var hour = evening && random.Chance(0.7) ? random.Between(18, 23) : random.Weighted([(random.Between(8, 11), 50d), (random.Between(12, 17), 35), (random.Between(18, 22), 12), (random.Between(0, 7), 3)]);
        var local = new DateTimeOffset(day.ToOffset(TimeSpan.FromHours(8)).Date, TimeSpan.FromHours(8)).AddHours(hour).AddSeconds(random.Between(0, 3599)).ToUniversalTime();
        return local < request.Now ? local : random.Moment(request.Now.AddHours(-6), request.Now);
    }

    private DemoResident Resident(DemoTopic topic, DateOnly day)
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var resident = random.Chance(topic.Recurs)
                ? random.Pick(world.ByBuilding[random.Pick(worstBuildings[topic])])
                : random.Pick(world.Residents);
            // Key accounts have people whose job it is to complain.
            if (resident.IsThereOn(day) && (resident.IsKeyAccount || random.Chance(0.6))) return resident;
        }
        return world.Residents.First(r => r.IsThereOn(day));
    }

    private static double SeasonFactor(DemoSeason season, int month) => season switch
    {
        DemoSeason.Winter => month is 12 or 1 or 2 ? 2.2 : month is 11 or 3 ? 1.2 : 0.25,
        DemoSeason.Summer => month is 6 or 7 or 8 ? 2 : 0.8,
        _ => 1,
    };
}
