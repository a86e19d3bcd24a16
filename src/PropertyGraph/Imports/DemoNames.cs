namespace PropertyGraph.Imports;

/// <summary>A made-up person.</summary>
/// <param name="Name">Full name as the person writes it.</param>
/// <param name="Latin">The same in lower-case Latin letters with a dot between, for e-mail addresses.</param>
/// <param name="IsChinese">Whether the name is Chinese; else it is English.</param>
public sealed record DemoPerson(string Name, string Latin, bool IsChinese);

/// <summary>Names of people for demo data.</summary>
public static class DemoNames
{
    private static readonly (string Sign, string Latin)[] Surnames =
    [
        ("王", "wang"), ("李", "li"), ("张", "zhang"), ("刘", "liu"), ("陈", "chen"), ("杨", "yang"), ("赵", "zhao"), ("黄", "huang"), ("周", "zhou"), ("吴", "wu"),
        ("徐", "xu"), ("孙", "sun"), ("胡", "hu"), ("朱", "zhu"), ("高", "gao"), ("林", "lin"), ("何", "he"), ("郭", "guo"), ("马", "ma"), ("罗", "luo"),
        ("梁", "liang"), ("宋", "song"), ("郑", "zheng"), ("谢", "xie"), ("韩", "han"), ("唐", "tang"), ("冯", "feng"), ("于", "yu"), ("董", "dong"), ("萧", "xiao"),
        ("欧阳", "ouyang"), ("司马", "sima"),
    ];

    private static readonly (string Sign, string Latin)[] Signs =
    [
        ("伟", "wei"), ("芳", "fang"), ("娜", "na"), ("敏", "min"), ("静", "jing"), ("丽", "li"), ("强", "qiang"), ("磊", "lei"), ("军", "jun"), ("洋", "yang"),
        ("勇", "yong"), ("艳", "yan"), ("杰", "jie"), ("涛", "tao"), ("明", "ming"), ("超", "chao"), ("秀", "xiu"), ("霞", "xia"), ("平", "ping"), ("刚", "gang"),
        ("桂", "gui"), ("英", "ying"), ("华", "hua"), ("玉", "yu"), ("兰", "lan"), ("建", "jian"), ("国", "guo"), ("文", "wen"), ("志", "zhi"), ("海", "hai"),
        ("晓", "xiao"), ("雨", "yu"), ("欣", "xin"), ("怡", "yi"), ("子", "zi"), ("涵", "han"), ("梓", "zi"), ("轩", "xuan"), ("思", "si"), ("远", "yuan"),
    ];

    private static readonly string[] FirstNames =
    [
        "Emma", "Oliver", "Grace", "James", "Sophie", "Daniel", "Hannah", "Thomas", "Laura", "Peter", "Anna", "Michael", "Priya", "David", "Maria", "Samuel",
        "Claire", "Andrew", "Helen", "Martin", "Fiona", "Robert", "Amara", "Hugo",
    ];

    private static readonly string[] LastNames =
    [
        "Carter", "Bennett", "Hughes", "Fraser", "Schmidt", "Novak", "Murphy", "Sharma", "Rossi", "Andersson", "Clarke", "Dubois", "Walker", "Kim", "Tanaka",
        "O'Neill", "Foster", "Meyer", "Costa", "Reid", "Okafor", "Byrne",
    ];

    /// <summary>A person, Chinese with this probability.</summary>
    public static DemoPerson Person(DemoRandom random, double chinese)
    {
        if (!random.Chance(chinese))
        {
            var (first, last) = (random.Pick(FirstNames), random.Pick(LastNames));
            return new($"{first} {last}", $"{first}.{last}".Replace("'", "", StringComparison.Ordinal).ToLowerInvariant(), false);
        }
        var surname = random.Pick(Surnames);
        var given = random.Pick(Signs);
        var second = random.Chance(0.7) ? random.Pick(Signs) : ("", "");
        return new($"{surname.Sign}{given.Sign}{second.Item1}", $"{given.Latin}{second.Item2}.{surname.Latin}", true);
    }
}
