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

    public static InputChecks Check(string name, string? phone, string? email, string? qualification) => new InputChecks()
        .Text("name", name, 200)
        .OptionalText("phone", phone, 40)
        .OptionalText("email", email, 254)
        .Rule(email is null || System.Net.Mail.MailAddress.TryCreate(email.Trim(), out _), "Give an e-mail address such as li.wei@example.com.", "email")
        .OptionalText("qualification", qualification, 500);

    public void Correct(string name, string? phone, string? email, string? qualification) =>
        (Name, Phone, Email, Qualification) = (name.Trim(), phone?.Trim(), email?.Trim(), qualification?.Trim());

    public void Activate(bool active) => Active = active;

    internal static void Describe(EntityBuilder<PartnerPerson> person)
    {
        person.Is("Somebody who works for a partner, such as a lift technician.", "partnerPerson", "partnerPeople")
            .OrderedBy(p => p.Name);
        person.Field(p => p.Name, "Full name, which no other person of the firm has.").Personal();
        person.Field(p => p.Phone, "Telephone; null where none is known.").Personal();
        person.Field(p => p.Email, "E-mail address; null where none is known.").Personal();
        person.Field(p => p.Qualification, "Trade and qualification, such as a licence for lifts; null where none was given.");
        person.Field(p => p.Active, "Whether the person works for the firm now, and may sign in as long as the firm may.");
        person.One("partner", "Partner", p => p.PartnerId, "The firm.");
        person.VisibleTo(Audience.Staff);
        person.VisibleTo(Audience.Partner, (p, actor) => p.PartnerId == actor.PartnerId);
    }
}
