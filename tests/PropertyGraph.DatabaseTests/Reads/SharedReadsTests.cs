using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Execution;
using PropertyGraph.Plans;
using PropertyGraph.Requests;
using PropertyGraph.Schema;
using PropertyGraph.Sql;

namespace PropertyGraph.DatabaseTests.Reads;

/// <summary>Reads that wait for one of few connections are sent together, and none notices another: not its rows, its failure, its size or its client's leaving.</summary>
public sealed class SharedReadsTests(World world) : IClassFixture<World>
{
    /// <summary>So much that only what hangs takes it.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    /// <summary>Each is quick, and the sixth is several statements.</summary>
    private static readonly string[] Quick =
    [
        "{ departments(order: [{ code: ASC }]) { nodes { code name } } }",
        "{ customers { totalCount } }",
        "{ customers(first: 3, order: [{ number: DESC }]) { nodes { number name } } }",
        "{ complaints(first: 5, order: [{ reference: ASC }]) { nodes { reference title } } }",
        "{ staff(where: { position: { eq: MANAGER } }) { nodes { number name } } }",
        "{ customers(first: 4, order: [{ number: ASC }]) { totalCount nodes { number complaints(first: 2) { nodes { title } } contacts { nodes { value } } } } }",
        "{ units(first: 6, order: [{ code: ASC }]) { nodes { code area } } }",
    ];

    /// <summary>Waits for the buildings when PostgreSQL has sent the first rows already: they are more than it keeps back.</summary>
    private static readonly string Halfway = $"{{ {string.Join(' ', Enumerable.Range(0, 10).Select(i => $"c{i}: complaints(first: 100) {{ nodes {{ id reference title description }} }}"))} buildings {{ nodes {{ name }} }} }}";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Many_at_once_get_what_each_gets_alone(int count)
    {
        await using var connections = Connect(count);
        var engine = Engine(connections);
        var requests = await RequestsAsync();
        var expected = new string[requests.Count];
        for (var i = 0; i < requests.Count; i++) expected[i] = await AskAsync(engine, requests[i]);
        await OpenAsync(engine, count);
        for (var round = 0; round < 12; round++) await AllAtOnceAsync(round);

        async Task AllAtOnceAsync(int seed)
        {
            var order = Enumerable.Range(0, requests.Count).ToArray();
            new System.Random(seed).Shuffle(order);
            // From two threads, so that reads come while others go.
            var halves = order.Chunk((order.Length + 1) / 2).Select(half => Task.Run(() => Task.WhenAll(half.Select(async i => Assert.Equal(expected[i], await AskAsync(engine, requests[i]))))));
            await Task.WhenAll(halves);
        }
    }

    [Fact]
    public async Task PostgreSQL_sees_one_transaction_for_eight_that_wait()
    {
        await using var connections = Connect();
        var pipeline = Pipeline(connections);
        var blocked = await PrepareAsync(pipeline, "{ partners { nodes { code } } }");
        // Each plan twice, and in one batch only: what it takes there, on a busy machine, decides about no other.
        var quick = new List<Query>();
        for (var i = 0; i < 24; i++) quick.Add(i % 8 < 4 ? await PrepareAsync(pipeline, Quick[i % 8]) : quick[i - 4]);

        var before = await TransactionsAsync(connections);
        Task<string> first;
        Task<string>[] waiting;
        await using (var partners = await LockAsync("organization.partners"))
        {
            first = AnswerAsync(pipeline, blocked);
            await partners.WaiterAsync();
            waiting = [.. quick.Select(query => AnswerAsync(pipeline, query))];
        }
        Assert.Equal(blocked.Expected, await first);
        Assert.Equal(quick.Select(q => q.Expected), await Task.WhenAll(waiting));
        // That before, three of eight, and the one that counts.
        Assert.Equal(before + 1 + 3 + 1, await TransactionsAsync(connections));
    }

