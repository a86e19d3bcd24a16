using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>A version of what customers are written. Configuration: it never changes; a later version takes its place.</summary>
internal sealed class MessageTemplate : IVersioned
{
    private MessageTemplate() { }

    public MessageTemplate(UpdateKind kind, string language, int version, string subject, string body, Guid? setById, DateTimeOffset validFrom) =>
        (Kind, Language, Version, Subject, Body, SetById, ValidFrom) = (kind, language, version, subject.Trim(), body.Trim(), setById, validFrom);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public UpdateKind Kind { get; private set; }
    public string Language { get; private set; } = "";
    public int Version { get; private set; }
    public string Subject { get; private set; } = "";
    public string Body { get; private set; } = "";
    public DateTimeOffset ValidFrom { get; private set; }
    public DateTimeOffset? ValidTo { get; private set; }
    public Guid? SetById { get; private set; }

    /// <inheritdoc/>
    public void EndAt(DateTimeOffset at) => ValidTo = at < ValidFrom ? ValidFrom : at;

    internal static void Describe(EntityBuilder<MessageTemplate> template)
    {
        template.Is("A version of what customers are written, in one language.", null, "messageTemplates")
            .OrderedBy(t => t.ValidFrom, descending: true);
        template.Field(t => t.Kind, "What it tells.");
        template.Field(t => t.Language, "Language, as a BCP 47 tag without region, such as en or zh.");
        template.Field(t => t.Version, "Number of the version, from 1, for its kind and language.");
        template.Field(t => t.Subject, "Subject line, with placeholders.");
        template.Field(t => t.Body, "Text, with placeholders.");
        template.Field(t => t.ValidFrom, "From when on it is used.");
        template.Field(t => t.ValidTo, "From when on a later version is used; null while it is the latest.");
        template.One("setBy", "Staff", t => t.SetById, "Who set it; null for what came with the platform.");
        template.VisibleTo(Audience.Staff);
    }
}
