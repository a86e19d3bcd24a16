using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("An incident that is over.")]
internal sealed record EndIncident(
    [Describes("Which incident."), IdOf("Incident")] Guid Incident,
    [Describes("What everybody whom it hit is told, in English, in at most 4,000 characters; that it is over, where it is left out.")] string? Text = null,
    [Describes("The same in simplified Chinese, for those whose language it is.")] string? TextZh = null)
{
    [Allow(Position.Agent, Position.Leader, Position.Manager, Position.Director)]
    [Describes("Ends an incident and tells everybody whom it hit: no complaint joins it any more. Each of its complaints is resolved and closed on its own, or in bulk.")]
    public static async Task<Outcome<Incident>> Handle(EndIncident input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var incident = await db.FindVisibleAsync<Incident>(input.Incident, cancel);
        if (incident is null) return Complaints.Incident.NoSuch;
        if (incident.EndedAt is not null) return new ValidationError("This incident is over already.", ["incident"]);
        var hasText = !string.IsNullOrWhiteSpace(input.Text);
        var checks = new InputChecks()
            .OptionalText("text", input.Text, 4000)
            .OptionalText("textZh", input.TextZh, 4000)
            .Rule(hasText || string.IsNullOrWhiteSpace(input.TextZh), "Give the text in English, too: those who read no Chinese get it.", "text");
        if (checks.Failed) return Outcome<Incident>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        incident.End(now);
        var notice = TellIncident.Announce(incident, hasText ? input.Text! : "It is over.", hasText ? input.TextZh : "现已结束。", db, actor, now);
        return Outcome<Incident>.Of(incident.Id, new IncidentTold(incident.Id, notice.Id), new IncidentEnded(incident.Id));
    }
}

[EventOf("Incident", "ENDED", "It was over.")]
internal sealed record IncidentEnded(Guid Incident) : IEvent
{
    public Guid Subject => Incident;
}
