using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Imports;

namespace PropertyGraph.Organization;

/// <summary>Staff of all positions for the departments that the seed made, and the firms that work for the company.</summary>
internal static class OrganizationDemo
{
    /// <summary>Who works in which department, in the small demo; in the large one there are several times as many agents and workers.</summary>
    private static readonly (string Department, Position Position, int Count)[] Posts =
    [
        ("SERVICE_CENTRE", Position.Agent, 8), ("SERVICE_CENTRE", Position.Leader, 2), ("SERVICE_CENTRE", Position.Manager, 2), ("SERVICE_CENTRE", Position.Director, 2),
        ("SERVICE_CENTRE", Position.Surveyor, 2), ("SERVICE_CENTRE", Position.Worker, 2),
        ("ENGINEERING", Position.Worker, 12), ("ENGINEERING", Position.Leader, 3), ("ENGINEERING", Position.Manager, 2), ("ENGINEERING", Position.Agent, 2),
        ("ENVIRONMENT", Position.Worker, 8), ("ENVIRONMENT", Position.Leader, 2), ("ENVIRONMENT", Position.Manager, 2), ("ENVIRONMENT", Position.Agent, 2),
        ("SECURITY", Position.Worker, 10), ("SECURITY", Position.Leader, 2), ("SECURITY", Position.Manager, 2), ("SECURITY", Position.Agent, 2),
        ("ADMINISTRATION", Position.Worker, 4), ("ADMINISTRATION", Position.Leader, 2), ("ADMINISTRATION", Position.Manager, 2), ("ADMINISTRATION", Position.Agent, 2),
        ("ADMINISTRATION", Position.Trainer, 3), ("ADMINISTRATION", Position.Administrator, 2),
    ];

    private static readonly (string Code, string Name, string Trade)[] Firms =
    [
        ("YUNTI", "云梯电梯维保有限公司", "lifts"),
        ("SAFE-RISE", "SafeRise Lift Services Ltd", "lifts"),
        ("QINGQUAN", "清泉给排水工程公司", "plumbing"),
        ("BLUE-PIPE", "Blue Pipe Plumbing", "plumbing"),
        ("WENNUAN", "温暖暖通设备公司", "heating"),
        ("MINGDE", "明德电力工程有限公司", "electrics"),
        ("JIAYUAN", "家园保洁服务公司", "cleaning"),
        ("LVYE", "绿野园林养护公司", "gardening"),
        ("ANCHONG", "安虫有害生物防治公司", "pest control"),
        ("SHIELD", "Harbour Shield Security Systems", "access control"),
        ("TINGCHE", "便捷停车系统公司", "parking"),
        ("OLD-ROOF", "Old Roof Waterproofing", "waterproofing"),
    ];

    public static async Task LoadAsync(DemoRequest request, NpgsqlConnection connection, CancellationToken cancel)
    {
        var random = new DemoRandom(request.Seed, "organization");
        var departments = (await DemoRows.ReadAsync(connection, "SELECT code, id FROM organization.departments", r => (Code: r.GetString(0), Id: r.GetGuid(1)), cancel))
            .ToDictionary(d => d.Code, d => d.Id);
        var staff = new DemoTable("organization.staff", "id", "number", "name", "position", "department_id", "email", "hired_on", "left_on", "active", "title");
        var posts = new Dictionary<(Guid Department, Position Position), List<Guid>>();
        var number = 0;
        foreach (var (code, position, count) in Posts)
        {
            // A company may have put other departments in place of the first ones.
            if (!departments.TryGetValue(code, out var department)) continue;
            var people = request.IsLarge && position is Position.Agent or Position.Worker ? count * 5 : count;
            for (var i = 0; i < people; i++)
            {
                var key = Add(staff, request, random, ++number, position, department, mayHaveLeft: i >= 2);
                if (!posts.TryGetValue((department, position), out var held)) posts.Add((department, position), held = []);
                held.Add(key);
            }
        }
        await staff.LoadAsync(connection, cancel);
        await AppointAsync(request, random, posts, departments, connection, cancel);
        await LoadPartnersAsync(request, random, connection, cancel);
        var calendars = new DemoTable("organization.business_calendars", "id", "code", "name", "version", "time_zone", "hours", "exceptions", "valid_from");
        string[] hours = [.. new[] { "MON", "TUE", "WED", "THU", "FRI" }.SelectMany(day => new[] { $"{day} 08:30-12:00", $"{day} 13:30-18:00" })];
        calendars.Add(random.Key(request.Now.AddYears(-3)), "OFFICE", "Office hours", 1, "Asia/Shanghai", hours, Array.Empty<string>(), request.Now.AddYears(-3));
        await calendars.LoadAsync(connection, cancel);
    }

