using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

[Describes("How long the law wants rows of a type kept.")]
internal sealed record SetRetentionRule(
    [Describes("Name of a type whose rows may be kept after their customer is erased, such as Charge.")] string Type,
    [Describes("How many years after the one that a row belongs to, from 0 to 100.")] int Years,
    [Describes("Which law says so, in at most 500 characters.")] string Ground)
{
    [Allow(Position.Director, Position.Administrator)]
    [Describes("Sets the next version of how long rows of a type are kept when their customer is erased. Customers who were erased before keep theirs.")]
    public static async Task<Outcome<RetentionRule>> Handle(SetRetentionRule input, CustomersDb db, IPersonalRecords records, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var checks = new InputChecks()
            .Rule(records.RetainedTypes.Contains(input.Type), $"Give a type whose rows may be kept: {string.Join(", ", records.RetainedTypes)}.", "type")
            .Rule(input.Years is >= 0 and <= 100, "Give 0 to 100 years.", "years")
            .Text("ground", input.Ground, 500);
        if (checks.Failed) return Outcome<RetentionRule>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        var version = await db.RetentionRules.Where(r => r.Type == input.Type).EndAsync(now, cancel);
        var rule = new RetentionRule(input.Type, version, input.Years, input.Ground, actor.StaffIdOrNull, now);
        db.Add(rule);
        return Outcome<RetentionRule>.Of(rule.Id, new RetentionRuleSet(rule.Id, rule.Type, rule.Version, rule.Years));
    }
}

[EventOf("RetentionRule", "SET", "A version of how long rows of a type are kept was set.")]
internal sealed record RetentionRuleSet(Guid RetentionRule, string Type, int Version, int Years) : IEvent
{
    public Guid Subject => RetentionRule;
}
