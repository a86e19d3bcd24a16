using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

[Describes("A key for a partner's program.")]
internal sealed record CreateApiKey(
    [Describes("Whose program it lets in."), IdOf("Partner")] Guid Partner,
    [Describes("What it is for, such as the program that will use it.")] string Name,
    [Describes("What it may be used for; at least one.")] IReadOnlyList<ApiScope> Scopes,
    [Describes("The client whose trusted documents are all that it may run; without it, it runs any document.")] string? Client = null,
    [Describes("When it stops to be good; without it, it is good until it is revoked.")] DateTimeOffset? ExpiresAt = null,
    [Describes("Whose it is within the firm, so that it ends with the person; without it, it is the firm's."), IdOf("PartnerPerson")] Guid? Person = null)
{
    [Allow(Position.Administrator, IsFixed = true)]
    [Returns("secret", typeof(string), "The key, to be handed to the partner; shown this once and kept nowhere, so that a repeat with the same idempotency key answers null.")]
    [Describes("Makes an API key for a partner.")]
    public static async Task<Outcome<ApiKey>> Handle(CreateApiKey input, OrganizationDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var checks = new InputChecks()
            .Text("name", input.Name, 100)
            .OptionalText("client", input.Client, 100)
            .Rule(input.Client is null || !string.IsNullOrWhiteSpace(input.Client), "Name a client, or leave it out.", "client")
            .Rule(input.Scopes.Count > 0, "Name at least one scope: a key without any can do nothing.", "scopes")
            .Rule(input.ExpiresAt is null || input.ExpiresAt > time.GetUtcNow(), "Give a time to come, or none.", "expiresAt");
        if (checks.Failed) return Outcome<ApiKey>.Failed(checks.Faults);
        if (await db.FindVisibleAsync<Partner>(input.Partner, cancel) is not { } partner) return new NotFound("There is no such partner.", ["partner"]);
        if (!partner.Active) return new Conflict("This firm is inactive; nobody of it may sign in.", ["partner"]);
        if (input.Person is { } holder)
        {
            var person = await db.FindVisibleAsync<PartnerPerson>(holder, cancel);
            if (person?.PartnerId != partner.Id) return new NotFound("The partner has no such person.", ["person"]);
            if (!person.Active) return new Conflict("This person is inactive and may not sign in.", ["person"]);
        }

        var (text, secret) = ApiKeySecret.New();
        var key = new ApiKey(partner.Id, input.Person, input.Name, secret, input.Scopes, input.Client, input.ExpiresAt, actor, time.GetUtcNow());
        db.Add(key);
        return Outcome<ApiKey>.Of(key.Id, new ApiKeyCreated(key.Id, key.PartnerId)).With("secret", text);
    }
}

[EventOf("ApiKey", "CREATED", "The key was made.", StaffOnly = true)]
internal sealed record ApiKeyCreated(Guid ApiKey, Guid Partner) : IEvent
{
    public Guid Subject => ApiKey;
}
