using PropertyGraph.Modules;

namespace Visitors;

/// <summary>Hangs on the purpose alone: for a page of a hundred visits it is worked out three times at most.</summary>
[Describes("How a visitor gets in.")]
internal sealed record Arrival(
    [Describes("Where the visitor reports.")] string Entrance,
    [Describes("What happens there, in this order.")] IReadOnlyList<ArrivalStep> Steps)
{
    public static ValueTask<IReadOnlyList<Arrival>> Of(IReadOnlyList<VisitPurpose> purposes, CancellationToken cancel) => new([.. purposes.Select(Of)]);

    private static Arrival Of(VisitPurpose purpose) => purpose == VisitPurpose.Private
        ? new("Main entrance", [new("Ring the bell", null)])
        : new("Goods entrance", [new("Sign the book", 2), new("Wait for the escort", null)]);
}

[Describes("A step on a visitor's way in.")]
internal sealed record ArrivalStep(
    [Describes("What to do.")] string Text,
    [Describes("How long it takes, in minutes; null where nobody knows.")] int? Minutes);
