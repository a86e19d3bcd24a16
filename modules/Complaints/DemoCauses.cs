using Microsoft.EntityFrameworkCore;
using Npgsql;
using PropertyGraph.Imports;

namespace PropertyGraph.Complaints;

/// <summary>
/// Why the demo's complaints came up. Where a countermeasure is tried, its cause comes up less often, or more often where it does harm: its effect can be seen. The choices are a stream of their own.
/// </summary>
internal sealed class DemoCauses
{
    /// <summary>Causes of each category, with how likely they are.</summary>
    private static readonly Dictionary<string, (string Cause, double Weight)[]> Likely = new()
    {
        ["LIFT_STOPPED"] = [("DOOR_DRIVE_WORN", 50), ("LIFT_CONTROL", 25), ("MAINTENANCE_OVERDUE", 15), ("CONDUCT", 2)],
        ["LIFT_NOISE"] = [("DOOR_DRIVE_WORN", 30), ("MAINTENANCE_OVERDUE", 40), ("LIFT_CONTROL", 20)],
        ["LEAK"] = [("SEAL_PERISHED", 50), ("PIPE_BLOCKED", 20), ("CONSTRUCTION", 15), ("WEATHER", 10)],
        ["COMMON_AREA_DAMAGE"] = [("FITTING_WORN", 55), ("ROUND_LEFT_OUT", 12), ("CONSTRUCTION", 15)],
        ["WATER_CUT"] = [("SUPPLIER", 35), ("PUMP_FAILING", 30), ("NOT_ANNOUNCED", 25)],
        ["WATER_PRESSURE"] = [("PUMP_FAILING", 60), ("PIPE_BLOCKED", 25)],
        ["POWER_CUT"] = [("CIRCUIT_OVERLOADED", 55), ("SUPPLIER", 30)],
        ["HEATING"] = [("PUMP_FAILING", 35), ("PIPE_BLOCKED", 25), ("MAINTENANCE_OVERDUE", 25)],
        ["CLEANING"] = [("ROUND_LEFT_OUT", 15), ("TOO_FEW", 60)],
        ["WASTE"] = [("ROUND_LEFT_OUT", 15), ("TOO_FEW", 50), ("WEATHER", 10)],
        ["GREENERY"] = [("ROUND_LEFT_OUT", 15), ("TOO_FEW", 40)],
        ["PESTS"] = [("ROUND_LEFT_OUT", 12), ("CONSTRUCTION", 30), ("WEATHER", 20)],
        ["BREAK_IN"] = [("ROUND_LEFT_OUT", 12), ("FITTING_WORN", 40), ("NEIGHBOURS", 20)],
        ["NOISE"] = [("NEIGHBOURS", 60), ("RULES_NOT_ENFORCED", 30)],
        ["PARKING"] = [("NEIGHBOURS", 40), ("RULES_NOT_ENFORCED", 45)],
        ["ACCESS"] = [("FITTING_WORN", 45), ("RULES_NOT_ENFORCED", 25)],
        ["FEE_AMOUNT"] = [("WRONG_DATA", 60), ("NO_FEEDBACK", 20)],
        ["FEE_METER"] = [("WRONG_DATA", 65), ("FITTING_WORN", 15)],
        ["CONTRACT"] = [("NO_FEEDBACK", 40), ("WRONG_DATA", 30)],
        ["STAFF_CONDUCT"] = [("CONDUCT", 65), ("SKILL_MISSING", 20)],
        ["LATE_ANSWER"] = [("NO_FEEDBACK", 60), ("TOO_FEW", 30)],
        ["REPAIR_QUALITY"] = [("REPAIR_INCOMPLETE", 60), ("SKILL_MISSING", 25)],
    };

    private static readonly (string Zh, string En)[] Improvements =
    [
        ("排查全部楼栋同一部位", "Look at the same part in all buildings"), ("缩短该设备保养周期", "Shorten the interval of its upkeep"), ("班组专项培训", "Train the shift on it"),
        ("更换为耐久型号", "Replace it by a model that lasts"), ("完善上门后的回访流程", "Call back after every visit"),
    ];

    private static readonly (string Zh, string En)[] Results =
        [("已完成，三个月内未再发生。", "Done; it has not come up for three months."), ("已完成，纳入月度检查。", "Done, and part of the monthly check now.")];

    private readonly DemoRequest request;
    private readonly IReadOnlyDictionary<string, Cause> causes;
    private readonly IReadOnlyList<DemoCountermeasure> countermeasures;

    private DemoCauses(DemoRequest request, DemoRandom random, IReadOnlyDictionary<string, Cause> causes, IReadOnlyList<DemoCountermeasure> countermeasures) =>
        (this.request, Random, this.causes, this.countermeasures) = (request, random, causes, countermeasures);

    public DemoRandom Random { get; }

