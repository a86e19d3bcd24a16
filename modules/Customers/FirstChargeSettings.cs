using Microsoft.EntityFrameworkCore;

namespace PropertyGraph.Customers;

/// <summary>Kinds of charges, a dunning schedule and how long charges are kept, to start with; a company sets its own.</summary>
internal static class FirstChargeSettings
{
    private static readonly DateTimeOffset Always = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly (string Code, string Name, string NameZh)[] Kinds =
    [
        ("MANAGEMENT", "Management fee", "物业管理费"),
        ("UTILITIES", "Water, power and heating", "水电暖费"),
        ("PARKING", "Parking", "停车费"),
        ("REPAIR", "Repairs at the customer's expense", "维修费"),
        ("OTHER", "Other", "其他"),
    ];

    public static async Task Seed(CustomersDb db, CancellationToken cancel)
    {
        if (!await db.ChargeKinds.AnyAsync(cancel)) db.AddRange(Kinds.Select(k => new ChargeKind(k.Code, k.Name, k.NameZh)));
        if (!await db.DunningSchedules.AnyAsync(cancel)) db.Add(new DunningSchedule(1, [7, 21, 45], null, Always));
        if (!await db.RetentionRules.AnyAsync(cancel)) db.Add(new RetentionRule("Charge", 1, 10, "Books and vouchers are kept for ten years.", null, Always));
        await db.SaveChangesAsync(cancel);
    }
}
