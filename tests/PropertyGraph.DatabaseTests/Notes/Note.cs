using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Modules;

namespace PropertyGraph.DatabaseTests.Notes;

[Describes("How far a note is.")]
internal enum NoteState
{
    [Describes("Not done.")] StillOpen,
    [Describes("Done.")] Done,
}

internal sealed class Note
{
    private Note() { }

    public Note(Guid customerId, string title, string? text) => (CustomerId, Title, Text) = (customerId, title, text);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid CustomerId { get; private set; }
    public string Title { get; private set; } = "";
    public string? Text { get; private set; }
    public NoteState State { get; private set; }
    public int Reminders { get; private set; }

    public void GiveTo(Guid customer) => CustomerId = customer;
    public void Remind() => Reminders++;

    internal static void Describe(EntityBuilder<Note> note)
    {
        note.Is("A note.", "note", "notes").DataSubject(n => n.CustomerId);
        note.Field(n => n.Title, "Title.");
        note.Field(n => n.Text, "Text.").Personal();
        note.Field(n => n.State, "State.");
        note.VisibleTo(Audience.Staff);
        note.VisibleTo(Audience.Customer, (n, actor) => n.CustomerId == actor.CustomerId && n.State == NoteState.StillOpen);
    }
}

/// <summary>What a handler or timer did: one row for each time.</summary>
internal sealed class Trace(string what, Guid note)
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string What { get; private set; } = what;
    public Guid Note { get; private set; } = note;
}

internal sealed class NotesDb(DbContextOptions<NotesDb> options) : ModuleDb(options)
{
    public DbSet<Note> Notes => Set<Note>();
    public DbSet<Trace> Traces => Set<Trace>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<Note>().HasIndex(n => n.Title).IsUnique();
        model.Entity<Trace>();
    }
}

[DbContext(typeof(NotesDb)), Migration("20260101000000_Initial")]
internal sealed class NotesMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE notes.notes (id uuid PRIMARY KEY, customer_id uuid NOT NULL, title text NOT NULL UNIQUE, text text, state text NOT NULL, reminders int NOT NULL);
        CREATE TABLE notes.traces (id uuid PRIMARY KEY, what text NOT NULL, note uuid NOT NULL);
        """);
}

[EventOf("Note", "ADDED", "A note came.")]
internal sealed record NoteAdded(Guid Note, NoteState State) : IEvent
{
    public Guid Subject => Note;
}

[EventOf("Note", "GIVEN", "A note changed hands.", StaffOnly = true)]
internal sealed record NoteGiven(Guid Note) : IEvent
{
    public Guid Subject => Note;
}