    /// <summary>The causes of a company that kept those of the platform; without them nothing has a cause.</summary>
    public static async Task<DemoCauses> LoadAsync(DemoRequest request, DemoWorld world, ComplaintsDb db, CancellationToken cancel)
    {
        var random = new DemoRandom(request.Seed, "causes");
        var causes = await db.Causes.AsNoTracking().ToDictionaryAsync(c => c.Code, cancel);
        return new(request, random, causes, DemoCountermeasure.All(request, random, world, causes, await EffectRule.CurrentAsync(db, cancel)));
    }

    /// <summary>What is found to be the cause of a complaint; null where nobody found one.</summary>
    public Cause? Of(DemoFiling filing)
    {
        if (!Likely.TryGetValue(filing.Topic.Category, out var likely) || Random.Chance(0.15)) return null;
        var choices = likely.Select(l => (l.Cause, l.Weight * countermeasures.Aggregate(1.0, (factor, m) => factor * m.FactorOf(l.Cause, filing.Resident.Property, filing.At)))).Append(("", 10)).ToList();
        return causes.GetValueOrDefault(Random.Weighted(choices));
    }

    /// <summary>What follows a grave complaint that was solved, up to now.</summary>
    public Improvement Improve(Complaint complaint, bool isChinese, Guid owner, DateTimeOffset at)
    {
        var (title, result) = (Random.Pick(Improvements), Random.Pick(Results));
        var improvement = new Improvement(complaint, null, isChinese ? title.Zh : title.En, null, owner, at + TimeSpan.FromDays(Random.Between(14, 90)), owner, at);
        var ended = improvement.DueAt + TimeSpan.FromHours(Random.Between(-200, 100));
        // Few stay undone, and those not for long.
        if (ended >= request.Now || (ended > request.Now.AddDays(-30) && Random.Chance(0.3))) return improvement;
        if (Random.Chance(0.08)) improvement.End(ImprovementStatus.Dropped, isChinese ? "费用过高，暂缓。" : "Too dear for now.", owner, ended);
        else improvement.End(ImprovementStatus.Done, isChinese ? result.Zh : result.En, owner, ended);
        return improvement;
    }

    /// <summary>Loads the countermeasures, with what was measured at their gates: the complaints have to be there.</summary>
    public async Task LoadAsync(ComplaintsDb db, NpgsqlConnection connection, CancellationToken cancel)
    {
        var rows = new DemoCountermeasureRows(Random);
        foreach (var it in countermeasures)
            if (rows.Add(it.Countermeasure) is { } watched) db.Schedule(ComplaintsDb.EffectTimer, watched, request.Now);
        await rows.LoadAsync(connection, cancel);
    }
}

/// <summary>A countermeasure of the demo, and what it does to its cause where it is tried.</summary>
/// <param name="Code">Of the cause.</param>
/// <param name="Factor">How much likelier the cause is where it is tried, against the others of the same complaint.</param>
internal sealed record DemoCountermeasure(Countermeasure Countermeasure, string Code, double Factor)
{
    /// <summary>Gates are days before now, and the share of the properties in which it is tried from then on.</summary>
    private static readonly (string Cause, double Factor, string Title, string Description, (CountermeasureStep? Step, int DaysAgo, double Share, string Evidence)[] Gates)[] Plans =
    [
        ("DOOR_DRIVE_WORN", 0.35, "门机改用钢丝同步带 Belts with steel cords for door drives", "钢丝同步带寿命为普通皮带的三倍。They last three times as long as plain belts.",
        [
            (null, 520, 0, "一个月内三条皮带断裂。Three belts tore within a month."), (CountermeasureStep.Advance, 480, 0.15, "厂家测试数据。Tests of the maker."),
            (CountermeasureStep.Advance, 330, 0.5, "试点项目停梯明显减少。Lifts of the trial stop less often."), (CountermeasureStep.Advance, 150, 1, "扩大试点后仍然有效。It holds in the pilot."),
        ]),
        ("SEAL_PERISHED", 0.5, "每年入冬前更换密封 Seals changed each autumn", "漏水多发于老化密封。Most leaks come from seals that have perished.",
        [
            (null, 330, 0, "去年冬天漏水过半源于密封。More than half of last winter's leaks."), (CountermeasureStep.Advance, 290, 0.2, "材料成本低。The material is cheap."),
            (CountermeasureStep.Advance, 120, 0.5, "试点楼栋漏水减半。Leaks of the trial have halved."),
        ]),
        ("PUMP_FAILING", 0.6, "水泵在线监测 Pumps watched by sensors", "振动与温度报警，先于故障维修。Vibration and heat tell before they fail.",
            [(null, 160, 0, "故障前常有异响。They are loud before they fail."), (CountermeasureStep.Advance, 110, 0.2, "供应商免费试用。The supplier lends them.")]),
        ("ROUND_LEFT_OUT", 12, "取消纸质签到 No paper lists for rounds", "纸质签到费时。Paper lists take time.",
            [(null, 210, 0, "班组建议。The shift asks for it."), (CountermeasureStep.Advance, 180, 0.2, "先在少数项目试行。Tried in a few places.")]),
        ("NEIGHBOURS", 1, "楼道张贴安静时段 Quiet hours on posters", "提醒邻里。To remind people.",
        [
            (null, 400, 0, "成本低。It is cheap."), (CountermeasureStep.Advance, 380, 0.2, "居委会支持。The neighbourhood committee supports it."),
            (CountermeasureStep.Reject, 290, 0, "投诉没有减少。Complaints did not become fewer."),
        ]),
        ("NOT_ANNOUNCED", 1, "停水停电前短信通知 A message before every cut", "提前一天通知住户。Residents are told a day ahead.",
            [(null, 20, 0, "四分之一的停水投诉因未告知。A quarter of the complaints about cuts.")]),
    ];

