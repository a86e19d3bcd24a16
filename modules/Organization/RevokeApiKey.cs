using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

[Describes("Which key is good no more.")]
internal sealed record RevokeApiKey([Describes("Which key."), IdOf("ApiKey")] Guid ApiKey)
{
    [Allow(Position.Administrator)]
    [Describes("Revokes an API key, for good: within a second it lets nobody in, and connections that it opened are closed.")]
    public static async Task<Outcome<ApiKey>> Handle(RevokeApiKey input, OrganizationDb db, TimeProvider time, CancellationToken cancel)
    {
        var key = await db.FindVisibleAsync<ApiKey>(input.ApiKey, cancel);
        if (key is null) return new NotFound("There is no such key.", ["apiKey"]);
        if (key.RevokedAt is not null) return new Conflict("This key is revoked already.", ["apiKey"]);
        key.Revoke(time.GetUtcNow());
        return Outcome<ApiKey>.Of(key.Id, new ApiKeyRevoked(key.Id, key.PartnerId));
    }
}

[EventOf("ApiKey", "REVOKED", "The key was revoked.", StaffOnly = true)]
internal sealed record ApiKeyRevoked(Guid ApiKey, Guid Partner) : IEvent
{
    public Guid Subject => ApiKey;
}
