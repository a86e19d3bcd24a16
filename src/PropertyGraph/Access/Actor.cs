namespace PropertyGraph.Access;

/// <summary>The kind of reader. Each entity type states, per audience, which rows are visible.</summary>
[Modules.Describes("The kind of reader. Each entity type states, per audience, which rows are visible.")]
public enum Audience
{
    /// <summary>Nobody known: no token.</summary>
    [Modules.Describes("Nobody known: no token.")]
    Anonymous,
    /// <summary>An owner, tenant or key-account contact.</summary>
    [Modules.Describes("An owner, tenant or key-account contact.")]
    Customer,
    /// <summary>A contractor or portal.</summary>
    [Modules.Describes("A contractor or portal.")]
    Partner,
    /// <summary>Somebody employed by the management company.</summary>
    [Modules.Describes("Somebody employed by the management company.")]
    Staff,
    /// <summary>The platform itself: event handlers, timers, imports. It sees every row.</summary>
    [Modules.Describes("The platform itself: event handlers, timers, imports. It sees every row.")]
    System,
}

/// <summary>What a member of staff is employed as; decides which commands may be called.</summary>
[Modules.Describes("What a member of staff is employed as; decides which commands may be called.")]
public enum Position
{
    /// <summary>Service-centre agent: takes and follows up complaints.</summary>
    [Modules.Describes("Service-centre agent: takes and follows up complaints.")]
    Agent,
    /// <summary>Group worker: carries out the work.</summary>
    [Modules.Describes("Group worker: carries out the work.")]
    Worker,
    /// <summary>Group leader: accountable for a group's daily work.</summary>
    [Modules.Describes("Group leader: accountable for a group's daily work.")]
    Leader,
    /// <summary>Department manager.</summary>
    [Modules.Describes("Department manager.")]
    Manager,
    /// <summary>Customer director: coordinates between departments for the customer.</summary>
    [Modules.Describes("Customer director: coordinates between departments for the customer.")]
    Director,
    /// <summary>Surveyor: independent of those who serve; in no responsibility chain.</summary>
    [Modules.Describes("Surveyor: independent of those who serve; in no responsibility chain.")]
    Surveyor,
    /// <summary>Trainer: teaches and assesses staff.</summary>
    [Modules.Describes("Trainer: teaches and assesses staff.")]
    Trainer,
    /// <summary>Administrator: keeps the organization, its people and its configuration.</summary>
    [Modules.Describes("Administrator: keeps the organization, its people and its configuration.")]
    Administrator,
}

/// <summary>
/// Who is asking. In field and policy expressions its members become named parameters (slots), never values:
/// see <see cref="Clock"/> for the same rule on time. A claim that the actor's audience does not carry is no
/// value at all: an expression that uses it for such an audience stops the start-up.
/// </summary>
public sealed class Actor
{
    private readonly Guid? departmentId;
    private readonly IReadOnlyList<ApiScope>? scopes;
    private readonly Position? position;

    private Actor(Audience audience, Guid id, string subject, Guid? departmentId, Position? position, Client? client = null, IReadOnlyList<ApiScope>? scopes = null, Guid? person = null)
    {
        Audience = audience;
        Id = id;
        Subject = subject;
        Client = client;
        this.scopes = scopes;
        this.departmentId = departmentId;
        this.position = position;
        PersonId = person;
    }

    /// <summary>Nobody known.</summary>
    public static Actor Anonymous { get; } = new(Audience.Anonymous, Guid.Empty, "anonymous", null, null);

    /// <summary>The platform itself.</summary>
    public static Actor System { get; } = new(Audience.System, Guid.Empty, "system", null, null);

    /// <summary>A member of staff, by key, department and position.</summary>
    public static Actor Staff(Guid staffId, Guid departmentId, Position position, string? subject = null) =>
        new(Audience.Staff, staffId, subject ?? staffId.ToString(), departmentId, position);

    /// <summary>A customer, by key.</summary>
    public static Actor Customer(Guid customerId, string? subject = null) =>
        new(Audience.Customer, customerId, subject ?? customerId.ToString(), null, null);

