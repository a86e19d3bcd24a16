using PropertyGraph.Access;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

/// <summary>Somebody who works for a partner; can sign in as the partner, under the own name.</summary>
internal sealed class PartnerPerson
{
    private PartnerPerson() { }

    public PartnerPerson(Guid partnerId, string name, string? phone, string? email, string? qualification)
    {
        PartnerId = partnerId;
        Correct(name, phone, email, qualification);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid PartnerId { get; private set; }
    public Partner? Partner { get; private set; }
    public string Name { get; private set; } = "";
    public string? Phone { get; private set; }
    public string? Email { get; private set; }
    public string? Qualification { get; private set; }
    public bool Active { get; private set; } = true;
    /// <summary>The company ended the person's work for it, which the firm can't undo.</summary>
    public bool IsBarred { get; private set; }
    public DateTimeOffset? ErasedAt { get; private set; }

    public static InputChecks Check(string name, string? phone, string? email, string? qualification) => new InputChecks()
        .Text("name", name, 200)
        .OptionalText("phone", phone, 40)
        .OptionalText("email", email, 254)
        .Rule(email is null || System.Net.Mail.MailAddress.TryCreate(email.Trim(), out _), "Give an e-mail address such as li.wei@example.com.", "email")
        .OptionalText("qualification", qualification, 500);

    public void Correct(string name, string? phone, string? email, string? qualification) =>
        (Name, Phone, Email, Qualification) = (name.Trim(), phone?.Trim(), email?.Trim(), qualification?.Trim());

    /// <summary>Works for the firm, from now on or again.</summary>
    public void Begin() => (Active, IsBarred) = (true, false);

    /// <summary>Works for the firm no more.</summary>
    /// <param name="isBarred">Whether the firm can't change that.</param>
    public void Leave(bool isBarred) => (Active, IsBarred) = (false, IsBarred || isBarred);

    /// <summary>What is personal is emptied with the person's records.</summary>
    public void Erase(DateTimeOffset at) => ErasedAt = at;

    internal static void Describe(EntityBuilder<PartnerPerson> person)
    {
        person.Is("Somebody who works for a partner, such as a lift technician.", "partnerPerson", "partnerPeople")
            .OrderedBy(p => p.Name)
            .InUse(p => p.ErasedAt == null);
        person.Field(p => p.Name, "Full name, which no other person of the firm has.").Personal();
        person.Field(p => p.Phone, "Telephone; null where none is known.").Personal();
        person.Field(p => p.Email, "E-mail address; null where none is known.").Personal();
        person.Field(p => p.Qualification, "Trade and qualification, such as a licence for lifts; null where none was given.").Personal();
        person.Field(p => p.Active, "Whether the person works for the firm now, and may sign in as long as the firm may.");
        person.Field(p => p.IsBarred, "Whether the company ended the person's work for it, so that the firm can't let the person in again.");
        person.Field(p => p.ErasedAt, "When the person was erased: what is left has no name; null for others.");
        person.One("partner", "Partner", p => p.PartnerId, "The firm.");
        person.VisibleTo(Audience.Staff);
        person.VisibleTo(Audience.Partner, (p, actor) => p.PartnerId == actor.PartnerId);
    }
}
