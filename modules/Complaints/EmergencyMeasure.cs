using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

internal sealed class EmergencyMeasure
{
    private EmergencyMeasure() { }

    public EmergencyMeasure(Complaint complaint, EmergencyMeasureKind kind, string description, decimal? expectedCost, Guid? byId, DateTimeOffset at) =>
        (ComplaintId, CustomerId, Kind, Description, ExpectedCost, ById, At) = (complaint.Id, complaint.CustomerId, kind, description.Trim(), expectedCost, byId, at);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid ComplaintId { get; private set; }
    /// <summary>The complaint's customer, whom the description may tell of.</summary>
    public Guid? CustomerId { get; private set; }
    public EmergencyMeasureKind Kind { get; private set; }
    public string Description { get; private set; } = "";
    public decimal? ExpectedCost { get; private set; }
    public decimal? ActualCost { get; private set; }
    public Guid? ById { get; private set; }
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset? CompletedAt { get; private set; }

    /// <summary>Whether its cost is still to be told.</summary>
    public bool IsOpen => Kind != EmergencyMeasureKind.NotNeeded && CompletedAt is null;

    public void Complete(decimal actualCost, DateTimeOffset at) => (ActualCost, CompletedAt) = (actualCost, at);

    internal static void Describe(EntityBuilder<EmergencyMeasure> measure)
    {
        measure.Is("Something done at once to keep the loss small, or the reason why nothing has to be.", null, "emergencyMeasures")
            .OrderedBy(m => m.At)
            .DataSubject(m => m.CustomerId);
        measure.Field(m => m.Kind, "What kind of measure.");
        measure.Field(m => m.Description, "What was done, or why nothing has to be.").Personal();
        measure.Field(m => m.ExpectedCost, "What it was expected to cost, in the company's currency; null where nobody said.");
        measure.Field(m => m.ActualCost, "What it cost, in the company's currency; null until it is completed.");
        measure.Field(m => m.At, "When it was ordered.");
        measure.Field(m => m.CompletedAt, "When it was completed; null before.");
        measure.One("complaint", "Complaint", m => m.ComplaintId, "The complaint.");
        measure.One("by", "Staff", m => m.ById, "Who ordered it; null where the platform did.");
        measure.VisibleTo(Audience.Staff);
    }
}

[Describes("What is done at once.")]
internal enum EmergencyMeasureKind
{
    [Describes("Urgent repair.")]
    Repair,
    [Describes("Replacement of what failed.")]
    Replacement,
    [Describes("Protection of people and things, such as closing off, pumping or another place to stay.")]
    Safeguard,
    [Describes("Nothing: it was recorded why.")]
    NotNeeded,
}

/// <summary>Sums that the tables hold.</summary>
internal static class Money
{
    private const decimal Most = 1_000_000_000m;

    public static bool IsSum(decimal? value) => value is null or (>= 0 and <= Most) && decimal.Round(value ?? 0, 2) == (value ?? 0);

    public const string Rule = "Give a sum from 0 to 1,000,000,000 with at most two decimals.";
}