    [Fact]
    public async Task A_plan_whose_time_is_not_known_goes_alone()
    {
        await using var connections = Connect();
        var pipeline = Pipeline(connections);
        var blocked = await PrepareAsync(pipeline, "{ partners { nodes { code } } }");
        var unknown = await CompileAsync(pipeline, "{ buildings { nodes { name } } }");
        Assert.False(unknown.Plan.IsWorthPreparing());

        await using var partners = await LockAsync("organization.partners");
        await using var buildings = await LockAsync("customers.buildings");
        var first = AnswerAsync(pipeline, blocked);
        await partners.WaiterAsync();
        var failing = AnswerAsync(pipeline, unknown);
        var others = Enumerable.Range(0, 3).Select(_ => AnswerAsync(pipeline, unknown)).ToList();
        await partners.LetGoAsync();
        Assert.Equal(blocked.Expected, await first);
        // Whoever shares gets another chance.
        await CancelAsync(await buildings.WaiterAsync());
        await Assert.ThrowsAsync<PostgresException>(() => failing);
        await buildings.LetGoAsync();
        Assert.Single((await Task.WhenAll(others)).Distinct());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task One_that_fails_in_PostgreSQL_fails_alone(int place)
    {
        await using var connections = Connect();
        var pipeline = Pipeline(connections);
        var blocked = await PrepareAsync(pipeline, "{ partners { nodes { code } } }");
        var slow = await PrepareAsync(pipeline, "{ buildings { nodes { name } } }");
        var quick = await QuickAsync(pipeline);

        await using var partners = await LockAsync("organization.partners");
        await using var buildings = await LockAsync("customers.buildings");
        var first = AnswerAsync(pipeline, blocked);
        var held = await partners.WaiterAsync();
        var before = quick[..place].Select(q => AnswerAsync(pipeline, q)).ToList();
        var failing = AnswerAsync(pipeline, slow);
        var after = quick[place..].Select(q => AnswerAsync(pipeline, q)).ToList();
        await partners.LetGoAsync();
        Assert.Equal(blocked.Expected, await first);

        // What a statement timeout does, at a moment that is known.
        var waiter = await buildings.WaiterAsync();
        Assert.Equal(held.Transaction + 1, waiter.Transaction);
        await CancelAsync(waiter);
        // Those before it have been answered in the same transaction.
        Assert.Equal(quick[..place].Select(q => q.Expected), await Task.WhenAll(before));
        waiter = await buildings.WaiterAsync(waiter);
        Assert.False(failing.IsCompleted);
        await CancelAsync(waiter);
        Assert.Equal(PostgresErrorCodes.QueryCanceled, (await Assert.ThrowsAsync<PostgresException>(() => failing)).SqlState);
        Assert.Equal(quick[place..].Select(q => q.Expected), await Task.WhenAll(after));
    }

    [Fact]
    public async Task One_that_takes_longer_than_a_statement_may_fails_alone()
    {
        await using var connections = Connect(1, TimeSpan.FromMilliseconds(500));
        var engine = Engine(connections);
        Request[] quick = [.. Quick.Select(q => new Request(q, World.ActorOf("agent"), default))];
        Request slow = new("{ buildings { nodes { name } } }", World.ActorOf("agent"), default);
        var expected = new List<string>();
        foreach (var request in quick.Append(slow))
        {
            await AskAsync(engine, request);
            expected.Add(await AskAsync(engine, request));
        }

        await using (await LockAsync("customers.buildings"))
        {
            var answers = quick[..3].Append(slow).Concat(quick[3..]).Select(request => AskAsync(engine, request)).ToList();
            var failed = await answers[3];
            answers.RemoveAt(3);
            Assert.Contains("PG-EXE-TIMEOUT", failed, StringComparison.Ordinal);
            Assert.Equal(expected[..^1], await Task.WhenAll(answers));
        }
        Assert.Equal(expected[^1], await AskAsync(engine, slow));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public async Task One_that_is_too_large_fails_alone(int place)
    {
        await using var connections = Connect();
        var pipeline = Pipeline(connections);
        var blocked = await PrepareAsync(pipeline, "{ partners { nodes { code } } }");
        var large = await PrepareAsync(pipeline, $"{{ complaints(first: 100) {{ nodes {{ {string.Join(' ', Enumerable.Range(0, 200).Select(i => $"t{i}: title"))} }} }} }}");
        Assert.InRange(large.Expected.Length, 50_000, int.MaxValue);
        var quick = await QuickAsync(pipeline);

        Task<string> first;
        List<Task<string>> answers;
        Task failing;
        await using (var partners = await LockAsync("organization.partners"))
        {
            first = AnswerAsync(pipeline, blocked);
            await partners.WaiterAsync();
            answers = [.. quick[..place].Select(q => AnswerAsync(pipeline, q))];
            // Rows of this limit must not come into the pool, where others would find them.
            var small = (LevelRows)Activator.CreateInstance(typeof(LevelRows), BindingFlags.Instance | BindingFlags.NonPublic, null, [1_000], null)!;
            failing = connections.ReadAsync(Read(large, [small], CancellationToken.None));
            answers.AddRange(quick[place..].Select(q => AnswerAsync(pipeline, q)));
        }
        Assert.Equal(blocked.Expected, await first);
        await Assert.ThrowsAsync<ResponseTooLargeException>(() => failing.WaitAsync(Long));
        Assert.Equal(quick.Select(q => q.Expected), await Task.WhenAll(answers));
    }

    [Fact]
    public async Task Who_hangs_up_while_waiting_is_gone_at_once_and_its_rows_stay_empty()
    {
        await using var connections = Connect();
        var pipeline = Pipeline(connections);
        var blocked = await PrepareAsync(pipeline, "{ partners { nodes { code } } }");
        var slow = await PrepareAsync(pipeline, "{ buildings { nodes { name } } }");
        var quick = await QuickAsync(pipeline);
        using var early = new CancellationTokenSource();
        using var late = new CancellationTokenSource();

        await using var partners = await LockAsync("organization.partners");
        await using var buildings = await LockAsync("customers.buildings");
        var first = AnswerAsync(pipeline, blocked);
        var waiter = await partners.WaiterAsync();
        var second = AnswerAsync(pipeline, slow);
        // Of several statements: all of them are passed over.
        var (earlyRows, lateRows) = (Rows(quick[5]), Rows(quick[5]));
        var earlyRead = connections.ReadAsync(Read(quick[5], earlyRows, early.Token));
        var lateRead = connections.ReadAsync(Read(quick[5], lateRows, late.Token));
        var after = quick[..5].Select(q => AnswerAsync(pipeline, q)).ToList();

        // In the queue.
        await early.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => earlyRead.WaitAsync(Long));
        // In a batch that is under way.
        await partners.LetGoAsync();
        Assert.Equal(waiter.Transaction + 1, (await buildings.WaiterAsync(waiter)).Transaction);
        await late.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lateRead.WaitAsync(Long));
        Assert.False(second.IsCompleted);

        await buildings.LetGoAsync();
        Assert.Equal(blocked.Expected, await first);
        Assert.Equal(slow.Expected, await second);
        Assert.Equal(quick[..5].Select(q => q.Expected), await Task.WhenAll(after));
        Assert.All(earlyRows.Concat(lateRows), rows => Assert.Equal((0, 0), (rows!.RowCount, rows.Bytes.Length)));
    }

