using Microsoft.EntityFrameworkCore;

namespace PropertyGraph.Complaints;

/// <summary>A tree of causes to start with; a company changes it as it likes.</summary>
internal static class FirstCauses
{
    private static readonly Root[] Tree =
    [
        new("EQUIPMENT", "Equipment and material", "设备与材料",
        [
            new("DOOR_DRIVE_WORN", "Door drive of a lift worn", "电梯门机磨损"),
            new("LIFT_CONTROL", "Control or sensor of a lift failing", "电梯控制或传感器故障"),
            new("SEAL_PERISHED", "Seal or joint perished", "密封老化"),
            new("PIPE_BLOCKED", "Pipe blocked or corroded", "管道堵塞或锈蚀"),
            new("PUMP_FAILING", "Pump failing or too weak", "水泵故障或功率不足"),
            new("CIRCUIT_OVERLOADED", "Circuit overloaded", "电路过载"),
            new("FITTING_WORN", "Lamp, lock or fitting worn out", "灯具门锁等老化"),
        ]),
        new("WORK", "Work and upkeep", "作业与维护",
        [
            new("REPAIR_INCOMPLETE", "Repair that left the cause in place", "维修未除根"),
            new("MAINTENANCE_OVERDUE", "Maintenance overdue", "维护逾期"),
            new("ROUND_LEFT_OUT", "Round left out", "漏巡漏扫"),
        ]),
        new("PROCESS", "Process and information", "流程与信息",
        [
            new("NOT_ANNOUNCED", "Not announced", "未提前告知"),
            new("NO_FEEDBACK", "No word while work went on", "处理中无反馈"),
            new("WRONG_DATA", "Wrong data", "数据有误"),
            new("RULES_NOT_ENFORCED", "House rules not enforced", "管理规约执行不力"),
        ]),
        new("PEOPLE", "People", "人员",
        [
            new("CONDUCT", "Conduct towards customers", "服务态度"),
            new("SKILL_MISSING", "Skill missing", "技能不足"),
            new("TOO_FEW", "Too few people on duty", "在岗人手不足"),
        ]),
        new("OUTSIDE", "Outside the company's hands", "外部原因",
        [
            new("NEIGHBOURS", "Conduct of neighbours or visitors", "邻里或访客行为"),
            new("SUPPLIER", "Cut by the supplier", "供应方中断"),
            new("WEATHER", "Weather", "天气"),
            new("CONSTRUCTION", "Fault of construction", "建筑缺陷"),
        ]),
    ];

    public static async Task Seed(ComplaintsDb db, CancellationToken cancel)
    {
        if (await db.Causes.AnyAsync(cancel)) return;
        foreach (var (code, name, nameZh, children) in Tree)
        {
            var above = new Cause(code, name, nameZh);
            var all = new Dictionary<Guid, Cause> { [above.Id] = above };
            db.Add(above);
            foreach (var child in children)
            {
                var below = new Cause(child.Code, child.Name, child.NameZh);
                below.PlaceUnder(above, all);
                db.Add(below);
            }
        }
        await db.SaveChangesAsync(cancel);
    }

    private sealed record Root(string Code, string Name, string NameZh, IReadOnlyList<Leaf> Children);

    private sealed record Leaf(string Code, string Name, string NameZh);
}
