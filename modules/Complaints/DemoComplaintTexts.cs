namespace PropertyGraph.Complaints;

/// <summary>What people complain about in the demo. In the texts, <c>{b}</c> is the building, <c>{u}</c> the unit, <c>{n}</c> a small number.</summary>
/// <param name="Weight">How often, against the others.</param>
/// <param name="Season">Which months bring more of it.</param>
/// <param name="Evening">Whether it is mostly reported after work.</param>
/// <param name="Recurs">Share of the complaints that come from the few buildings where the cause stays.</param>
/// <param name="Trade">Trade of the partner that may be called; null where nobody is.</param>
/// <param name="Texts">Title and description, in Chinese and in English.</param>
internal sealed record DemoTopic(
    string Category, double Weight, DemoSeason Season, bool Evening, double Recurs, string? Trade, params (string Zh, string ZhMore, string En, string EnMore)[] Texts);

internal enum DemoSeason { None, Winter, Summer }

internal static class DemoComplaintTexts
{
    public static readonly IReadOnlyList<DemoTopic> Topics =
    [
        new("LIFT_STOPPED", 6, DemoSeason.Summer, false, 0.6, "lifts",
            ("{b}电梯停运", "{b}电梯今天早上停在{n}楼，老人上下楼非常不便，请尽快维修。", "Lift in {b} out of order", "The lift has been stuck at floor {n} since this morning and my parents can't get down."),
            ("电梯又坏了", "这个月第{n}次停梯了，每次修好没几天又坏。", "Lift broken again", "This is breakdown number {n} this month; every repair lasts a few days at most."),
            ("电梯困人", "电梯困人约{n}0分钟，对讲无人应答。", "Trapped in the lift", "I was trapped in the lift for {n}0 minutes and nobody answered the intercom.")),
        new("LIFT_NOISE", 4, DemoSeason.None, false, 0.5, "lifts",
            ("电梯异响", "电梯运行到{n}楼时有明显异响和抖动。", "Lift makes a loud noise", "There is a grinding noise whenever the lift passes floor {n}.")),
        new("LEAK", 7, DemoSeason.Winter, false, 0.5, "plumbing",
            ("{u}卫生间漏水", "楼上渗水到我家卫生间天花板，已经{n}天了。", "Water through the ceiling of {u}", "Water has been dripping from the bathroom ceiling for {n} days."),
            ("外墙渗水", "下雨后{b}外墙渗水，墙面发霉。", "Damp outer wall", "After rain the wall in {b} is wet and mould is growing."),
            ("地下车库漏水", "车库顶板滴水，已经滴到车上。", "Leak in the garage", "Water drips from the garage ceiling onto parked cars.")),
        new("COMMON_AREA_DAMAGE", 5, DemoSeason.None, false, 0.2, null,
            ("楼道灯不亮", "{b}{n}层楼道灯坏了一周没人换。", "Corridor lights out", "The corridor lights on floor {n} of {b} have been out for a week."),
            ("门厅地砖破损", "大堂地砖松动，容易绊倒人。", "Broken tiles in the lobby", "Loose tiles in the lobby: somebody is going to trip.")),
        new("WATER_CUT", 3, DemoSeason.None, false, 0.3, "plumbing",
            ("突然停水", "{b}从早上开始停水，没有任何通知。", "No water", "No water in {b} since this morning, and nobody announced it.")),
        new("WATER_PRESSURE", 4, DemoSeason.Summer, true, 0.4, "plumbing",
            ("水压太低", "晚上{n}点以后水压很小，热水器打不着火。", "Water pressure too low", "After {n} in the evening the pressure is too low for the boiler to start.")),
        new("POWER_CUT", 3, DemoSeason.Summer, true, 0.3, "electrics",
            ("停电", "{u}跳闸停电，邻居家有电。", "No power in {u}", "The power went out in {u}; the neighbours still have theirs.")),
        new("HEATING", 12, DemoSeason.Winter, true, 0.4, "heating",
            ("暖气不热", "家里室温只有1{n}度，暖气片摸上去是凉的。", "Radiators stay cold", "It is 1{n} degrees in the flat and the radiators are cold."),
            ("地暖不热", "报修{n}天了，地暖还是不热，家里有婴儿。", "Floor heating does not work", "Reported {n} days ago, still cold, and we have a baby.")),
        new("HEATING", 7, DemoSeason.Summer, false, 0.4, "heating",
            ("中央空调不制冷", "办公室空调不制冷，员工无法工作。", "Air conditioning does not cool", "The air conditioning in {u} blows warm air; nobody can work.")),
        new("CLEANING", 6, DemoSeason.None, false, 0.2, "cleaning",
            ("楼道卫生差", "{b}楼道好几天没打扫，有异味。", "Stairwell not cleaned", "The stairwell of {b} has not been cleaned for days and smells."),
            ("电梯轿厢脏", "电梯里有污渍，每天都是这样。", "Dirty lift cabin", "The lift cabin is dirty every single day.")),
        new("WASTE", 5, DemoSeason.Summer, false, 0.3, "cleaning",
            ("垃圾没有清运", "垃圾桶满了{n}天，苍蝇很多。", "Waste not collected", "The bins have been overflowing for {n} days.")),
        new("GREENERY", 3, DemoSeason.Summer, false, 0.1, "gardening",
            ("树枝遮挡窗户", "窗前的树太高，家里采光很差。", "Branches in front of the window", "The tree outside {u} has not been cut for years and takes all the light.")),
        new("PESTS", 3, DemoSeason.Summer, true, 0.3, "pest control",
            ("发现蟑螂和老鼠", "地下室和垃圾房附近老鼠很多，希望安排消杀。", "Rats near the bins", "We saw rats near the waste room again; please send somebody.")),
        new("BREAK_IN", 1, DemoSeason.None, true, 0.1, null,
            ("电动车被盗", "停在{b}楼下的电动车昨晚被偷，监控没有拍到。", "Scooter stolen", "My scooter was stolen in front of {b} last night and the camera was off.")),
        new("NOISE", 10, DemoSeason.None, true, 0.3, null,
            ("楼上噪音扰民", "楼上每晚{n}点以后还在跑跳，无法休息。", "Noise from upstairs", "The people above {u} move furniture after {n} at night."),
            ("装修噪音", "周末一大早就开始装修，电钻声不断。", "Building works on Sunday", "Drilling started before {n} on a Sunday morning."),
            ("广场舞音乐太大", "每天晚上广场舞音响太吵，孩子没法写作业。", "Loud music in the square", "Dance music in the square every evening; the children can't study.")),
        new("PARKING", 8, DemoSeason.None, true, 0.3, "parking",
            ("车位被占", "我的固定车位被外来车辆占用，保安不管。", "My parking space is taken", "A stranger's car has been in my space for {n} hours and the guard does nothing."),
            ("消防通道停车", "{b}前的消防通道一直停着车。", "Cars in the fire lane", "Cars are parked in the fire lane of {b} all the time.")),
        new("ACCESS", 4, DemoSeason.None, false, 0.2, "access control",
            ("门禁坏了", "{b}单元门禁失灵，谁都可以进。", "Door of {b} does not lock", "The entrance door of {b} has not locked for {n} days; anybody can walk in."),
            ("访客登记太慢", "访客进门等了{n}0分钟。", "Visitors wait at the gate", "My guests waited {n}0 minutes at the gate.")),
        new("FEE_AMOUNT", 5, DemoSeason.None, false, 0, null,
            ("物业费多收", "本季度物业费比合同多了{n}百多元，请解释。", "Fee is too high", "This quarter's fee is {n} hundred more than the contract says.")),
        new("FEE_METER", 3, DemoSeason.None, false, 0, null,
            ("水表读数不对", "账单读数与水表不符，相差{n}0吨。", "Wrong meter reading", "The bill says {n}0 cubic metres more than the meter.")),
        new("CONTRACT", 2, DemoSeason.None, false, 0, null,
            ("退租押金未退", "退租{n}周了，押金还没有退。", "Deposit not returned", "We moved out {n} weeks ago and the deposit has not come back.")),
        new("STAFF_CONDUCT", 3, DemoSeason.None, false, 0, null,
            ("前台态度差", "前台人员态度冷淡，问了{n}次都不理。", "Rude at the desk", "I asked {n} times and the person at the desk kept looking at a phone.")),
        new("LATE_ANSWER", 3, DemoSeason.None, false, 0, null,
            ("报修无人回复", "报修{n}天没有任何回复。", "Nobody answers", "I reported a problem {n} days ago and have heard nothing.")),
        new("REPAIR_QUALITY", 4, DemoSeason.None, false, 0.2, null,
            ("维修后又坏", "上周刚修过，现在同样的问题又出现了。", "Repair did not last", "It was repaired last week and the same thing is broken again.")),
    ];

