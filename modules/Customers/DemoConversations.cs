using Npgsql;
using PropertyGraph.Imports;

namespace PropertyGraph.Customers;

/// <summary>Calls, visits and letters of the last two years.</summary>
internal static class DemoConversations
{
    private static readonly (string Zh, string En, bool IsConflict)[] Inbound =
    [
        ("咨询物业费缴纳方式。", "Asked how the management fee can be paid.", false),
        ("询问装修申请需要的材料。", "Asked which papers a renovation request needs.", false),
        ("预约家电维修。", "Asked for a repair appointment.", false),
        ("反映访客停车不便，已说明规则。", "Said that visitors find no parking; the rules were explained.", false),
        ("感谢保安帮忙找回快递。", "Thanked the guard who found a lost parcel.", false),
        ("对物业费金额有异议，拒绝缴纳本季度费用。", "Disputes the fee and refuses to pay this quarter.", true),
        ("对维修结果不满，情绪激动。", "Was upset about how a repair turned out.", true),
    ];

    private static readonly (string Zh, string En)[] Outbound =
    [
        ("回访维修结果，客户表示满意。", "Called back about a repair; the customer is content."),
        ("通知本周六停水检修。", "Announced that water is cut off on Saturday for maintenance."),
        ("提醒租约即将到期。", "Reminded that the lease ends soon."),
        ("邀请参加业主座谈会。", "Invited to the residents' meeting."),
    ];

    private static readonly (InteractionChannel, double)[] Channels =
    [
        (InteractionChannel.Phone, 45), (InteractionChannel.App, 22), (InteractionChannel.InPerson, 15), (InteractionChannel.Email, 10), (InteractionChannel.Web, 6), (InteractionChannel.Post, 2),
    ];

    public static async Task LoadAsync(DemoRequest request, DemoRandom random, IReadOnlyList<DemoCustomer> customers, NpgsqlConnection connection, CancellationToken cancel)
    {
        // Published tables of a module that this one depends on.
        var agents = await DemoRows.ReadAsync(connection, "SELECT id FROM organization.staff WHERE active AND position = 'AGENT' ORDER BY number", r => r.GetGuid(0), cancel);
        var table = new DemoTable("customers.interactions", "id", "customer_id", "channel", "direction", "summary", "is_conflict", "staff_id", "at");
        foreach (var customer in customers)
            for (var left = customer.KeyAccount ? random.Between(8, 20) : random.Between(0, 5); left > 0; left--)
                Add(table, request, random, customer, agents);
        await table.LoadAsync(connection, cancel);
    }

    private static void Add(DemoTable table, DemoRequest request, DemoRandom random, DemoCustomer customer, IReadOnlyList<Guid> agents)
    {
        var start = new DateTimeOffset(customer.Since, new(9, 0), TimeSpan.Zero);
        var at = random.Moment(start > request.Now.AddMonths(-24) ? start : request.Now.AddMonths(-24), request.Now);
        Guid? staff = agents.Count == 0 || random.Chance(0.05) ? null : random.Pick(agents);
        if (random.Chance(0.3))
        {
            var (zh, en) = random.Pick(Outbound);
            table.Add(random.Key(at), customer.Id, random.Weighted(Channels), InteractionDirection.Outbound, customer.IsChinese ? zh : en, false, staff, at);
            return;
        }
        var said = random.Chance(0.95) ? Inbound[random.Between(0, 4)] : Inbound[random.Between(5, 6)];
        table.Add(random.Key(at), customer.Id, random.Weighted(Channels), InteractionDirection.Inbound, customer.IsChinese ? said.Zh : said.En, said.IsConflict, staff, at);
    }
}
