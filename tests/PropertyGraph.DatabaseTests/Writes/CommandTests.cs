using CsCheck;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.DatabaseTests.Notes;
using PropertyGraph.DatabaseTests.Security;
using PropertyGraph.Faults;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Writes;

public sealed class CommandTests : IAsyncLifetime
{
    private NotesPlatform notes = null!;

    public async Task InitializeAsync() => notes = await NotesPlatform.StartAsync(background: false);

    public async Task DisposeAsync() => await notes.DisposeAsync();

    private static string Id(string type, Guid key) => GlobalId.Encode(type, key);

    [Fact]
    public async Task A_command_writes_its_row_its_event_and_its_audit()
    {
        var result = await notes.AddAsync("first", null, ("text", "private words"));

        Assert.Empty(result.Faults);
        Assert.Equal(7, result.Values["number"]);
        Assert.Equal(result.Key, await notes.ScalarAsync<Guid>("SELECT id FROM notes.notes"));
        Assert.Equal($"Note ADDED {result.Key}", await notes.ScalarAsync<string>("SELECT entity || ' ' || kind || ' ' || subject FROM propertygraph.events WHERE before IS NULL AND after IS NOT NULL"));
        Assert.Equal("INSERT Note addNote", await notes.ScalarAsync<string>("SELECT operation || ' ' || entity || ' ' || command FROM propertygraph.audit"));
    }

    [Fact]
    public async Task A_command_begins_with_its_row_takes_the_persons_key_and_sends_all_it_changes_with_the_commit()
    {
        var note = (await notes.AddAsync("first")).Key!.Value;
        var sent = await SentSql.DuringAsync(() => notes.RunAsync("giveNote", NotesPlatform.Agent, ("note", Id("Note", note)), ("to", Id("Customer", Guid.CreateVersion7()))));

        Assert.Collection(sent.Where(s => !s.Contains("rights", StringComparison.Ordinal)),
            s =>
            {
                Assert.StartsWith("BEGIN ISOLATION LEVEL REPEATABLE READ;\nSELECT \"id\", ", s, StringComparison.Ordinal);
                Assert.Contains("FROM \"notes\".\"notes\" WHERE \"id\" = $1", s, StringComparison.Ordinal);
            },
            s => Assert.StartsWith("SELECT subject, key FROM propertygraph.subject_keys", s, StringComparison.Ordinal),
            s => Assert.StartsWith("INSERT INTO propertygraph.subject_keys", s, StringComparison.Ordinal),
            s =>
            {
                Assert.StartsWith("UPDATE \"notes\".\"notes\" SET \"customer_id\" = $1 WHERE \"id\" = $2", s, StringComparison.Ordinal);
                Assert.Contains("INSERT INTO propertygraph.audit", s, StringComparison.Ordinal);
                Assert.Contains("INSERT INTO propertygraph.events", s, StringComparison.Ordinal);
                Assert.EndsWith("COMMIT", s.TrimEnd(';', '\n'), StringComparison.Ordinal);
            });
    }

    [Fact]
    public async Task A_command_that_is_refused_before_it_asks_anything_sends_nothing_and_leaves_nothing_behind()
    {
        var sent = await SentSql.DuringAsync(async () => Assert.IsType<ValidationError>(Assert.Single((await notes.AddAsync(" ")).Faults)));
        Assert.DoesNotContain(sent, s => !s.Contains("rights", StringComparison.Ordinal));
        // Whoever has its context next may be in no transaction.
        await notes.Get<Storage.Migrator>().MigrateAsync(null, CancellationToken.None);
        Assert.Empty((await notes.AddAsync("first")).Faults);
    }