    private static Guid Add(DemoTable staff, DemoRequest request, DemoRandom random, int number, Position position, Guid department, bool mayHaveLeft)
    {
        var person = DemoNames.Person(random, 0.85);
        // The first two of each post have been here longer than the demo looks back, so that somebody could do the work all the time.
        var hired = request.Today.AddDays(-(mayHaveLeft ? random.Between(20, 4000) : random.Between(800, 4000)));
        DateOnly? left = mayHaveLeft && random.Chance(0.06) ? hired.AddDays(random.Between(10, request.Today.DayNumber - hired.DayNumber)) : null;
        var key = random.Key(new DateTimeOffset(hired, new(8, 0), TimeSpan.Zero));
        staff.Add(key, $"S-{number:0000}", person.Name, position, department, $"{person.Latin}{number}@company.example", hired, left, left is null, TitleOf(position));
        return key;
    }

    private static string? TitleOf(Position position) => position switch
    {
        Position.Leader => "Shift leader",
        Position.Director => "Customer director",
        _ => null,
    };

    /// <summary>The centre's roles in each group, by those who are there all the time; one group misses a counterpart, and one got another not long ago.</summary>
    private static async Task AppointAsync(
        DemoRequest request, DemoRandom random, Dictionary<(Guid Department, Position Position), List<Guid>> posts, Dictionary<string, Guid> departments, NpgsqlConnection connection, CancellationToken cancel)
    {
        var roles = (await DemoRows.ReadAsync(connection, "SELECT code, id FROM organization.customer_service_roles WHERE is_active", r => (Code: r.GetString(0), Id: r.GetGuid(1)), cancel)).ToDictionary(r => r.Code, r => r.Id);
        var appointments = new DemoTable("organization.appointments", "id", "role_id", "department_id", "staff_id", "from", "to", "end");
        foreach (var (code, department) in departments.OrderBy(d => d.Key, StringComparer.Ordinal))
            foreach (var (role, position, place) in new[] { ("HEAD", Position.Leader, 0), ("SUPERVISOR", Position.Leader, 1), ("CONTACT", Position.Agent, 0) })
            {
                if (!roles.TryGetValue(role, out var key) || !posts.TryGetValue((department, position), out var people) || people.Count <= place || (code, role) == ("SECURITY", "SUPERVISOR")) continue;
                var since = request.Now.AddDays(-random.Between(100, 700));
                if ((code, role) == ("ENVIRONMENT", "CONTACT")) appointments.Add(random.Key(since.AddDays(-60)), key, department, people[1], since.AddDays(-60), since, AppointmentEnd.Replaced);
                appointments.Add(random.Key(since), key, department, people[place], since, null, null);
            }
        await appointments.LoadAsync(connection, cancel);
    }

    private static async Task LoadPartnersAsync(DemoRequest request, DemoRandom random, NpgsqlConnection connection, CancellationToken cancel)
    {
        var partners = new DemoTable("organization.partners", "id", "code", "name", "trade", "phone", "active");
        var people = new DemoTable("organization.partner_people", "id", "partner_id", "name", "phone", "email", "qualification", "active");
        foreach (var (code, name, trade) in Firms)
        {
            var key = random.Key(request.Now.AddDays(-random.Between(800, 3000)));
            partners.Add(key, code, name, trade, $"+86400820{random.Between(1000, 9999)}", code != "OLD-ROOF");
            for (var i = 1; i <= 3; i++)
            {
                var person = DemoNames.Person(random, 0.85);
                people.Add(random.Key(request.Now.AddDays(-random.Between(20, 800))), key, $"{person.Name} {i}", $"+86138{random.Between(10000000, 99999999)}", $"{person.Latin}{i}@{code.ToLowerInvariant()}.example", i == 1 ? $"Licensed for {trade}" : null, i < 3);
            }
        }
        await partners.LoadAsync(connection, cancel);
        await people.LoadAsync(connection, cancel);
    }
}
