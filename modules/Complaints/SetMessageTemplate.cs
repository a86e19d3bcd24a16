using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("A new version of what customers are written.")]
internal sealed partial record SetMessageTemplate(
    [Describes("What it tells.")] UpdateKind Kind,
    [Describes("Language, as a BCP 47 tag without region, such as en or zh.")] string Language,
    [Describes("Subject line of at most 200 characters. Placeholders: {reference}, {title}, {note}, {department}, {due}.")] string Subject,
    [Describes("Text of at most 4,000 characters, with the same placeholders. A line whose placeholders have no value, and that says nothing else, is left out.")] string Body)
{
    [Allow(Position.Director, Position.Administrator)]
    [Describes("Sets what customers are written from now on. Messages that exist keep their text and name the version that they were made from.")]
    public static async Task<Outcome<MessageTemplate>> Handle(SetMessageTemplate input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var checks = new InputChecks()
            .Rule(Tag().IsMatch(input.Language), "Give a language tag without region such as zh or en.", "language")
            .Text("subject", input.Subject, 200)
            .Rule(!input.Subject.AsSpan().ContainsAny('\r', '\n'), "Write the subject on one line.", "subject")
            .Text("body", input.Body, 4000);
        foreach (var (text, path) in new[] { (input.Subject, "subject"), (input.Body, "body") })
            checks.Rule(MessageText.Unknown(text) is var unknown && unknown.Count == 0,
                $"There are no placeholders {string.Join(", ", unknown.Select(u => $"{{{u}}}"))}; use {string.Join(", ", MessageText.Placeholders.Select(p => $"{{{p}}}"))}.", path);
        if (checks.Failed) return Outcome<MessageTemplate>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        var version = await db.MessageTemplates.Where(t => t.Kind == input.Kind && t.Language == input.Language).EndAsync(now, cancel);
        var template = new MessageTemplate(input.Kind, input.Language, version, input.Subject, input.Body, actor.StaffIdOrNull, now);
        db.Add(template);
        return Outcome<MessageTemplate>.Of(template.Id, new MessageTemplateSet(template.Id, template.Kind, template.Language, template.Version));
    }

    [GeneratedRegex("^[a-z]{2,3}$")]
    private static partial Regex Tag();
}

[EventOf("MessageTemplate", "SET", "A version of a template was set.")]
internal sealed record MessageTemplateSet(Guid MessageTemplate, UpdateKind Kind, string Language, int Version) : IEvent
{
    public Guid Subject => MessageTemplate;
}