    [Fact]
    public async Task Who_hangs_up_while_its_rows_come_does_not_wait_for_another_turn()
    {
        await using var connections = Connect();
        var pipeline = Pipeline(connections);
        var blocked = await PrepareAsync(pipeline, "{ partners { nodes { code } } }");
        var slow = await PrepareAsync(pipeline, Halfway);
        var other = await PrepareAsync(pipeline, "{ buildings { nodes { code } } }");
        var quick = await QuickAsync(pipeline);
        using var hangUp = new CancellationTokenSource();

        await using var partners = await LockAsync("organization.partners");
        await using var buildings = await LockAsync("customers.buildings");
        var first = AnswerAsync(pipeline, blocked);
        var waiter = await partners.WaiterAsync();
        var rows = Rows(slow);
        var gone = connections.ReadAsync(Read(slow, rows, hangUp.Token));
        var answers = quick.Select(q => AnswerAsync(pipeline, q)).ToList();
        // No place is left for it in the batch.
        var last = AnswerAsync(pipeline, other);
        await partners.LetGoAsync();
        waiter = await buildings.WaiterAsync(waiter);
        await UntilAsync(() => Task.FromResult(rows[0]!.RowCount > 0));
        await hangUp.CancelAsync();
        Assert.False(gone.IsCompleted);

        // The batch fails, and the one that was last is next. It waits, too.
        await CancelAsync(waiter);
        await buildings.WaiterAsync(waiter);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone.WaitAsync(Long));
        Assert.False(last.IsCompleted);
        await buildings.LetGoAsync();
        Assert.Equal(blocked.Expected, await first);
        Assert.Equal(other.Expected, await last);
        Assert.Equal(quick.Select(q => q.Expected), await Task.WhenAll(answers));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Whoever_hangs_up_whenever_the_others_are_answered(int count)
    {
        await using var connections = Connect(count);
        var engine = Engine(connections);
        var requests = await RequestsAsync();
        var expected = new string[requests.Count];
        for (var time = 0; time < 2; time++)
            for (var i = 0; i < requests.Count; i++) expected[i] = await AskAsync(engine, requests[i]);

        var random = new System.Random(2);
        var (gone, answered) = (0, 0);
        for (var round = 0; round < 25; round++)
        {
            var sources = Enumerable.Range(0, 30).Select(_ => new CancellationTokenSource()).ToArray();
            var asked = sources.Select(_ => random.Next(requests.Count)).ToArray();
            var answers = asked.Select((i, n) => AskAsync(engine, requests[i], sources[n].Token)).ToArray();
            var leaving = sources.Where((_, n) => n % 2 == 0).ToArray();
            random.Shuffle(leaving);
            var pause = random.Next(2_000);
            var cancelling = Task.Run(() =>
            {
                foreach (var source in leaving)
                {
                    Thread.SpinWait(pause);
                    source.Cancel();
                }
            });
            for (var n = 0; n < answers.Length; n++)
                try
                {
                    Assert.Equal(expected[asked[n]], await answers[n]);
                    answered++;
                }
                catch (OperationCanceledException) when (n % 2 == 0)
                {
                    gone++;
                }
            await cancelling;
            foreach (var source in sources) source.Dispose();
        }
        Assert.InRange(gone, 10, int.MaxValue);
        Assert.InRange(answered, 25 * 15, int.MaxValue);
        for (var i = 0; i < requests.Count; i++) Assert.Equal(expected[i], await AskAsync(engine, requests[i]));
    }

