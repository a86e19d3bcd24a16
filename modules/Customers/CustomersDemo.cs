using Npgsql;
using PropertyGraph.Imports;

namespace PropertyGraph.Customers;

/// <summary>Properties with their buildings and units, the customers in them, how to reach them, and what was said.</summary>
internal static class CustomersDemo
{
    public static async Task LoadAsync(DemoRequest request, CustomersDb db, NpgsqlConnection connection, CancellationToken cancel)
    {
        var random = new DemoRandom(request.Seed, "customers");
        var places = await DemoPlaces.LoadAsync(request, random, connection, cancel);
        var people = await DemoCustomers.LoadAsync(request, random, connection, cancel);
        var occupancies = await new DemoOccupancies(request, random).LoadAsync(places, people, connection, cancel);
        await DemoConversations.LoadAsync(request, random, people, connection, cancel);
        await DemoRecords.LoadAsync(request, new DemoRandom(request.Seed, "customer records"), people, connection, cancel);
        await new DemoCharges(request, new(request.Seed, "charges"), db).LoadAsync(occupancies, connection, cancel);
        await using var terms = new NpgsqlCommand(
            """
            INSERT INTO customers.key_account_terms (id, customer_id, tier, account_manager_id, "from")
            SELECT c.id, c.id, c.key_account_tier, c.account_manager_id, c.since::timestamp AT TIME ZONE 'UTC' FROM customers.customers AS c WHERE c.key_account_tier IS NOT NULL
            """, connection);
        await terms.ExecuteNonQueryAsync(cancel);
    }
}

/// <summary>A unit of the demo.</summary>
internal sealed record DemoUnit(Guid Id, string Property, string Building, string Code, decimal Area, UnitUsage Usage, DateOnly ManagedSince);

/// <summary>Estates, office parks and what stands in them.</summary>
internal sealed class DemoPlaces
{
    private enum Site { Residential, Office, Mixed }

    private static readonly (string Zh, string En)[] Estates =
    [
        ("云栖花园", "Cloud Rest Garden"), ("江湾一号", "Riverbend One"), ("金桥商务中心", "Golden Bridge Business Centre"), ("翠竹园", "Bamboo Court"),
        ("海天广场", "Sea and Sky Plaza"), ("梧桐里", "Plane Tree Lane"), ("桂花苑", "Osmanthus Court"), ("星河湾", "Milky Way Bay"), ("中央公寓", "Central Apartments"),
        ("银杏家园", "Ginkgo Home"), ("东方科技园", "Orient Science Park"), ("湖畔雅居", "Lakeside Residence"),
    ];

    private static readonly (string City, string Road)[] Roads =
    [
        ("上海", "浦东新区银城中路"), ("杭州", "西湖区文三路"), ("上海", "徐汇区漕溪北路"), ("苏州", "工业园区星湖街"), ("南京", "建邺区江东中路"), ("上海", "长宁区虹桥路"),
    ];

    private readonly DemoTable properties = new("customers.properties", "id", "code", "name", "address", "city", "managed_since");
    private readonly DemoTable buildings = new("customers.buildings", "id", "property_id", "code", "name", "floors");
    private readonly DemoTable units = new("customers.units", "id", "property_id", "building_id", "code", "floor", "area", "usage", "occupancy_version");
    private readonly List<DemoUnit> all = [];
    private readonly DemoRequest request;
    private readonly DemoRandom random;

    private DemoPlaces(DemoRequest request, DemoRandom random) => (this.request, this.random) = (request, random);

    public static async Task<IReadOnlyList<DemoUnit>> LoadAsync(DemoRequest request, DemoRandom random, NpgsqlConnection connection, CancellationToken cancel)
    {
        var places = new DemoPlaces(request, random);
        for (var i = 0; i < (request.IsLarge ? 60 : 6); i++) places.AddProperty(i);
        await places.properties.LoadAsync(connection, cancel);
        await places.buildings.LoadAsync(connection, cancel);
        await places.units.LoadAsync(connection, cancel);
        return places.all;
    }

    private void AddProperty(int index)
    {
        var (zh, en) = Estates[index % Estates.Length];
        var phase = index / Estates.Length;
        var (city, road) = Roads[index % Roads.Length];
        var since = request.Today.AddDays(-random.Between(1500, 5000));
        var key = KeyOn(since);
        var code = $"P{index + 1:00}";
        var name = phase == 0 ? $"{zh} {en}" : $"{zh}{phase + 1}期 {en} Phase {phase + 1}";
        properties.Add(key, code, name, $"{city}市{road}{random.Between(1, 999)}号", city, since);

        var site = zh.Contains("商务", StringComparison.Ordinal) || zh.Contains("科技", StringComparison.Ordinal) ? Site.Office
            : zh.Contains("广场", StringComparison.Ordinal) ? Site.Mixed : Site.Residential;
        for (var b = 1; b <= (request.IsLarge ? 7 : 3); b++) AddTower(site, key, code, b, since);
        AddGarage(key, code, since);
    }

    private void AddTower(Site site, Guid property, string propertyCode, int number, DateOnly since)
    {
        var offices = site == Site.Office || (site == Site.Mixed && number == 2);
        var code = offices ? $"T{number}" : $"{number}";
        var floors = request.IsLarge ? random.Between(12, 18) : random.Between(8, 11);
        var key = KeyOn(since);
        buildings.Add(key, property, code, offices ? $"Tower {number}" : $"{number}号楼", floors);
        for (var floor = 1; floor <= floors; floor++)
            for (var door = 1; door <= 4; door++)
            {
                var usage = site == Site.Mixed && floor == 1 ? UnitUsage.Retail : offices ? UnitUsage.Office : UnitUsage.Residential;
                var area = usage == UnitUsage.Residential ? random.Between(4500, 16000) : random.Between(6000, 60000);
                AddUnit(property, propertyCode, key, code, $"{floor}{door:00}", floor, area / 100m, usage, since);
            }
    }

    private void AddGarage(Guid property, string propertyCode, DateOnly since)
    {
        var key = KeyOn(since);
        buildings.Add(key, property, "G", "地下车库 Garage", 1);
        for (var i = 1; i <= (request.IsLarge ? 60 : 14); i++) AddUnit(property, propertyCode, key, "G", $"B1-{i:000}", -1, 12.5m, UnitUsage.Parking, since);
    }

    private void AddUnit(Guid property, string propertyCode, Guid building, string buildingCode, string code, int floor, decimal area, UnitUsage usage, DateOnly since)
    {
        var key = KeyOn(since);
        units.Add(key, property, building, code, floor, area, usage, 0);
        all.Add(new(key, propertyCode, buildingCode, code, area, usage, since));
    }

    private Guid KeyOn(DateOnly day) => random.Key(new DateTimeOffset(day, new(8, 0), TimeSpan.Zero));
}
