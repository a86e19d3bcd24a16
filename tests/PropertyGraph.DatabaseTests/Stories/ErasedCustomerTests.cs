using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.DatabaseTests.Security;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>What is written about a customer while, and after, it is erased.</summary>
public sealed class ErasedCustomerTests : IAsyncLifetime
{
    private const string Words = "Purple Elephant";

    private static readonly string[] Writes = ["fileComplaint", "addNote", "reopenComplaint", "recordGrievance", "attachToComplaint", "recordInteraction", "setPreference", "recordCharge", "moveIn"];

    private Company company = null!;

    public async Task InitializeAsync() => company = await Company.OpenAsync();

    public async Task DisposeAsync() => await company.DisposeAsync();

    private Actor Director => company[Position.Director];

    [Fact]
    public async Task An_erasure_that_comes_upon_something_that_is_just_written_erases_nothing()
    {
        foreach (var write in Writes)
        {
            var (customer, complaint) = await LeaveAsync();
            var erase = await ErasingAsync(customer);
            var (written, erased) = await AtOnceAsync(() => WriteAsync(write, customer, complaint), erase);
            Assert.Equal((write, "", "Conflict"), (write, written, erased));
        }
        Assert.Equal(0L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM customers.erasures"));
    }

    [Fact]
    public async Task What_comes_upon_an_erasure_is_not_written()
    {
        foreach (var write in Writes)
        {
            var (customer, complaint) = await LeaveAsync();
            var (erased, written) = await AtOnceAsync(await ErasingAsync(customer), () => WriteAsync(write, customer, complaint));
            Assert.Equal((write, "", write is "addNote" or "reopenComplaint" or "attachToComplaint" ? "Conflict" : "NotFound"), (write, erased, written));
        }
        Assert.Equal("", await WordsAsync());
    }

    [Fact]
    public async Task Of_an_erasure_and_a_complaint_at_any_moment_one_is_refused()
    {
        var (filed, gone) = (0, 0);
        var random = new Random(1);
        for (var round = 0; round < 60 || (round < 300 && (filed == 0 || gone == 0)); round++)
        {
            var customer = await RegisterAsync();
            var erase = await ErasingAsync(customer);
            var (first, second) = (random.Next(8), random.Next(8));
            var answers = await Task.WhenAll(LaterAsync(first, () => WriteAsync("fileComplaint", customer, "")), LaterAsync(second, erase));
            Assert.True(answers is ["", "Conflict" or "StillNeeded"] or ["NotFound" or "Conflict", ""], string.Join(' ', answers));
            if (answers[0].Length == 0) filed++;
            else gone++;
        }
        Assert.True(filed > 0 && gone > 0, $"{filed} complaints were filed, {gone} customers erased.");
        Assert.Equal(0L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM complaints.complaints AS c JOIN customers.customers AS u ON u.id = c.customer_id WHERE u.erased_at IS NOT NULL"));
    }

    [Fact]
    public async Task Complaints_of_the_erased_take_no_words_and_no_files()
    {
        var (customer, complaint) = await LeaveAsync();
        Assert.Equal("", await (await ErasingAsync(customer))());
        foreach (var write in new[] { "addNote", "reopenComplaint", "attachToComplaint" })
            Assert.Equal((write, "Conflict"), (write, await WriteAsync(write, customer, complaint)));
        var refused = await company.TryAsync("addNote", company[Position.Agent], new { complaint, note = Words }, "complaint { id }");
        Assert.Equal("Whom this is about was erased: nothing personal is written about them any more, no words and no files.", Company.Errors(refused)[0].GetProperty("message").GetString());
        Assert.Equal("", await WordsAsync());
        Assert.Equal(0L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM propertygraph.files"));
    }

    [Fact]
    public async Task Books_of_the_erased_go_on_without_words()
    {
        var (customer, _) = await LeaveAsync();
        var charge = await company.ChargeAsync(Actor.Customer(Company.Key(customer)), 100);
        var payment = Company.Id(await company.DoAsync("recordPayment", company[Position.Manager], new { charge, amount = 100, method = "BANK_TRANSFER" }, "payment { id }"), "payment");
        Assert.Equal("", await (await ErasingAsync(customer))());
        var taken = await company.DoAsync("reversePayment", company[Position.Manager], new { payment, reason = Words }, "payment { amount reason charge { openAmount } }");
        Assert.Equal("""{"amount":-100.00,"reason":null,"charge":{"openAmount":100.00}}""", taken.GetProperty("payment").GetRawText());
        Assert.Equal("", await WordsAsync());
    }

    private async Task<string> WriteAsync(string mutation, string customer, string complaint)
    {
        object input = mutation switch
        {
            "fileComplaint" => new { title = Words, description = Words, customer },
            "addNote" => new { complaint, note = Words, visibility = "INTERNAL" },
            "reopenComplaint" => new { complaint, reason = Words },
            "recordGrievance" => new { text = Words, customer },
            "attachToComplaint" => new { complaint, file = (object?)null },
            "recordInteraction" => new { customer, channel = "PHONE", direction = "INBOUND", summary = Words },
            "setPreference" => new { customer, topic = "ACCESS", text = Words },
            "recordCharge" => new { customer, kind = await KindAsync(), from = "2026-06-01", to = "2026-06-30", dueOn = "2026-06-30", amount = 10 },
            _ => new { customer, unit = company.Unit, role = "TENANT", from = "2026-01-01" },
        };
        var by = company[mutation == "recordCharge" ? Position.Manager : Position.Agent];
        return string.Join(' ', await company.RefusedAsync(mutation, by, input, mutation == "attachToComplaint" ? [new("variables.input.file", await company.Platform.ReceiveAsync($"{Words}.png"))] : null));
    }

    private async Task<string> KindAsync() => (await company.Platform.DataAsync("""{ chargeKind(code: "MANAGEMENT") { id } }""", Actor.System)).GetProperty("chargeKind").GetProperty("id").GetString()!;

    [Fact]
    public async Task The_persons_key_comes_with_the_row_and_is_held_with_the_commit()
    {
        var complaint = await company.FileAsync(customer: company.Customer);
        await company.NoteAsync(complaint);
        var sent = await SentSql.DuringAsync(() => company.NoteAsync(complaint));

        Assert.Collection(sent.Where(s => s.Contains("complaints", StringComparison.Ordinal) && !s.Contains("REPEATABLE READ READ ONLY", StringComparison.Ordinal)).Take(2),
            s => Assert.Matches("(?s)^BEGIN .*FROM \"complaints\".\"complaints\" WHERE .*SELECT k.subject, k.key FROM propertygraph.subject_keys AS k WHERE k.subject = [(]SELECT t.\"customer_id\" FROM \"complaints\".\"complaints\"", s),
            s => Assert.Matches("(?s)^SELECT subject, key FROM propertygraph.subject_keys WHERE subject = [$]1 FOR SHARE;.*INSERT INTO \"complaints\".\"complaint_events\".*COMMIT;?\\s*$", s));
        Assert.Equal(0L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM propertygraph.audit WHERE entity = 'ComplaintEvent' AND changes -> 'Note' ? 'personal' AND changes -> 'Note' ->> 'personal' IS NULL AND person IS NOT NULL"));
    }

    /// <summary>An erasure by the preview as it stands.</summary>
    private async Task<Func<Task<string>>> ErasingAsync(string customer)
    {
        var preview = await company.Platform.DataAsync("query($id: ID!) { customer(id: $id) { erasurePreview { version } } }", Director, new { id = customer });
        var version = preview.GetProperty("customer").GetProperty("erasurePreview").GetProperty("version").GetString();
        return async () => string.Join(' ', await company.RefusedAsync("eraseCustomer", Director, new { customer, reason = "REQUEST", version }));
    }

    /// <summary>One call that has written all and can't commit, another that comes upon it; then both go on.</summary>
    private async Task<(string First, string Second)> AtOnceAsync(Func<Task<string>> first, Func<Task<string>> second)
    {
        await using var connection = await company.Platform.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        // Events are written last.
        await using (var held = new NpgsqlCommand("LOCK TABLE propertygraph.events IN EXCLUSIVE MODE", connection)) await held.ExecuteNonQueryAsync();
        var one = first();
        await WaitingAsync(1);
        var other = second();
        await WaitingAsync(2);
        await transaction.RollbackAsync();
        return (await one, await other);
    }

    private Task WaitingAsync(long count) => company.UntilAsync(count, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND wait_event_type = 'Lock'");

    private static async Task<string> LaterAsync(int milliseconds, Func<Task<string>> act)
    {
        await Task.Delay(milliseconds);
        return await act();
    }

    /// <summary>A customer whose complaint is closed.</summary>
    private async Task<(string Customer, string Complaint)> LeaveAsync()
    {
        var customer = await RegisterAsync();
        var complaint = await company.FileAsync(customer: Actor.Customer(Company.Key(customer)));
        await company.StepsAsync(complaint, "acknowledge", "assign", "resolve", "close");
        return (customer, complaint);
    }

    private async Task<string> RegisterAsync() => Company.Id(await company.DoAsync("registerCustomer", company[Position.Agent], new { kind = "PERSON", name = "Zhang" }, "customer { id }"), "customer");

    /// <summary>Tables in which the words are.</summary>
    private async Task<string> WordsAsync()
    {
        var sql = await company.Platform.ScalarAsync<string>(
            $"""
            SELECT string_agg(format('SELECT %L AS place WHERE EXISTS (SELECT 1 FROM %I.%I AS t WHERE t::text ~ %L)', table_schema || '.' || table_name, table_schema, table_name, '{Words}'), ' UNION ALL ')
            FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
            """);
        return await company.Platform.ScalarAsync<string>($"SELECT coalesce(string_agg(place, ' ' ORDER BY place), '') FROM ({sql}) AS d");
    }
}