    [Fact]
    public async Task What_goes_wrong_is_told_also_where_the_connection_breaks_then()
    {
        notes.Switches.InHandler = async db =>
        {
            var backend = await db.Database.SqlQuery<int>($"SELECT pg_backend_pid() AS \"Value\"").SingleAsync();
            await notes.ExecuteAsync($"SELECT pg_terminate_backend({backend})");
            await notes.UntilAsync(0, $"SELECT count(*) FROM pg_stat_activity WHERE pid = {backend}");
            throw new InvalidOperationException("This went wrong.");
        };
        Assert.Equal("This went wrong.", (await Assert.ThrowsAsync<InvalidOperationException>(() => notes.AddAsync("first"))).Message);
        notes.Switches.InHandler = _ => Task.CompletedTask;
        Assert.Empty((await notes.AddAsync("second")).Faults);
        Assert.Equal("second", await notes.ScalarAsync<string>("SELECT string_agg(title, ' ') FROM notes.notes"));
    }

    [Fact]
    public async Task Personal_values_are_encrypted_in_the_audit_with_the_persons_key()
    {
        await notes.AddAsync("first", null, ("text", "private words"));

        Assert.Equal(0L, await notes.ScalarAsync<long>("SELECT count(*) FROM propertygraph.audit WHERE changes::text LIKE '%private%'"));
        var text = await notes.ScalarAsync<string>("SELECT changes -> 'Text' ->> 'personal' FROM propertygraph.audit");
        var key = await notes.ScalarAsync<byte[]>($"SELECT key FROM propertygraph.subject_keys WHERE subject = '{NotesPlatform.Customer}'");
        Assert.Equal("""[null,"private words"]""", SubjectKeys.Decrypt(key, NotesPlatform.Customer, text));
    }

    [Fact]
    public async Task After_erasure_nothing_personal_is_written_for_that_person()
    {
        await notes.AddAsync("first", null, ("text", "private words"));
        await notes.ExecuteAsync("UPDATE propertygraph.subject_keys SET key = NULL");
        var refused = await notes.AddAsync("second", null, ("text", "more words"));
        Assert.IsType<Conflict>(Assert.Single(refused.Faults));
        Assert.Empty((await notes.AddAsync("third")).Faults);
        // What the platform itself writes comes without the words.
        Assert.Empty((await notes.AddAsync("fourth", Actor.System, ("text", "more words"))).Faults);

        Assert.Equal("first third fourth", await notes.ScalarAsync<string>("SELECT string_agg(title, ' ' ORDER BY id) FROM notes.notes"));
        Assert.Equal(0L, await notes.ScalarAsync<long>("SELECT count(*) FROM notes.notes WHERE text = 'more words'"));
        Assert.Equal(1L, await notes.ScalarAsync<long>("SELECT count(*) FROM propertygraph.audit WHERE changes ? 'Text' AND changes -> 'Text' ->> 'personal' IS NULL"));
    }

    [Fact]
    public async Task A_change_tells_what_policies_decide_by_before_and_after()
    {
        var other = Guid.CreateVersion7();
        var note = (await notes.AddAsync("first")).Key!.Value;
        await notes.RunAsync("giveNote", NotesPlatform.Agent, ("note", Id("Note", note)), ("to", Id("Customer", other)));

        var log = notes.Get<Events.LogReader>();
        await using var connection = await notes.Source.OpenConnectionAsync();
        // A transaction of another test's database holds back what readers may see.
        IReadOnlyList<Events.RecordedEvent> events;
        while ((events = await log.ReadAllAsync(connection, default, 10, CancellationToken.None)).Count < 2) await Task.Yield();
        var given = events[1].Event;
        Assert.Equal(NotesPlatform.Customer, given.Before!["CustomerId"]);
        Assert.Equal(other, given.After!["CustomerId"]);
        Assert.Equal(NoteState.StillOpen, given.After!["State"]);
        Assert.True(given.StaffOnly);
    }

    [Fact]
    public async Task A_position_that_is_not_allowed_is_told_which_are()
    {
        var worker = Actor.Staff(Guid.CreateVersion7(), Guid.CreateVersion7(), Position.Worker);
        var fault = Assert.IsType<NotAllowed>(Assert.Single((await notes.AddAsync("first", worker)).Faults));
        Assert.Contains("AGENT", fault.Message);
        Assert.IsType<NotAllowed>(Assert.Single((await notes.AddAsync("first", Actor.Partner(Guid.CreateVersion7()))).Faults));
    }

