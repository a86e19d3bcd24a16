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
        var staff = new DemoTable("organization.staff", "id", "number", "name", "position", "department_id", "email", "hired_on", "left_on", "active");
        var leads = new Dictionary<Guid, Guid>();
        var number = 0;
        foreach (var (code, position, count) in Posts)
        {
            // A company may have put other departments in place of the first ones.
            if (!departments.TryGetValue(code, out var department)) continue;
            var people = request.IsLarge && position is Position.Agent or Position.Worker ? count * 5 : count;
            for (var i = 0; i < people; i++)
            {
                var key = Add(staff, request, random, ++number, position, department, mayHaveLeft: i >= 2);
                if (position == Position.Leader) leads.TryAdd(department, key);
            }
        }
        await staff.LoadAsync(connection, cancel);
        await AppointAsync(leads, connection, cancel);
        await LoadPartnersAsync(request, random, connection, cancel);
    }

    private static Guid Add(DemoTable staff, DemoRequest request, DemoRandom random, int number, Position position, Guid department, bool mayHaveLeft)
    {
        var person = DemoNames.Person(random, 0.85);
        // The first two of each post have been here longer than the demo looks back, so that somebody could do the work all the time.
        var hired = request.Today.AddDays(-(mayHaveLeft ? random.Between(20, 4000) : random.Between(800, 4000)));
        DateOnly? left = mayHaveLeft && random.Chance(0.06) ? hired.AddDays(random.Between(10, request.Today.DayNumber - hired.DayNumber)) : null;
        var key = random.Key(new DateTimeOffset(hired, new(8, 0), TimeSpan.Zero));
        staff.Add(key, $"S-{number:0000}", person.Name, position, department, $"{person.Latin}{number}@company.example", hired, left, left is null);
        return key;
    }

    private static async Task AppointAsync(Dictionary<Guid, Guid> leads, NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var appoint = new NpgsqlCommand(
            "UPDATE organization.departments AS d SET customer_service_lead_id = l.staff FROM unnest($1, $2) AS l (department, staff) WHERE d.id = l.department AND d.customer_service_lead_id IS NULL",
            connection) { Parameters = { new() { Value = leads.Keys.ToArray() }, new() { Value = leads.Values.ToArray() } } };
        await appoint.ExecuteNonQueryAsync(cancel);
    }

    private static async Task LoadPartnersAsync(DemoRequest request, DemoRandom random, NpgsqlConnection connection, CancellationToken cancel)
    {
        var partners = new DemoTable("organization.partners", "id", "code", "name", "trade", "phone", "active");
        foreach (var (code, name, trade) in Firms)
            partners.Add(random.Key(request.Now.AddDays(-random.Between(800, 3000))), code, name, trade, $"+86400820{random.Between(1000, 9999)}", code != "OLD-ROOF");
        await partners.LoadAsync(connection, cancel);
    }
}