    /// <summary>A partner, by key.</summary>
    /// <param name="person">Key of somebody of the partner who acts under the own name; null for the partner itself.</param>
    public static Actor Partner(Guid partnerId, string? subject = null, Guid? person = null) =>
        new(Audience.Partner, partnerId, subject ?? partnerId.ToString(), null, null, person: person);

    /// <summary>Which policies apply.</summary>
    public Audience Audience { get; }

    /// <summary>Key of the member of staff, customer or partner; <see cref="Guid.Empty"/> for Anonymous and System.</summary>
    public Guid Id { get; }

    /// <summary>Stable name of the token's holder, for audit, idempotency and limits.</summary>
    public string Subject { get; }

    /// <summary>The program that the actor asks through; null where none was named. No policy may depend on it.</summary>
    public Client? Client { get; }

    /// <summary>The same actor, asking through a client.</summary>
    public Actor Through(Client? client) => client == Client ? this : new(Audience, Id, Subject, departmentId, position, client, scopes, PersonId);

    /// <summary>The same actor, who may do no more than these.</summary>
    public Actor Within(IReadOnlyList<ApiScope> scopes) => new(Audience, Id, Subject, departmentId, position, Client, scopes, PersonId);

    /// <summary>Whether the key that the actor came with, if any, may be used for something. Whether the actor itself may is asked elsewhere.</summary>
    public bool May(ApiScope scope) => scopes?.Contains(scope) ?? true;

    /// <summary>Key of the customer. Only for <see cref="Audience.Customer"/>.</summary>
    public Guid CustomerId => Claim<Guid>(Audience.Customer, Id);

    /// <summary>Key of the partner. Only for <see cref="Audience.Partner"/>.</summary>
    public Guid PartnerId => Claim<Guid>(Audience.Partner, Id);

    /// <summary>Key of the member of staff. Only for <see cref="Audience.Staff"/>.</summary>
    public Guid StaffId => Claim<Guid>(Audience.Staff, Id);

    /// <summary>Key of the member of staff; null for everybody else. For rows that keep who did it, not for field and policy expressions.</summary>
    public Guid? StaffIdOrNull => Audience == Audience.Staff ? Id : null;

    /// <summary>Position of the member of staff; null for everybody else. Not for field and policy expressions.</summary>
    public Position? PositionOrNull => position;

    /// <summary>Key of the person of a partner who acts under the own name; null for everybody else. For rows that keep who did it, not for field and policy expressions.</summary>
    public Guid? PersonId { get; }

    /// <summary>Key of the department that the member of staff belongs to. Only for <see cref="Audience.Staff"/>.</summary>
    public Guid DepartmentId => Claim(Audience.Staff, departmentId);

    /// <summary>Position of the member of staff. Only for <see cref="Audience.Staff"/>.</summary>
    public Position Position => Claim(Audience.Staff, position);

    /// <summary>
    /// What rules about who may do something name: the position of a member of staff, or else the audience, as the schema spells them. Every actor has it, so expressions
    /// for any audience may use it.
    /// </summary>
    public string Role => Schema.Names.Screaming(position?.ToString() ?? Audience.ToString());

    /// <summary>True for staff in one of these positions; false for every other actor.</summary>
    public bool Holds(params ReadOnlySpan<Position> positions) => position is { } held && positions.Contains(held);

    private T Claim<T>(Audience audience, T? value) where T : struct =>
        Audience == audience && value is { } claim
            ? claim
            : throw new InvalidOperationException($"A claim of audience {audience} was read for {Audience}.");
}

/// <summary>The time of the request, in field and policy expressions: one value per request, a slot in the SQL.</summary>
public static class Clock
{
    /// <summary>The request's time (UTC). Only inside field and policy expressions; elsewhere use <see cref="TimeProvider"/>.</summary>
    /// <exception cref="InvalidOperationException">Always, when called outside an expression.</exception>
    public static DateTimeOffset Now =>
        throw new InvalidOperationException("Clock.Now is a placeholder of field and policy expressions; elsewhere take a TimeProvider.");
}