    [Fact]
    public async Task A_wrong_id_is_a_fault_with_its_path()
    {
        var none = await notes.RunAsync("addNote", NotesPlatform.Agent, ("customer", "no id"), ("title", "x"));
        var other = await notes.RunAsync("addNote", NotesPlatform.Agent, ("customer", Id("Staff", Guid.CreateVersion7())), ("title", "x"));

        Assert.Equal(["customer"], Assert.IsType<ValidationError>(Assert.Single(none.Faults)).Path!);
        Assert.Equal(["customer"], Assert.IsType<NotFound>(Assert.Single(other.Faults)).Path!);
    }

    [Fact]
    public async Task A_row_that_the_actor_does_not_see_is_not_found()
    {
        var note = (await notes.AddAsync("first")).Key!.Value;
        var to = ("to", (object?)Id("Customer", Guid.CreateVersion7()));

        var stranger = await notes.RunAsync("giveNote", Actor.Customer(Guid.CreateVersion7()), ("note", Id("Note", note)), to);
        var owner = await notes.RunAsync("giveNote", Actor.Customer(NotesPlatform.Customer), ("note", Id("Note", note)), to);

        Assert.IsType<NotFound>(Assert.Single(stranger.Faults));
        Assert.Empty(owner.Faults);
    }

    [Fact]
    public async Task A_fault_of_the_handler_leaves_nothing()
    {
        var note = (await notes.AddAsync("first")).Key!.Value;
        var same = await notes.RunAsync("giveNote", NotesPlatform.Agent, ("note", Id("Note", note)), ("to", Id("Customer", NotesPlatform.Customer)));
        Assert.IsType<StepNotAllowed>(Assert.Single(same.Faults));
        Assert.Equal(1L, await notes.ScalarAsync<long>("SELECT count(*) FROM propertygraph.events"));
    }

