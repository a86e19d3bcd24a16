using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>A message to one customer, and what became of it. The address is not kept: it is read from the contact when the message is sent.</summary>
internal sealed class CustomerUpdate
{
    private CustomerUpdate() { }

    public CustomerUpdate(UpdateKind kind, Guid customerId, Guid? complaintId, Guid? incidentId, DateTimeOffset at) =>
        (Kind, CustomerId, ComplaintId, IncidentId, At) = (kind, customerId, complaintId, incidentId, at);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public UpdateKind Kind { get; private set; }
    public Guid CustomerId { get; private set; }
    public Guid? ComplaintId { get; private set; }
    public Guid? IncidentId { get; private set; }
    public DateTimeOffset At { get; private set; }
    public UpdateStatus Status { get; private set; } = UpdateStatus.Ready;
    public string Language { get; private set; } = "";
    public Guid? TemplateId { get; private set; }
    public MessageTemplate? Template { get; private set; }
    public string Subject { get; private set; } = "";
    public string Body { get; private set; } = "";
    public string? Channel { get; private set; }
    public Guid? ContactId { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public string? Trouble { get; private set; }

    public void Write(string language, Guid? templateId, string subject, string body) => (Language, TemplateId, Subject, Body) = (language, templateId, subject, body);

    public void SendBy(string channel, Guid contact) => (Channel, ContactId) = (channel, contact);

    /// <summary>The contact goes; by what kind of contact it was sent is known all the same.</summary>
    public void LoseContact() => ContactId = null;

    /// <summary>Nothing may be sent: there is no contact with consent to it. The customer can read it in the portal all the same.</summary>
    public void HasNoWay(DateTimeOffset at) => (Status, EndedAt, Channel, ContactId) = (UpdateStatus.NoConsent, at, null, null);

    public void Ended(bool delivered, string? trouble, DateTimeOffset at) => (Status, Trouble, EndedAt) = (delivered ? UpdateStatus.Delivered : UpdateStatus.Failed, trouble?.Trim(), at);

    internal static void Describe(EntityBuilder<CustomerUpdate> update)
    {
        update.Is("A message to one customer about a complaint or an incident.", "customerUpdate", "customerUpdates")
            .OrderedBy(u => u.At, descending: true)
            .DataSubject(u => u.CustomerId);
        update.Field(u => u.Kind, "What it tells.");
        update.Field(u => u.At, "When it was written.");
        update.Field(u => u.Status, "What became of it.");
        update.Field(u => u.Language, "Language, as a BCP 47 tag without region.");
        update.Field(u => u.Subject, "Subject line.").Personal();
        update.Field(u => u.Body, "Text.").Personal();
        update.Field(u => u.Channel, "Kind of contact by which it is sent, as ContactChannel has it; null where there is none with consent.");
        update.Field(u => u.EndedAt, "When it was delivered, or given up; null while it waits.");
        update.Field(u => u.Trouble, "Why it could not be delivered; null otherwise.").OnlyFor(Audience.Staff).Personal();
        update.One("customer", "Customer", u => u.CustomerId, "To whom.");
        update.One("complaint", "Complaint", u => u.ComplaintId, "Which complaint it is about; null for none, or one that the reader may not see.");
        update.One("incident", "Incident", u => u.IncidentId, "Which incident it is about; null for none, or one that hits no unit of the reader.");
        update.One("contact", "Contact", u => u.ContactId, "The contact that it is sent to; null where there is none with consent, or where the contact was removed since.");
        update.One("template", "MessageTemplate", u => u.TemplateId, "The version of the template that it was made from; null where it came from none.").OnlyFor(Audience.Staff);
        update.VisibleTo(Audience.Staff);
        update.VisibleTo(Audience.Customer, (u, actor) => u.CustomerId == actor.CustomerId);
    }
}

[Describes("What became of a message to a customer.")]
internal enum UpdateStatus
{
    [Describes("It waits to be sent.")]
    Ready,
    [Describes("It was delivered.")]
    Delivered,
    [Describes("It could not be delivered.")]
    Failed,
    [Describes("There is no contact with consent to it; the customer reads it in the portal only.")]
    NoConsent,
}
