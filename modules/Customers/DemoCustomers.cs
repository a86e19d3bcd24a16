using System.Globalization;
using Npgsql;
using PropertyGraph.Imports;

namespace PropertyGraph.Customers;

/// <summary>A customer of the demo.</summary>
/// <param name="KeyAccount">Whether it is one of the few customers with many units.</param>
internal sealed record DemoCustomer(Guid Id, CustomerKind Kind, bool KeyAccount, bool IsChinese, DateOnly Since);

/// <summary>Persons, companies and key accounts, with contacts.</summary>
internal static class DemoCustomers
{
    private static readonly string[] Names = ["华信", "远洋", "恒通", "博雅", "瑞丰", "天合", "新创", "锦程", "同济", "万象", "启明", "中盛", "百川", "嘉禾", "东升"];
    private static readonly string[] Trades = ["贸易有限公司", "科技有限公司", "设计事务所", "律师事务所", "教育咨询有限公司", "餐饮管理有限公司", "医疗器械有限公司", "会计师事务所"];
    private static readonly string[] Foreign = ["Northwind", "Larkspur", "Bluewater", "Hartmann", "Meridian", "Oakfield", "Silverline", "Castell"];
    private static readonly string[] ForeignTrades = ["Trading (Shanghai) Ltd", "Consulting", "Logistics Ltd", "Studio", "Coffee", "Insurance Brokers", "Software Ltd"];

    public static async Task<IReadOnlyList<DemoCustomer>> LoadAsync(DemoRequest request, DemoRandom random, NpgsqlConnection connection, CancellationToken cancel)
    {
        // Published tables of a module that this one depends on.
        var managers = await DemoRows.ReadAsync(connection,
            """
            SELECT s.id FROM organization.staff AS s JOIN organization.departments AS d ON d.id = s.department_id
            WHERE s.active AND d.code = 'SERVICE_CENTRE' AND s.position IN ('AGENT', 'LEADER', 'MANAGER') ORDER BY s.number
            """, r => r.GetGuid(0), cancel);
        var first = (await DemoRows.ReadAsync(connection,
            "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM customers.customer_numbers", r => r.GetInt64(0), cancel))[0];
        var rows = new DemoTable("customers.customers", "id", "number", "kind", "name", "language", "since", "key_account_tier", "account_manager_id");
        var contacts = new DemoTable("customers.contacts", "id", "customer_id", "channel", "value", "purpose", "consent");
        var all = new List<DemoCustomer>();
        var count = request.IsLarge ? 20_000 : 500;
        for (var i = 1; i <= count; i++)
        {
            var isKeyAccount = managers.Count > 0 && i % 50 == 25;
            var isCompany = isKeyAccount || random.Chance(0.13);
            var person = DemoNames.Person(random, isCompany ? 0.75 : 0.88);
            var since = request.Today.AddDays(-(random.Chance(0.8) ? random.Between(735, 4000) : random.Between(10, 734)));
            var key = random.Key(new DateTimeOffset(since, new(9, 0), TimeSpan.Zero));
            KeyAccountTier? tier = isKeyAccount ? random.Weighted([(KeyAccountTier.Silver, 5d), (KeyAccountTier.Gold, 3), (KeyAccountTier.Platinum, 2)]) : null;
            rows.Add(key, $"C-{first + i:000000}", isCompany ? CustomerKind.Company : CustomerKind.Person, isCompany ? Company(random, person.IsChinese) : person.Name,
                person.IsChinese ? "zh-CN" : "en", since, tier, tier is null ? null : random.Pick(managers));
            AddContacts(contacts, random, key, person, isCompany, since);
            all.Add(new(key, isCompany ? CustomerKind.Company : CustomerKind.Person, isKeyAccount, person.IsChinese, since));
        }
        await rows.LoadAsync(connection, cancel);
        await contacts.LoadAsync(connection, cancel);
        await using var advance = new NpgsqlCommand($"SELECT setval('customers.customer_numbers', {(first + count).ToString(CultureInfo.InvariantCulture)})", connection);
        await advance.ExecuteNonQueryAsync(cancel);
        return all;
    }

    private static string Company(DemoRandom random, bool isChinese) => isChinese
        ? $"{random.Pick(DemoCities)}{random.Pick(Names)}{random.Pick(Trades)}"
        : $"{random.Pick(Foreign)} {random.Pick(ForeignTrades)}";

    private static readonly string[] DemoCities = ["上海", "杭州", "苏州", "南京", "宁波", "无锡"];

    private static void AddContacts(DemoTable contacts, DemoRandom random, Guid customer, DemoPerson person, bool isCompany, DateOnly since)
    {
        var at = new DateTimeOffset(since, new(9, 5), TimeSpan.Zero);
        // All in the block of one service number of a mobile operator, so that nobody's own number is in it.
        var phone = $"+861380013{random.Between(8000, 8999)}";
        contacts.Add(random.Key(at), customer, ContactChannel.Phone, phone, ContactPurpose.Service, random.Chance(0.9));
        if (random.Chance(0.3)) contacts.Add(random.Key(at), customer, ContactChannel.Phone, phone, ContactPurpose.Emergency, true);
        if (isCompany || random.Chance(0.6))
            contacts.Add(random.Key(at), customer, ContactChannel.Email, $"{person.Latin}{random.Between(1, 9999)}@mail.example", ContactPurpose.Service, random.Chance(0.85));
        if (isCompany) contacts.Add(random.Key(at), customer, ContactChannel.Email, $"accounts.{person.Latin}@mail.example", ContactPurpose.Billing, true);
        if (random.Chance(0.35)) contacts.Add(random.Key(at), customer, ContactChannel.App, person.Latin, ContactPurpose.Service, true);
        if (random.Chance(0.4)) contacts.Add(random.Key(at), customer, ContactChannel.Phone, phone, ContactPurpose.Marketing, random.Chance(0.25));
    }
}
