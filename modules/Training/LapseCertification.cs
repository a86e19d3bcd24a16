using Microsoft.EntityFrameworkCore;
using PropertyGraph.Events;

namespace PropertyGraph.Training;

/// <summary>What happens when a certification runs out. Readers need no timer for that (<c>isCurrent</c> compares times); the event does.</summary>
internal static class LapseCertification
{
    /// <summary>Kind of the timer; kept in its rows, so never rename it.</summary>
    public const string Timer = "certificationExpiry";

    public static async Task<Reaction> Handle(TimerFired timer, TrainingDb db, TimeProvider time, CancellationToken cancel)
    {
        var certification = await db.Certifications.SingleOrDefaultAsync(c => c.Id == timer.Key, cancel);
        if (certification is null or { LapsedAt: not null }) return Reaction.None;
        var now = time.GetUtcNow();
        certification.Lapse(now);
        var renewed = await db.Certifications.AnyAsync(c => c.Id != certification.Id && c.StaffId == certification.StaffId
            && c.CourseId == certification.CourseId && (c.ExpiresAt == null || c.ExpiresAt > now), cancel);
        return renewed ? Reaction.None : Reaction.Of(new CertificationLapsed(certification.Id, certification.StaffId, certification.CourseId));
    }
}

[EventOf("Certification", "LAPSED", "The certification ran out, and no other covers the course.", StaffOnly = true)]
internal sealed record CertificationLapsed(Guid Certification, Guid Staff, Guid Course) : IEvent
{
    public Guid Subject => Certification;
}
