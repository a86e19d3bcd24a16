using System.Linq.Expressions;
using PropertyGraph.Access;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>Work that a group, one of its people or a partner is asked to do, for a complaint or as the group's own.</summary>
internal sealed partial class DispatchOrder
{
    /// <summary>Takes up somebody's time in its window, or asks to.</summary>
    public static readonly Expression<Func<DispatchOrder, bool>> Live =
        o => o.Status != DispatchStatus.Finished && o.Status != DispatchStatus.Refused && o.Status != DispatchStatus.Cancelled;

    private DispatchOrder() { }

    public DispatchOrder(string reference, Complaint? complaint, DispatchWork work, DispatchAddressee to, TimeWindow window, Guid? offeredBy, DateTimeOffset at)
    {
        (Reference, ComplaintId, CustomerId, UnitId, PropertyId) = (reference, complaint?.Id, complaint?.CustomerId, work.Unit ?? complaint?.UnitId, work.Property ?? complaint?.PropertyId);
        (Kind, Title, Instructions, EffortHours, IsEmergency) = (work.Kind, work.Title.Trim(), work.Instructions?.Trim(), work.EffortHours, work.IsEmergency);
        (DepartmentId, StaffId, PartnerId, PartnerPersonId) = (to.Department, to.Staff, to.Partner, to.PartnerPerson);
        (WindowFrom, WindowTo, OfferedById, OfferedAt) = (window.From, window.To, offeredBy, at);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string Reference { get; private set; } = "";
    public Guid? ComplaintId { get; private set; }
    /// <summary>The complaint's customer, whom the words may tell of.</summary>
    public Guid? CustomerId { get; private set; }
    public Guid? UnitId { get; private set; }
    public Guid? PropertyId { get; private set; }
    public string Kind { get; private set; } = "";
    public string Title { get; private set; } = "";
    public string? Instructions { get; private set; }
    public Guid? DepartmentId { get; private set; }
    public Guid? StaffId { get; private set; }
    public Guid? PartnerId { get; private set; }
    public Guid? PartnerPersonId { get; private set; }
    public DateTimeOffset WindowFrom { get; private set; }
    public DateTimeOffset WindowTo { get; private set; }
    public decimal EffortHours { get; private set; }
    public bool IsEmergency { get; private set; }
    public DispatchStatus Status { get; private set; } = DispatchStatus.Offered;
    public Guid? OfferedById { get; private set; }
    public DateTimeOffset OfferedAt { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }
    public DateTimeOffset? StartedAt { get; private set; }
    public DateTimeOffset? FinishedAt { get; private set; }
    public string? Answer { get; private set; }
    public string? Result { get; private set; }
    public decimal? ActualHours { get; private set; }
    public int RescheduleCount { get; private set; }
    /// <summary>Counts the steps: two at the same time collide on it, and the later one is run again on what the first left behind.</summary>
    public int Version { get; private set; } = 1;

    public OrderPeople People => new(DepartmentId, StaffId, PartnerId, OfferedById);

    public TimeWindow Window => new(WindowFrom, WindowTo);

    public bool IsLive => Status is not (DispatchStatus.Finished or DispatchStatus.Refused or DispatchStatus.Cancelled);

    public void Accept(Actor by, DateTimeOffset at)
    {
        Take(DispatchStep.Accept);
        (AnsweredAt, StaffId, PartnerPersonId) = (at, StaffId ?? by.StaffIdOrNull, PartnerPersonId ?? by.PersonId);
    }

    public void Refuse(string reason, DateTimeOffset at)
    {
        Take(DispatchStep.Refuse);
        (AnsweredAt, Answer) = (at, reason.Trim());
    }

    public void Start(DateTimeOffset at)
    {
        Take(DispatchStep.Start);
        StartedAt = at;
    }

    public void Finish(string? result, decimal? hours, DateTimeOffset at)
    {
        Take(DispatchStep.Finish);
        (FinishedAt, Result, ActualHours) = (at, result?.Trim(), hours);
    }

    public void Cancel(string? reason, DateTimeOffset at)
    {
        Take(DispatchStep.Cancel);
        (AnsweredAt, Answer) = (at, reason?.Trim());
    }

    /// <summary>Offers it to somebody else, perhaps in another window.</summary>
    public void HandOver(DispatchAddressee to, TimeWindow window)
    {
        Take(DispatchStep.HandOver);
        (DepartmentId, StaffId, PartnerId, PartnerPersonId, WindowFrom, WindowTo) = (to.Department, to.Staff, to.Partner, to.PartnerPerson, window.From, window.To);
        (AnsweredAt, Answer) = (null, null);
    }

    /// <summary>Gives what somebody has taken on to another member of the group, who goes on with it in the same state.</summary>
    public void PassOn(Guid staff)
    {
        StaffId = staff;
        Version++;
    }

    /// <summary>The partner's person no longer does it; the partner goes on with it in the same state.</summary>
    public void ReleasePerson()
    {
        PartnerPersonId = null;
        Version++;
    }

    /// <summary>Moves it to another window, in which it is to be accepted again.</summary>
    public void Reschedule(TimeWindow window)
    {
        Take(DispatchStep.Reschedule);
        (WindowFrom, WindowTo, AnsweredAt) = (window.From, window.To, null);
        RescheduleCount++;
    }

    /// <summary>Has it be done for the complaint that its own goes on as a part of.</summary>
    public void GoOnFor(Complaint complaint)
    {
        (ComplaintId, CustomerId) = (complaint.Id, complaint.CustomerId);
        Version++;
    }

    private void Take(DispatchStep step)
    {
        Status = DispatchLifecycle.Next(step, Status) ?? throw new InvalidOperationException($"{step} of an order that is {Status}.");
        Version++;
    }
}

/// <summary>What is to be done.</summary>
internal sealed record DispatchWork(string Kind, string Title, string? Instructions, decimal EffortHours, bool IsEmergency, Guid? Unit = null, Guid? Property = null);

/// <summary>Who is to do it: a department or a partner, perhaps one of its people.</summary>
internal sealed record DispatchAddressee(Guid? Department, Guid? Staff, Guid? Partner, Guid? PartnerPerson);

/// <summary>Who has to do with an order: whose it is, and who offered it.</summary>
internal sealed record OrderPeople(Guid? Department, Guid? Staff, Guid? Partner, Guid? OfferedBy);

/// <summary>A time from, inclusive, to, exclusive.</summary>
internal readonly record struct TimeWindow(DateTimeOffset From, DateTimeOffset To)
{
    public TimeSpan Length => To - From;

    public bool Overlaps(TimeWindow other) => From < other.To && other.From < To;

    public TimeWindow At(DateTimeOffset from) => new(from, from + Length);
}

[Describes("Where a dispatch order is in its lifecycle.")]
internal enum DispatchStatus
{
    [Describes("It waits for an answer.")]
    Offered,
    [Describes("One named person, or the partner, has taken it on.")]
    Accepted,
    [Describes("The work is under way.")]
    Started,
    [Describes("The work is done.")]
    Finished,
    [Describes("It was refused, with a reason; it can be handed over to somebody else.")]
    Refused,
    [Describes("It was taken back.")]
    Cancelled,
    [Describes("It was displaced into another window, in which it waits for an answer.")]
    Rescheduled,
}
