using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Imports;
using PropertyGraph.Modules;

namespace PropertyGraph.DatabaseTests.Notes;

/// <summary>What the tests make the handlers do.</summary>
internal sealed class NotesSwitches
{
    public Func<NotesDb, Task> InHandler { get; set; } = _ => Task.CompletedTask;
    public Func<NoteAdded, NotesDb, Task> OnAdded { get; set; } = (_, _) => Task.CompletedTask;
}

internal sealed class NotesModule(NotesSwitches switches) : IModule
{
    public string Name => "notes";

    public void Configure(ModuleBuilder module)
    {
        module.Database<NotesDb>();
        module.Entity<Note>(Note.Describe);
        module.Events(typeof(NoteAdded), typeof(NoteGiven));
        module.Commands(new Adding(switches).Handle, GiveNote.Handle);
        module.On<NoteAdded>("traceAdded", async (NoteAdded e, NotesDb db) =>
        {
            db.Add(new Trace("added", e.Note));
            await db.SaveChangesAsync();
            await switches.OnAdded(e, db);
            return Reaction.None;
        });
        module.Timer("remind", async (TimerFired timer, NotesDb db, CancellationToken cancel) =>
        {
            var note = await db.Notes.SingleAsync(n => n.Id == timer.Key, cancel);
            note.Remind();
            return Reaction.None;
        });
        module.Import("notes.csv", ImportNotes.Import);
    }

    private sealed class Adding(NotesSwitches switches)
    {
        [Allow(Position.Agent), AllowAudience(Audience.Customer, Audience.Anonymous)]
        [Describes("Adds a note.")]
        [Returns("secret", typeof(string), "Shown once."), Returns("number", typeof(int), "A number.", Repeatable = true)]
        public async Task<Outcome<Note>> Handle(AddNote input, NotesDb db, CancellationToken cancel)
        {
            if (string.IsNullOrWhiteSpace(input.Title)) return new ValidationError("Give a title.", ["title"]);
            var note = new Note(input.Customer, input.Title, input.Text);
            db.Add(note);
            if (input.RemindAt is { } due) db.Schedule("remind", note.Id, due);
            await db.SaveChangesAsync(cancel);
            await switches.InHandler(db);
            return Outcome<Note>.Of(note.Id, new NoteAdded(note.Id, note.State)).With("secret", "s3cret").With("number", 7);
        }
    }
}

[Describes("What to note.")]
internal sealed record AddNote(
    [Describes("Whose note."), IdOf("Customer")] Guid Customer,
    [Describes("Title.")] string Title,
    [Describes("Text.")] string? Text = null,
    [Describes("When to remind.")] DateTimeOffset? RemindAt = null,
    [Describes("Lines.")] IReadOnlyList<NoteLine>? Lines = null);

[Describes("A line.")]
internal sealed record NoteLine([Describes("State.")] NoteState State, [Describes("Count.")] int Count = 3);

[Describes("Which note goes to whom.")]
internal sealed record GiveNote([Describes("Which."), IdOf("Note")] Guid Note, [Describes("To whom."), IdOf("Customer")] Guid To)
{
    [Allow(Position.Agent), AllowAudience(Audience.Customer), MayFail(typeof(StepNotAllowed))]
    [Describes("Gives a note to somebody.")]
    public static async Task<Outcome<Note>> Handle(GiveNote input, NotesDb db, CancellationToken cancel)
    {
        if (await db.FindVisibleAsync<Note>(input.Note, cancel) is not { } note) return new NotFound("There is no such note.", ["note"]);
        if (note.CustomerId == input.To) return new StepNotAllowed("It is theirs.", "STILL_OPEN", []);
        note.GiveTo(input.To);
        return Outcome<Note>.Of(note.Id, new NoteGiven(note.Id));
    }
}

internal sealed record NoteRow(string Title, string? Text, int Count, DateOnly? Day = null, NoteState State = NoteState.Done);

internal static class ImportNotes
{
    public static Task Import(ImportBatch<NoteRow> batch, NotesDb db)
    {
        foreach (var row in batch.Rows)
            if (row.Value.Title == "bad") batch.Reject(row, "title", "It is bad.");
            else db.Add(new Note(Guid.Empty, row.Value.Title, row.Value.Text));
        return Task.CompletedTask;
    }
}