    public static readonly IReadOnlyList<(string Zh, string En)> Progress =
    [
        ("已安排师傅上门，请保持电话畅通。", "A technician is on the way; please keep your phone at hand."),
        ("配件已到，明天上午更换。", "The part has arrived and will be fitted tomorrow morning."),
        ("正在联系相关住户协调。", "We are talking to the neighbours concerned."),
        ("已现场查看，正在制定处理方案。", "We looked at it on site and are working out what to do."),
    ];

    public static readonly IReadOnlyList<(string Zh, string En)> Internal =
    [
        ("客户上月也投诉过同样问题，注意处理质量。", "Same customer, same cause last month: check the work before closing."),
        ("承包商回复较慢，已电话催促。", "The contractor is slow to answer; called again."),
        ("费用需经理确认。", "The cost needs the manager's approval."),
        ("疑似管道老化，建议列入大修计划。", "Looks like worn pipes: propose it for the overhaul plan."),
    ];

    /// <summary>Why somebody gave one star, two, three, four or five.</summary>
    public static readonly IReadOnlyList<IReadOnlyList<(string Zh, string En)>> RatingComments =
    [
        [("拖了太久，没有人主动联系我。", "It took far too long, and nobody called me."), ("问题又出现了。", "It is broken again.")],
        [("处理太慢。", "Too slow."), ("来了两次才修好。", "They had to come twice.")],
        [("解决了，但时间长了些。", "Solved, if a little late."), ("一般。", "Could be better.")],
        [("处理得不错。", "Well done."), ("师傅很客气。", "The worker was polite.")],
        [("很快就修好了，谢谢！", "Repaired at once, thank you!"), ("全程有人告知进度，很满意。", "I was told at every step what happens.")],
    ];