    [Fact]
    public async Task A_connection_that_is_cut_under_a_batch_costs_nobody_an_answer()
    {
        await using var connections = Connect();
        var pipeline = Pipeline(connections);
        var blocked = await PrepareAsync(pipeline, "{ partners { nodes { code } } }");
        var slow = await PrepareAsync(pipeline, Halfway);
        Query[] queries = [.. await QuickAsync(pipeline)];
        queries = [.. queries[..4], slow, .. queries[4..]];

        await using var partners = await LockAsync("organization.partners");
        await using var buildings = await LockAsync("customers.buildings");
        var first = AnswerAsync(pipeline, blocked);
        await partners.WaiterAsync();
        var answers = queries.Select(q => AnswerAsync(pipeline, q)).ToList();
        await partners.LetGoAsync();
        var waiter = await buildings.WaiterAsync();
        // Those before it are answered: half of its own rows are there, too.
        Assert.Equal(queries[..4].Select(q => q.Expected), await Task.WhenAll(answers[..4]));
        await TerminateAsync(waiter);
        await buildings.WaiterAsync(waiter);
        await buildings.LetGoAsync();
        Assert.Equal(blocked.Expected, await first);
        Assert.Equal(queries.Select(q => q.Expected), await Task.WhenAll(answers));
    }

