using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

internal sealed class ApiKey
{
    private ApiKey() { }

    public ApiKey(Guid partnerId, Guid? personId, string name, ApiKeySecret secret, IEnumerable<ApiScope> scopes, string? client, DateTimeOffset? expiresAt, Actor actor, DateTimeOffset at)
    {
        (PartnerId, PersonId, Name, Lookup, Hash) = (partnerId, personId, name.Trim(), secret.Lookup, secret.Hash);
        (Scopes, Client, ExpiresAt) = ([.. scopes.Distinct().Order()], client?.Trim(), expiresAt);
        (CreatedAt, CreatedById) = (at, actor.StaffIdOrNull);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid PartnerId { get; private set; }
    public Partner? Partner { get; private set; }
    public Guid? PersonId { get; private set; }
    public PartnerPerson? Person { get; private set; }
    public string Name { get; private set; } = "";
    /// <summary>The public part of the key.</summary>
    public string Lookup { get; private set; } = "";
    /// <summary>SHA-256 of the key, which nobody can read back.</summary>
    public byte[] Hash { get; private set; } = [];
    public List<ApiScope> Scopes { get; private set; } = [];
    public string? Client { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public Guid? CreatedById { get; private set; }
    public DateTimeOffset? ExpiresAt { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }
    public DateTimeOffset? LastUsedAt { get; private set; }

    public void Revoke(DateTimeOffset at) => RevokedAt = at;

    /// <summary>A key that is neither revoked nor of a firm that no longer works for the company, or of somebody who no longer works for the firm.</summary>
    public static async Task<ApiKeyGrant?> FindAsync(string lookup, OrganizationDb db, CancellationToken cancel) =>
        await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Lookup == lookup && k.RevokedAt == null && k.Partner!.Active && (k.PersonId == null || k.Person!.Active), cancel) is { } key
            ? new(key.Id, key.Hash, Actor.Partner(key.PartnerId, $"api-key:{key.Lookup}", key.PersonId).Within(key.Scopes), key.Client, key.ExpiresAt)
            : null;

    /// <summary>Past audit and optimistic concurrency: it is no change that anybody made.</summary>
    public static Task UsedAsync(ApiKeyUse use, OrganizationDb db, CancellationToken cancel) => db.ApiKeys
        .Where(k => use.Keys.Contains(k.Id) && (k.LastUsedAt == null || k.LastUsedAt < use.At))
        .ExecuteUpdateAsync(k => k.SetProperty(x => x.LastUsedAt, use.At), cancel);

    internal static void Describe(EntityBuilder<ApiKey> key)
    {
        key.Is("What lets a partner's program in without a person who signs in.", "apiKey", "apiKeys")
            .OrderedBy(k => k.CreatedAt, descending: true);
        key.Field(k => k.Name, "What it is for, such as the program that uses it.");
        key.Field("prefix", k => "pgk_" + k.Lookup, "Beginning of the key, by which it can be recognised; the rest is kept nowhere.");
        key.Field(k => k.Scopes, "What it may be used for.");
        key.Field(k => k.Client, "The client whose trusted documents are all that it runs; null where it runs any document.");
        key.Field(k => k.CreatedAt, "When it was made.");
        key.Field(k => k.ExpiresAt, "When it stops to be good; null for never.");
        key.Field(k => k.RevokedAt, "When it was revoked; null while it was not.");
        key.Field(k => k.LastUsedAt, "When it was last used, to within a minute; null where it never was.");
        key.Field("isActive", k => k.RevokedAt == null && (k.ExpiresAt == null || k.ExpiresAt > Clock.Now), "Whether it is neither revoked nor expired.");
        key.One("partner", "Partner", k => k.PartnerId, "Whose program it lets in.");
        key.One("person", "PartnerPerson", k => k.PersonId, "Whose it is within the firm; null where it is the firm's.");
        key.One("createdBy", "Staff", k => k.CreatedById, "Who made it; null where the platform did.");
        key.VisibleTo(Audience.Staff, (k, actor) => actor.Position == Position.Administrator);
    }
}