    /// <summary>What annoys people without their asking for an answer.</summary>
    public static readonly IReadOnlyList<(string Zh, string En)> Grievances =
    [
        ("快递总是堆在大堂门口。", "Parcels pile up at the door of the lobby."), ("园区座椅太少。", "There are too few benches in the garden."),
        ("晚上路灯有点暗。", "The path is rather dark at night."), ("电梯广告声音太大。", "The advertisements in the lift are too loud."),
        ("垃圾清运时间太早，有点吵。", "The bins are emptied too early and it is noisy."), ("前台周末只有一个人，要等很久。", "With one person at the desk on weekends one waits long."),
        ("缴费通知字太小，老人看不清。", "The print of the bills is too small for old people."), ("访客车位不好找。", "Visitors hardly find a place to park."),
    ];

    /// <summary>How grievances are settled.</summary>
    public static readonly IReadOnlyList<(string Zh, string En)> Settlements =
        [("已向客户说明原因。", "Explained to the customer."), ("已记录，列入下季度计划。", "Noted for the plan of the next quarter."), ("现场已调整。", "Put right on the spot.")];

    /// <summary>What service centre and department decide together.</summary>
    public static readonly IReadOnlyList<(string Zh, string En)> Decisions =
    [
        ("本周四更换部件，提前一天通知住户。", "Change the part on Thursday, and tell the residents the day before."),
        ("先做临时处理，下月随大修一并解决。", "A makeshift now, and the whole of it with next month's overhaul."),
        ("由班组每日巡查一次，连续两周。", "The shift looks at it daily for two weeks."),
    ];

    /// <summary>Why managers and director are asked.</summary>
    public static readonly IReadOnlyList<(string Zh, string En)> Quarrels =
        [("工程部与环境部都认为不属于本部门。", "Two groups each say that it is the other's."), ("两个部门互相等待对方先进场。", "Both groups wait for the other to begin.")];

    public static readonly IReadOnlyList<(string Zh, string En)> Rulings =
        [("由现部门负责到底，另一部门配合。", "The group that has it sees it through; the other helps."), ("先修后算，费用年底分摊。", "It is mended first; the cost is shared at the end of the year.")];

    public static readonly IReadOnlyList<(string Zh, string En)> Urging =
    [
        ("请问什么时候能处理好？", "When will this be done?"),
        ("今天还是没有人来。", "Again nobody came today."),
        ("谢谢，已经看到师傅在处理了。", "Thank you, I saw that somebody is working on it."),
    ];

    public static readonly IReadOnlyList<(string Zh, string En)> Holds =
    [
        ("等待配件到货。", "Waiting for a spare part."),
        ("等待住户约定上门时间。", "Waiting for the customer to name a time."),
        ("等待业委会批准。", "Waiting for the owners' committee."),
    ];

    public static readonly IReadOnlyList<(string Zh, string En)> Resolutions =
    [
        ("已修复并现场测试正常。", "Repaired and tested on site."),
        ("已与当事住户沟通，对方同意配合。", "We spoke with the people concerned, who agreed to stop."),
        ("已更换损坏部件，后续将加强巡检。", "The broken part is replaced; we will inspect it more often."),
        ("已核对账单并更正，差额将在下期扣除。", "The bill was checked and corrected; the difference is credited next time."),
        ("已安排清理，并调整清运时间。", "Cleaned, and collection moved to another time."),
    ];

    public static readonly IReadOnlyList<(string Zh, string En)> Reopenings =
    [
        ("问题又出现了，并没有真正解决。", "It is back: nothing was really solved."),
        ("师傅只看了一眼就走了，问题还在。", "Somebody had a look and left; the problem is still there."),
    ];
}