    /// <summary>A title that one note gives up and another takes, in one transaction, is what goes wrong where rows are not written in order.</summary>
    [Fact]
    public Task What_is_saved_with_the_commit_is_what_is_saved_before() => Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3]).Array[1, 8].Array[2].SampleAsync(async acts =>
    {
        Assert.Equal(await OutcomeAsync(acts, saveFirst: true), await OutcomeAsync(acts, saveFirst: false));
    }, iter: 25, threads: 1);

    /// <summary>Rows and audit after two commands, the second of which finds what the first left.</summary>
    private async Task<string> OutcomeAsync((int What, int Title)[][] acts, bool saveFirst)
    {
        await notes.ExecuteAsync("TRUNCATE notes.notes, propertygraph.audit");
        for (var i = 0; i < acts.Length; i++)
        {
            notes.Switches.InHandler = async db =>
            {
                var known = await ((NotesDb)db).Notes.Where(n => n.Title.StartsWith("t")).ToDictionaryAsync(n => n.Title);
                foreach (var (what, title) in acts[i])
                {
                    var there = known.GetValueOrDefault($"t{title}");
                    if (what == 0 && there is null) db.Add(known[$"t{title}"] = new(NotesPlatform.Customer, $"t{title}", $"Text {i}"));
                    else if (what == 1 && there is not null && known.Remove(there.Title)) db.Remove(there);
                    else if (what == 2) there?.GiveTo(Guid.Empty);
                    else if (what == 3) there?.Remind();
                }
                if (saveFirst) await db.SaveChangesAsync();
            };
            Assert.Empty((await notes.AddAsync($"act {i}")).Faults);
        }
        return await notes.ScalarAsync<string>(
            """
            SELECT (SELECT string_agg(format('%s %s %s %s', title, text, customer_id = '00000000-0000-0000-0000-000000000000', reminders), E'\n' ORDER BY title) FROM notes.notes)
                || (SELECT string_agg(a, E'\n' ORDER BY a) FROM (SELECT command || entity || operation || (changes - 'Id' #- '{Text,personal}')::text AS a FROM propertygraph.audit) AS b)
            """);
    }

    [Fact]
    public async Task A_second_row_with_a_unique_value_is_a_conflict()
    {
        await notes.AddAsync("same");
        Assert.IsType<Conflict>(Assert.Single((await notes.AddAsync("same")).Faults));
    }

    [Fact]
    public async Task A_failure_between_write_and_commit_leaves_nothing()
    {
        await notes.ExecuteAsync(
            """
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''refused''; END';
            CREATE TRIGGER refuse BEFORE INSERT ON propertygraph.events FOR EACH ROW EXECUTE FUNCTION refuse();
            """);
        await Assert.ThrowsAsync<PostgresException>(() => notes.AddAsync("first", null, ("idempotencyKey", "k"), ("remindAt", DateTimeOffset.UtcNow)));
        await NothingIsThereAsync();
    }

    [Fact]
    public async Task A_connection_that_dies_in_the_transaction_leaves_nothing()
    {
        notes.Switches.InHandler = db => notes.ExecuteAsync($"SELECT pg_terminate_backend({((NpgsqlConnection)Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetDbConnection(db.Database)).ProcessID})");
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => notes.AddAsync("first", null, ("idempotencyKey", "k")));
        await NothingIsThereAsync();
    }

    private async Task NothingIsThereAsync()
    {
        foreach (var table in new[] { "notes.notes", "propertygraph.events", "propertygraph.audit", "propertygraph.idempotency_keys", "propertygraph.timers", "propertygraph.subject_keys" })
            Assert.Equal(0L, await notes.ScalarAsync<long>($"SELECT count(*) FROM {table}"));
    }

    [Fact]
    public async Task The_same_idempotency_key_answers_the_first_outcome_but_no_secret()
    {
        var first = await notes.AddAsync("first", null, ("idempotencyKey", "k"));
        var second = await notes.AddAsync("first", null, ("idempotencyKey", "k"));

        Assert.Equal(first.Key, second.Key);
        Assert.Equal("s3cret", first.Values["secret"]);
        Assert.Null(second.Values["secret"]);
        Assert.Equal(7, second.Values["number"]);
        Assert.Equal(1L, await notes.ScalarAsync<long>("SELECT count(*) FROM notes.notes"));
    }

    [Fact]
    public async Task The_same_idempotency_key_with_another_input_is_a_fault()
    {
        await notes.AddAsync("first", null, ("idempotencyKey", "k"));
        Assert.IsType<IdempotencyKeyReused>(Assert.Single((await notes.AddAsync("second", null, ("idempotencyKey", "k"))).Faults));
        Assert.Empty((await notes.AddAsync("third", Actor.Customer(NotesPlatform.Customer), ("idempotencyKey", "k"))).Faults);
    }

    [Fact]
    public async Task Strangers_do_not_learn_of_each_others_keys()
    {
        await notes.AddAsync("first", Actor.Anonymous, ("idempotencyKey", "k"));
        Assert.Empty((await notes.AddAsync("second", Actor.Anonymous, ("idempotencyKey", "k"))).Faults);
    }

    [Fact]
    public async Task The_same_idempotency_key_at_the_same_time_acts_once()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => notes.AddAsync("first", null, ("idempotencyKey", "k"))));

        Assert.All(results, r => Assert.Empty(r.Faults));
        Assert.Single(results.Select(r => r.Key).Distinct());
        Assert.Equal(1L, await notes.ScalarAsync<long>("SELECT count(*) FROM notes.notes"));
    }

    [Fact]
    public void A_commands_schema_is_its_signature()
    {
        var add = notes.Get<GraphModel>().Commands.Single(c => c.Name == "addNote");

        Assert.Equal(("AddNoteInput", "Note"), (add.Input.Name, add.Entity));
        Assert.Equal(["customer", "title", "text", "remindAt", "lines"], add.Input.Fields.Select(f => f.Name));
        Assert.Equal([true, true, false, false, false], add.Input.Fields.Select(f => f.IsRequired));
        Assert.Equal(("NoteLineInput", true), (add.Input.Fields[4].Object!.Name, add.Input.Fields[4].IsList));
        Assert.DoesNotContain(typeof(StepNotAllowed), add.Faults);
    }
}