    [Fact]
    public async Task A_connection_that_is_cut_under_one_costs_its_answer_only()
    {
        await using var connections = Connect();
        var pipeline = Pipeline(connections);
        var blocked = await PrepareAsync(pipeline, "{ partners { nodes { code } } }");
        var quick = await QuickAsync(pipeline);

        await using (var partners = await LockAsync("organization.partners"))
        {
            var first = AnswerAsync(pipeline, blocked);
            var waiter = await partners.WaiterAsync();
            var answers = quick.Select(q => AnswerAsync(pipeline, q)).ToList();
            await TerminateAsync(waiter);
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => first);
            // What waits goes over a new connection.
            Assert.Equal(quick.Select(q => q.Expected), await Task.WhenAll(answers));
        }
        Assert.Equal(blocked.Expected, await AnswerAsync(pipeline, blocked));
    }

    [Fact]
    public async Task A_connection_that_breaks_behind_the_last_row_is_opened_again()
    {
        await using var proxy = new CuttingProxy(world.Platform.ConnectionString);
        await using var connections = new ReadConnections(proxy.ConnectionString, 1, Long);
        var pipeline = Pipeline(connections);
        var blocked = await PrepareAsync(pipeline, "{ partners { nodes { code } } }");
        var quick = await PrepareAsync(pipeline, Quick[0]);

        Task<string> first, second;
        await using (var partners = await LockAsync("organization.partners"))
        {
            first = AnswerAsync(pipeline, blocked);
            await partners.WaiterAsync();
            second = AnswerAsync(pipeline, quick);
            proxy.CutBeforeTransactionEnds(2);
        }
        Assert.Equal(blocked.Expected, await first);
        Assert.Equal(quick.Expected, await second);
        Assert.Equal(quick.Expected, await AnswerAsync(pipeline, quick));
        Assert.Equal(2, proxy.Connected);
    }

    [Fact]
    public async Task While_PostgreSQL_is_away_whoever_waits_is_told_so_and_nobody_after()
    {
        await using var proxy = new CuttingProxy(world.Platform.ConnectionString);
        await using var connections = new ReadConnections(proxy.ConnectionString, 1, Long);
        var pipeline = Pipeline(connections);
        var blocked = await PrepareAsync(pipeline, "{ partners { nodes { code } } }");
        var quick = await QuickAsync(pipeline);

        await using (var partners = await LockAsync("organization.partners"))
        {
            var first = AnswerAsync(pipeline, blocked);
            await partners.WaiterAsync();
            var answers = quick.Select(q => AnswerAsync(pipeline, q)).ToList();
            proxy.GoDown();
            foreach (var answer in answers.Prepend(first)) await Assert.ThrowsAnyAsync<NpgsqlException>(() => answer.WaitAsync(Long));
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => AnswerAsync(pipeline, quick[0]));
        }
        proxy.ComeBack();
        Assert.Equal(quick.Select(q => q.Expected), await Task.WhenAll(quick.Select(q => AnswerAsync(pipeline, q))));
    }

    [Fact]
    public async Task A_migration_under_a_running_gateway_costs_one_answer_at_most()
    {
        await using var connections = Connect();
        var pipeline = Pipeline(connections);
        var blocked = await PrepareAsync(pipeline, "{ partners { nodes { code } } }");
        var changed = await PrepareAsync(pipeline, "{ buildings(order: [{ code: ASC }]) { nodes { name } } }");
        var quick = await QuickAsync(pipeline);
        Query[] queries = [.. quick[..3], changed, .. quick[3..], changed];

        await world.Platform.ExecuteAsync("ALTER TABLE customers.buildings ALTER COLUMN name TYPE varchar(200)");
        try
        {
            Assert.Equal(PostgresErrorCodes.FeatureNotSupported, (await Assert.ThrowsAsync<PostgresException>(() => AnswerAsync(pipeline, changed))).SqlState);
            Assert.Equal(queries.Select(q => q.Expected), await Task.WhenAll(queries.Select(q => AnswerAsync(pipeline, q))));
        }
        finally
        {
            await world.Platform.ExecuteAsync("ALTER TABLE customers.buildings ALTER COLUMN name TYPE text");
        }

        // Prepared anew by the last; now in a batch.
        Task<string> first;
        Task<string>[] answers;
        await using (var partners = await LockAsync("organization.partners"))
        {
            first = AnswerAsync(pipeline, blocked);
            await partners.WaiterAsync();
            answers = [.. queries.Select(q => AnswerAsync(pipeline, q))];
        }
        Assert.Equal(blocked.Expected, await first);
        Assert.Equal(queries.Select(q => q.Expected), await Task.WhenAll(answers));
    }

    [Fact]
    public async Task What_is_under_way_when_the_platform_stops_is_answered()
    {
        var connections = Connect(2);
        var pipeline = Pipeline(connections);
        var blocked = await PrepareAsync(pipeline, "{ partners { nodes { code } } }");
        var quick = await PrepareAsync(pipeline, Quick[0]);
        Task<string>[] under;
        Task<string> waiting;
        List<Waiter> stopped;
        await using (var partners = await LockAsync("organization.partners"))
        {
            under = [AnswerAsync(pipeline, blocked), AnswerAsync(pipeline, blocked)];
            stopped = await partners.WaitersAsync(2);
            waiting = AnswerAsync(pipeline, quick);
            await connections.DisposeAsync().AsTask().WaitAsync(Long);
            await Assert.ThrowsAsync<ObjectDisposedException>(() => AnswerAsync(pipeline, quick));
        }
        Assert.Equal([blocked.Expected, blocked.Expected], await Task.WhenAll(under));
        Assert.Equal(quick.Expected, await waiting);
        await UntilAsync(async () => await world.Platform.ScalarAsync<long>($"SELECT count(*) FROM pg_stat_activity WHERE pid IN ({string.Join(", ", stopped.Select(w => w.Backend))})") == 0);
    }

    /// <summary>A query with the plan that it keeps, and its answer.</summary>
    private sealed record Query(CompiledPlan Plan, Func<SlotFiller> Slots)
    {
        public string Expected { get; init; } = "";
    }

    private sealed record Request(string Text, Actor Actor, JsonElement Variables);

    private ReadConnections Connect(int count = 1, TimeSpan? statementTimeout = null) => new(world.Platform.ConnectionString, count, statementTimeout ?? Long);

    private ReadPipeline Pipeline(ReadConnections connections) => world.Platform.ReadsWith(connections);

    private GraphEngine Engine(ReadConnections connections) => world.Platform.EngineWith(Pipeline(connections));

    /// <summary>Has every connection in use once.</summary>
    private async Task OpenAsync(GraphEngine engine, int count)
    {
        Request partners = new("{ partners { nodes { code } } }", Actor.System, default);
        Task[] answers;
        await using (var held = await LockAsync("organization.partners"))
        {
            answers = [.. Enumerable.Range(0, count).Select(_ => AskAsync(engine, partners))];
            await held.WaitersAsync(count);
        }
        await Task.WhenAll(answers);
    }

    /// <summary>Every golden query, and some documents of several audiences and variables.</summary>
    private static async Task<List<Request>> RequestsAsync()
    {
        var requests = new List<Request>();
        foreach (var file in Directory.GetFiles(Repository.Path("tests", "PropertyGraph.DatabaseTests", "Reads", "Golden"), "*.graphql").Order(StringComparer.Ordinal))
        {
            var text = await File.ReadAllTextAsync(file);
            var header = text.Split('\n').Where(line => line.StartsWith("# ", StringComparison.Ordinal) && line.Contains(": ", StringComparison.Ordinal)).ToDictionary(line => line[2..line.IndexOf(':', StringComparison.Ordinal)], line => line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]);
            requests.Add(new(text, World.ActorOf(header.GetValueOrDefault("as", "agent")), header.TryGetValue("variables", out var json) ? JsonSerializer.Deserialize<JsonElement>(json) : default));
        }
        foreach (var actor in new[] { "system", "agent", "customer", "neighbour", "partner" })
            for (var i = 1; i <= 4; i++)
                requests.Add(new("query($first: Int, $not: String) { complaints(first: $first, where: { reference: { neq: $not } }, order: [{ reference: ASC }]) { totalCount nodes { reference title customer { number name } } } }",
                    World.ActorOf(actor), JsonSerializer.SerializeToElement(new { first = i * 3, not = $"R{i}" })));
        return requests;
    }

    private static async Task<string> AskAsync(GraphEngine engine, Request request, CancellationToken cancel = default)
    {
        using var answer = await engine.ExecuteAsync(new(request.Text, Variables: request.Variables), request.Actor, cancel).WaitAsync(Long, CancellationToken.None);
        return Encoding.UTF8.GetString(answer.Json.Span);
    }

    private async Task<Query> CompileAsync(ReadPipeline pipeline, string text)
    {
        var actor = World.ActorOf("agent");
        var platform = world.Platform;
        var read = await platform.Get<RequestReader>().ReadAsync(new GraphRequest(text), CancellationToken.None);
        Assert.True(read.Operation is not null, text);
        var plan = pipeline.Compile(new Planner(read.Operation, platform.Get<GraphModel>(), actor.Audience, platform.Get<RequestLimits>(), _ => "null").PlanQuery(), actor.Audience);
        return new(plan, () => new(actor, World.Now, read.Operation, null, pipeline.Cursors, platform.Get<TimeZones>(), platform.Get<RequestLimits>()));
    }

    /// <summary>Prepared, and known to be quick however busy the machine is.</summary>
    private async Task<Query> PrepareAsync(ReadPipeline pipeline, string text)
    {
        var query = await CompileAsync(pipeline, text);
        query = query with { Expected = await AnswerAsync(pipeline, query) };
        Assert.Equal(query.Expected, await AnswerAsync(pipeline, query));
        for (var i = 0; i < 100; i++) query.Plan.Took(TimeSpan.FromTicks(1));
        return query;
    }

    private async Task<Query[]> QuickAsync(ReadPipeline pipeline)
    {
        var quick = new List<Query>();
        foreach (var text in Quick) quick.Add(await PrepareAsync(pipeline, text));
        return [.. quick];
    }

    private static async Task<string> AnswerAsync(ReadPipeline pipeline, Query query, CancellationToken cancel = default)
    {
        using var data = new ByteBuffer(int.MaxValue);
        await pipeline.WriteAsync(query.Plan, query.Slots(), CommandResults.NoValues, [], data, new(), cancel).WaitAsync(Long, CancellationToken.None);
        return Encoding.UTF8.GetString(data.Written);
    }

    private static LevelRows?[] Rows(Query query) => [.. query.Plan.Plan.Levels.Select(_ => LevelRows.Rent(int.MaxValue))];

    private static PlanRead Read(Query query, LevelRows?[] rows, CancellationToken cancel)
    {
        var slots = query.Slots();
        return new(query.Plan, new([.. query.Plan.Slots.Select(slot => slots.Value(slot) ?? DBNull.Value)], null), rows, cancel);
    }

    /// <summary>How many transactions there have been on the connections, which nobody uses now.</summary>
    private static async Task<int> TransactionsAsync(ReadConnections connections)
    {
        var sum = 0;
        foreach (var connection in connections.All)
            await UntilAsync(async () =>
            {
                try
                {
                    await using var command = connection.Command("SELECT virtualtransaction FROM pg_locks WHERE pid = pg_backend_pid() LIMIT 1");
                    sum += Number((string)(await command.ExecuteScalarAsync())!);
                    return true;
                }
                catch (NpgsqlOperationInProgressException)
                {
                    // A connection is free a moment after the last answer that it gave.
                    return false;
                }
            });
        return sum;
    }

    /// <summary>A backend numbers its transactions one by one: 3/17 is its seventeenth.</summary>
    private static int Number(string transaction) => int.Parse(transaction[(transaction.IndexOf('/', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);

    private Task CancelAsync(Waiter waiter) => world.Platform.ScalarAsync<bool>($"SELECT pg_cancel_backend({waiter.Backend})");

    private Task TerminateAsync(Waiter waiter) => world.Platform.ScalarAsync<bool>($"SELECT pg_terminate_backend({waiter.Backend})");

    private async Task<TableLock> LockAsync(string table)
    {
        var connection = await world.Platform.Source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand($"BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync();
        return new(connection, world.Platform, table);
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var limit = DateTime.UtcNow + Long;
        while (!await holds())
        {
            Assert.True(DateTime.UtcNow < limit, "It did not happen.");
            await Task.Delay(3);
        }
    }

    /// <summary>A backend that waits for a lock, and the number of its transaction.</summary>
    private readonly record struct Waiter(int Backend, int Transaction);

    /// <summary>A table that nobody else can read until it is let go.</summary>
    private sealed class TableLock(NpgsqlConnection connection, ModulesPlatform platform, string table) : IAsyncDisposable
    {
        private bool isHeld = true;

        /// <summary>Who waits for it, as soon as somebody does.</summary>
        /// <param name="not">In another transaction than this.</param>
        public async Task<Waiter> WaiterAsync(Waiter not = default) => (await WaitersAsync(1, not))[0];

        public async Task<List<Waiter>> WaitersAsync(int count, Waiter not = default)
        {
            var found = new List<Waiter>();
            await UntilAsync(async () =>
            {
                found.Clear();
                await using var command = platform.Source.CreateCommand($"SELECT pid, virtualtransaction FROM pg_locks WHERE NOT granted AND relation = '{table}'::regclass");
                await using var reader = await command.ExecuteReaderAsync();
                while (await reader.ReadAsync()) found.Add(new(reader.GetInt32(0), Number(reader.GetString(1))));
                found.Remove(not);
                return found.Count >= count;
            });
            return found;
        }

        public async Task LetGoAsync()
        {
            if (!isHeld) return;
            isHeld = false;
            await using (var command = new NpgsqlCommand("ROLLBACK", connection)) await command.ExecuteNonQueryAsync();
            await connection.DisposeAsync();
        }

        public async ValueTask DisposeAsync() => await LetGoAsync();
    }
}
