using Microsoft.EntityFrameworkCore;
using PropertyGraph.Commands;

namespace PropertyGraph.Complaints;

/// <summary>A category tree and deadlines to start with; a company changes both as it likes.</summary>
internal static class FirstCategories
{
    private const ComplaintSeverity Major = ComplaintSeverity.Major;

    private static readonly Root[] Tree =
    [
        new("BUILDING", "Building and equipment", "房屋与设备", "ENGINEERING",
        [
            new("LIFT_STOPPED", "Lift out of order", "电梯停运", Major),
            new("LIFT_NOISE", "Lift noisy or jerking", "电梯异响或抖动"),
            new("LEAK", "Water leaking in", "渗漏水", Major),
            new("COMMON_AREA_DAMAGE", "Damage in common areas", "公共部位损坏"),
        ]),
        new("UTILITIES", "Water and power", "水电供应", "ENGINEERING",
        [
            new("WATER_CUT", "No water", "停水", Major),
            new("WATER_PRESSURE", "Water pressure too low", "水压不足"),
            new("POWER_CUT", "No power", "停电", Major),
            new("HEATING", "Heating or air conditioning", "供暖或空调"),
        ]),
        new("ENVIRONMENT", "Cleaning and environment", "清洁与环境", "ENVIRONMENT",
        [
            new("CLEANING", "Cleaning", "保洁"),
            new("WASTE", "Waste not collected", "垃圾清运不及时"),
            new("GREENERY", "Greenery", "绿化养护"),
            new("PESTS", "Pests", "虫鼠害"),
        ]),
        new("ORDER", "Security and order", "安全与秩序", "SECURITY",
        [
            new("BREAK_IN", "Theft or break-in", "盗窃或入室", Major),
            new("NOISE", "Noise from neighbours or works", "噪音扰民"),
            new("PARKING", "Parking", "车辆停放"),
            new("ACCESS", "Gates and visitors", "门禁与访客"),
        ]),
        new("FEES", "Fees and contracts", "收费与合同", "ADMINISTRATION",
        [
            new("FEE_AMOUNT", "Amount of a fee", "费用金额有误"),
            new("FEE_METER", "Meter reading", "水电抄表有误"),
            new("CONTRACT", "Contract or moving in and out", "合同与入住退租"),
        ]),
        new("SERVICE", "Service", "服务", "SERVICE_CENTRE",
        [
            new("STAFF_CONDUCT", "Conduct of staff", "员工态度"),
            new("LATE_ANSWER", "No answer, or a late one", "答复不及时"),
            new("REPAIR_QUALITY", "Repair badly done", "维修质量"),
            new("LOW_SURVEY_SCORE", "Low score in a survey", "问卷评分过低"),
        ]),
    ];

    /// <summary>Hours to resolve: for a category and those under it, or for all the others.</summary>
    private static readonly (string? Category, ComplaintSeverity Severity, int Hours)[] Levels =
    [
        (null, Major, 24),
        (null, ComplaintSeverity.General, 72),
        ("UTILITIES", Major, 8),
        ("LIFT_STOPPED", Major, 8),
        ("FEES", ComplaintSeverity.General, 168),
    ];

    public static async Task Seed(ComplaintsDb db, IGraph graph, CancellationToken cancel)
    {
        var added = await db.Categories.AnyAsync(cancel) ? [] : await CategoriesAsync(graph, cancel);
        db.AddRange(added);
        // Without a level for each severity nothing could be filed, so these come back even where a company brought its own tree.
        var has = await db.ServiceLevels.Where(l => l.CategoryId == null).Select(l => l.Severity).ToListAsync(cancel);
        foreach (var (code, severity, hours) in Levels)
        {
            var category = added.Find(c => c.Code == code);
            if (code is null ? !has.Contains(severity) : category is not null) db.Add(Promise(category?.Id, severity, hours));
        }
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Beside the resolution: an answer within half an hour or four hours, somebody on the spot within four hours or two days, no day or no three days without a word.</summary>
    private static ServiceLevel Promise(Guid? category, ComplaintSeverity severity, int hours) => severity == Major
        ? new ServiceLevel(category, severity, hours, pausesOnHold: true).Promising(acknowledge: 30, investigate: 240, silence: 24 * 60, escalateAfter: 120)
        : new ServiceLevel(category, severity, hours, pausesOnHold: true).Promising(acknowledge: 240, investigate: 48 * 60, silence: 72 * 60, escalateAfter: 24 * 60);

    private static async Task<List<Category>> CategoriesAsync(IGraph graph, CancellationToken cancel)
    {
        var departments = await GraphKeys.ByAsync(graph, "departments", "Department", "code", Tree.Select(r => r.Department), cancel);
        var all = new List<Category>();
        foreach (var root in Tree)
        {
            var above = new Category(root.Code, root.Name, root.NameZh);
            above.Default(null, departments.TryGetValue(root.Department, out var department) ? department : null);
            all.Add(above);
            foreach (var (code, name, nameZh, severity) in root.Children)
            {
                var below = new Category(code, name, nameZh);
                below.PlaceUnder(above.Id);
                below.Default(severity, null);
                all.Add(below);
            }
        }
        return all;
    }

    private sealed record Root(string Code, string Name, string NameZh, string Department, IReadOnlyList<Leaf> Children);

    private sealed record Leaf(string Code, string Name, string NameZh, ComplaintSeverity? Severity = null);
}
