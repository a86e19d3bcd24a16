using PropertyGraph.Access;

namespace PropertyGraph.Complaints;

/// <summary>Who answers for a complaint, and how that changes. All of it needs <see cref="Responsibilities"/> and <see cref="HandOvers"/> loaded.</summary>
internal sealed partial class Complaint
{
    public List<Responsibility> Responsibilities { get; private set; } = [];
    public List<HandOver> HandOvers { get; private set; } = [];
    /// <summary>How often it came back: refused, or given to somebody who had answered for it before. A ruling begins the count anew.</summary>
    public int BounceCount { get; private set; }

    /// <summary>Whether there is somebody who answers for it and could hand it over.</summary>
    public bool HasAccountable => AccountableId is not null && CanBeHandedOver(Status);

    /// <summary>Whether there is work to answer for.</summary>
    public static bool CanBeHandedOver(ComplaintStatus status) => status is ComplaintStatus.Acknowledged or ComplaintStatus.InProgress or ComplaintStatus.OnHold or ComplaintStatus.Reopened;

    public HandOver? PendingHandOver => HandOvers.FirstOrDefault(h => h.Status == HandOverStatus.Pending);

    /// <summary>Names who answers for it from now on, and ends the turn of the one before.</summary>
    /// <returns>The link of the chain; null where the person answers for it already.</returns>
    public HandOver? HandOver(Guid staff, string? reason, DateTimeOffset at, HandOverWay way = HandOverWay.Assigned, Guid? by = null)
    {
        var current = Responsibilities.Find(r => r.To is null);
        if (AccountableId == staff && current is not null && way != HandOverWay.Ruled)
        {
            // It was decided that it stays, whatever was offered.
            WithdrawPending(at);
            return null;
        }
        WithdrawPending(at);
        var link = new HandOver(this, current?.StaffId, staff, way, by, null, reason, at);
        HandOvers.Add(link);
        Begin(link, at);
        return link;
    }

    /// <summary>Offers it to somebody, who has to accept.</summary>
    public HandOver Offer(Guid to, Guid? by, Guid? department, string reason, DateTimeOffset at)
    {
        var offer = new HandOver(this, AccountableId, to, HandOverWay.Offered, by, department, reason, at);
        HandOvers.Add(offer);
        Version++;
        return offer;
    }

    public void Accept(HandOver offer, DateTimeOffset at)
    {
        Version++;
        Begin(offer, at);
    }

    public void Refuse(HandOver offer, string reason, DateTimeOffset at)
    {
        Version++;
        BounceCount++;
        offer.Refuse(reason, at);
    }

    public void WithdrawPending(DateTimeOffset at)
    {
        if (PendingHandOver is not { } pending) return;
        Version++;
        pending.Withdraw(at);
    }

    /// <summary>Ends the turn of whoever answers for it, when the work is over.</summary>
    public void EndResponsibility(DateTimeOffset at)
    {
        WithdrawPending(at);
        foreach (var current in Responsibilities.Where(r => r.To is null)) current.End(at);
    }

    private void Begin(HandOver link, DateTimeOffset at)
    {
        var isReturn = link.Way is HandOverWay.Offered or HandOverWay.Assigned && link.FromId is { } from && from != link.ToId && Responsibilities.Any(r => r.StaffId == link.ToId);
        foreach (var current in Responsibilities.Where(r => r.To is null)) current.End(at);
        AccountableId = link.ToId;
        var turn = new Responsibility(this, link.ToId, at, link.Reason);
        Responsibilities.Add(turn);
        link.Accept(turn, isReturn, at);
        BounceCount = link.Way == HandOverWay.Ruled ? 0 : BounceCount + (isReturn ? 1 : 0);
    }
}