    public static IReadOnlyList<DemoCountermeasure> All(DemoRequest request, DemoRandom random, DemoWorld world, IReadOnlyDictionary<string, Cause> causes, EffectRule rule)
    {
        Guid[] properties = [.. world.Residents.Select(r => r.Property).Distinct()];
        Guid[] managers = [.. world.People(Access.Position.Manager)], leaders = [.. world.People(Access.Position.Leader)];
        var all = new List<DemoCountermeasure>();
        foreach (var (code, factor, title, description, gates) in Plans)
        {
            if (!causes.TryGetValue(code, out var cause) || managers.Length == 0 || leaders.Length == 0) continue;
            var order = random.Shuffled(properties);
            Countermeasure? it = null;
            foreach (var (step, daysAgo, share, evidence) in gates)
            {
                var at = request.Now.AddDays(-daysAgo).AddHours(-random.Between(1, 8));
                if (it is null) it = new Countermeasure(cause, title, description, random.Pick(leaders), evidence, random.Pick(leaders), at);
                else it.Take(step!.Value, new([.. order.Take((int)Math.Ceiling(share * order.Count))], it.OwnerId, evidence, random.Pick(managers)), null, share > 0 ? rule : null, at);
            }
            all.Add(new(it!, code, factor));
        }
        return all;
    }

    public double FactorOf(string cause, Guid property, DateTimeOffset at) =>
        cause == Code && Countermeasure.Stages.Any(s => s.From <= at && (s.To is null || at < s.To) && s.Sites.Any(x => x.PropertyId == property)) ? Factor : 1;
}

/// <summary>Countermeasures as rows, under keys that are the same for the same seed.</summary>
internal sealed class DemoCountermeasureRows(DemoRandom random)
{
    private readonly DemoTable countermeasures = new("complaints.countermeasures", "id", "cause_id", "title", "description", "status", "owner_id", "proposed_at", "stage_id", "version");
    private readonly DemoTable stages = new("complaints.countermeasure_stages", "id", "countermeasure_id", "status", "from", "to", "owner_id", "evidence", "decided_by_id", "rule_id");
    private readonly DemoTable sites = new("complaints.countermeasure_sites", "id", "stage_id", "property_id");

    /// <summary>Adds one with all its stages, and gives the key of the present one where it is tried somewhere.</summary>
    public Guid? Add(Countermeasure it)
    {
        var (key, present) = (random.Key(it.ProposedAt), Guid.Empty);
        foreach (var stage in it.Stages)
        {
            stages.Add(present = random.Key(stage.From), key, stage.Status, stage.From, stage.To, stage.OwnerId, stage.Evidence, stage.DecidedById, stage.RuleId);
            foreach (var site in stage.Sites) sites.Add(random.Key(stage.From), present, site.PropertyId);
        }
        countermeasures.Add(key, it.CauseId, it.Title, it.Description, it.Status, it.OwnerId, it.ProposedAt, present, it.Version);
        return CountermeasureLifecycle.IsTried(it.Status) ? present : null;
    }

    public async Task LoadAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await countermeasures.LoadAsync(connection, cancel);
        await stages.LoadAsync(connection, cancel);
        await sites.LoadAsync(connection, cancel);
        await using (var owners = new NpgsqlCommand(CountermeasureOwner.FromStages, connection)) await owners.ExecuteNonQueryAsync(cancel);
        await using var measure = new NpgsqlCommand(
            """
            UPDATE complaints.countermeasure_stages AS s SET measured = complaints.countermeasure_counts(b.id, s."from")
            FROM complaints.countermeasure_stages AS b WHERE b.countermeasure_id = s.countermeasure_id AND b."to" = s."from"
            """, connection);
        await measure.ExecuteNonQueryAsync(cancel);
    }
}
