using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

[Describes("A kind of charges, new or corrected.")]
internal sealed partial record SetChargeKind(
    [Describes("Name that files use: capitals, digits and underscores, such as MANAGEMENT; a code that exists has its kind corrected.")] string Code,
    [Describes("Name in English.")] string Name,
    [Describes("Name in simplified Chinese.")] string? NameZh = null,
    [Describes("Whether charges of this kind can be recorded; those that were stay.")] bool IsActive = true)
{
    [Allow(Position.Director, Position.Administrator)]
    [Describes("Adds a kind of charges, or corrects one.")]
    public static async Task<Outcome<ChargeKind>> Handle(SetChargeKind input, CustomersDb db, CancellationToken cancel)
    {
        var checks = new InputChecks()
            .Rule(IsCode().IsMatch(input.Code), "Give a code of 1 to 40 capitals, digits and underscores that begins with a letter.", "code")
            .Text("name", input.Name, 100)
            .OptionalText("nameZh", input.NameZh, 100);
        if (checks.Failed) return Outcome<ChargeKind>.Failed(checks.Faults);

        var kind = await db.ChargeKinds.SingleOrDefaultAsync(k => k.Code == input.Code, cancel);
        if (kind is not null) kind.Correct(input.Name, input.NameZh, input.IsActive);
        else db.Add(kind = new ChargeKind(input.Code, input.Name, input.NameZh, input.IsActive));
        return Outcome<ChargeKind>.Of(kind.Id, new ChargeKindSet(kind.Id, kind.IsActive));
    }

    [GeneratedRegex("^[A-Z][A-Z0-9_]{0,39}$")]
    private static partial Regex IsCode();
}

[EventOf("ChargeKind", "SET", "A kind of charges was added or corrected.")]
internal sealed record ChargeKindSet(Guid ChargeKind, bool IsActive) : IEvent
{
    public Guid Subject => ChargeKind;
}
