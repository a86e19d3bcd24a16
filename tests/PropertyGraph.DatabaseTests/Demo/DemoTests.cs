using PropertyGraph.Access;
using PropertyGraph.Complaints;
using PropertyGraph.Imports;

namespace PropertyGraph.DatabaseTests.Demo;

public sealed class DemoTests(LoadedDemo demo) : IClassFixture<LoadedDemo>
{
    private static readonly string[] Tables =
    [
        "organization.departments", "organization.staff", "organization.partners",
        "customers.properties", "customers.buildings", "customers.units", "customers.customers", "customers.contacts", "customers.occupancies", "customers.interactions",
        "complaints.complaints", "complaints.complaint_events", "complaints.responsibilities",
        "complaints.investigations", "complaints.grievances", "complaints.improvements", "complaints.countermeasures", "complaints.countermeasure_stages", "complaints.countermeasure_sites",
        "complaints.investigations", "complaints.improvements", "complaints.countermeasures", "complaints.countermeasure_stages", "complaints.countermeasure_owners", "complaints.countermeasure_sites", "complaints.dispatch_orders",
        "complaints.decisions", "complaints.complaint_links", "complaints.escalations", "complaints.coordination_cases", "complaints.incidents", "complaints.incident_units", "complaints.service_levels",
        "surveys.surveys", "surveys.questions", "surveys.invitations", "surveys.responses", "surveys.answers", "surveys.handled_complaints", "surveys.chain_members",
        "training.courses", "training.sessions", "training.enrolments", "training.assessments", "training.certifications",
        "propertygraph.timers",
    ];

    [Theory]
    [InlineData("customers.customers WHERE merged_into_id IS NULL AND erased_at IS NULL", 500, 500)]
    [InlineData("complaints.complaints", 5000, 5000)]
    [InlineData("complaints.complaint_events", 20_000, 40_000)]
    [InlineData("complaints.responsibilities", 4500, 12_000)]
    [InlineData("customers.units", 550, 900)]
    [InlineData("customers.occupancies", 500, 900)]
    [InlineData("surveys.responses", 1200, 3000)]
    [InlineData("training.certifications", 200, 600)]
    [InlineData("organization.staff", 60, 120)]
    public async Task It_is_as_large_as_it_says(string table, int least, int most) =>
        Assert.InRange(await demo.Platform.ScalarAsync<long>($"SELECT count(*) FROM {table}"), least, most);

    [Theory]
    [InlineData("late answers", "complaints.complaints WHERE resolved_at > due_at", 400, 1500)]
    [InlineData("open and overdue", "complaints.complaints WHERE status NOT IN ('RESOLVED', 'CLOSED', 'WITHDRAWN', 'MERGED') AND due_at < '2026-03-02T01:30Z'", 5, 150)]
    [InlineData("open", "complaints.complaints WHERE status NOT IN ('RESOLVED', 'CLOSED', 'WITHDRAWN', 'MERGED')", 30, 200)]
    [InlineData("reopened once", "complaints.complaints WHERE reopen_count > 0", 100, 500)]
    [InlineData("withdrawn", "complaints.complaints WHERE status = 'WITHDRAWN'", 50, 300)]
    [InlineData("anonymous", "complaints.complaints WHERE customer_id IS NULL", 150, 700)]
    [InlineData("with a partner", "complaints.complaints WHERE partner_id IS NOT NULL", 800, 3000)]
    [InlineData("duplicates", "customers.customers WHERE merged_into_id IS NOT NULL", 3, 10)]
    [InlineData("erased", "customers.erasures", 3, 10)]
    [InlineData("of a known cause", "complaints.complaints WHERE cause_id IS NOT NULL", 2500, 4700)]
    [InlineData("countermeasures", "complaints.countermeasures", 6, 6)]
    [InlineData("stages of countermeasures", "(SELECT DISTINCT status FROM complaints.countermeasures) AS s", 5, 5)]
    [InlineData("improvements", "complaints.improvements", 30, 300)]
    [InlineData("improvements to be made", "complaints.improvements WHERE status = 'PLANNED'", 2, 60)]
    [InlineData("key accounts", "customers.customers WHERE key_account_tier IS NOT NULL", 5, 20)]
    [InlineData("complaints of key accounts", "complaints.complaints WHERE is_key_account AND exposed_revenue > 0", 100, 2500)]
    [InlineData("ratings", "complaints.complaints WHERE rating IS NOT NULL AND status = 'CLOSED'", 400, 1500)]
    [InlineData("merged", "complaints.complaints WHERE status = 'MERGED' AND merged_into_id IS NOT NULL", 5, 200)]
    [InlineData("failures that came again", "complaints.complaint_links WHERE kind = 'REPEATS'", 5, 300)]
    [InlineData("joint decisions", "complaints.decisions WHERE centre_signed_at IS NOT NULL AND department_signed_at IS NOT NULL", 50, 600)]
    [InlineData("incidents that go on", "complaints.incidents WHERE ended_at IS NULL", 1, 1)]
    [InlineData("incidents that are over", "complaints.incidents WHERE ended_at IS NOT NULL", 1, 3)]
    [InlineData("complaints of incidents", "complaints.complaints WHERE incident_id IS NOT NULL", 2, 40)]
    [InlineData("cases that wait for a ruling", "complaints.coordination_cases WHERE status = 'OPEN'", 1, 20)]
    [InlineData("cases that were ruled on", "complaints.coordination_cases WHERE status = 'RULED'", 2, 60)]
    [InlineData("escalations", "complaints.escalations WHERE staff_id IS NOT NULL", 20, 2500)]
    [InlineData("what has to be done at once", "complaints.complaints WHERE urgency = 'IMMEDIATE'", 300, 3000)]
    [InlineData("promises of key accounts", "complaints.complaints c JOIN complaints.service_levels l ON l.id = c.service_level_id WHERE c.is_key_account AND l.for_key_accounts", 50, 2500)]
    [InlineData("grievances", "complaints.grievances", 200, 500)]
    [InlineData("grievances that were raised", "complaints.grievances WHERE complaint_id IS NOT NULL AND status = 'RAISED'", 10, 80)]
    [InlineData("lapsed certifications", "training.certifications WHERE lapsed_at IS NOT NULL", 20, 300)]
    [InlineData("timers of open complaints", "propertygraph.timers WHERE module = 'complaints' AND kind = 'overdue' AND due > '2026-03-02T01:30Z'", 3, 150)]
    public async Task It_has_some_of_everything(string what, string rows, int least, int most)
    {
        var count = await demo.Platform.ScalarAsync<long>($"SELECT count(*) FROM {rows}");
        Assert.True(count >= least && count <= most, $"{what}: {count}");
    }

    [Fact]
    public async Task Every_position_is_held_by_two_at_least() =>
        Assert.Equal(Enum.GetValues<Position>().Length, await demo.Platform.ScalarAsync<long>(
            "SELECT count(*) FROM (SELECT position FROM organization.staff WHERE active GROUP BY position HAVING count(*) >= 2) AS p"));

    [Fact]
    public async Task Heating_fails_in_winter_more_than_in_spring() =>
        Assert.True(await demo.Platform.ScalarAsync<bool>(
            """
            SELECT count(*) FILTER (WHERE extract(month FROM filed_at) IN (12, 1, 2)) > 2 * count(*) FILTER (WHERE extract(month FROM filed_at) IN (3, 4, 5))
            FROM complaints.complaints AS c JOIN complaints.categories AS k ON k.id = c.category_id WHERE k.code = 'HEATING'
            """));

    [Fact]
    public async Task A_cause_that_stays_makes_a_few_buildings_complain_most() =>
        Assert.True(await demo.Platform.ScalarAsync<bool>(
            """
            SELECT max(n) > 3 * avg(n) FROM (
                SELECT count(*) AS n FROM complaints.complaints AS c JOIN complaints.categories AS k ON k.id = c.category_id
                JOIN customers.units AS u ON u.id = c.unit_id WHERE k.code = 'LIFT_STOPPED' GROUP BY u.building_id) AS b
            """));

    [Theory]
    [InlineData("DOOR_DRIVE_WORN", 0, 0.9)]
    [InlineData("PUMP_FAILING", 0, 0.9)]
    [InlineData("ROUND_LEFT_OUT", 1.5, 10)]
    public async Task What_is_done_about_a_cause_shows(string cause, double least, double most)
    {
        var effect = CountermeasureEffect.Of(await demo.Platform.ScalarAsync<string>(
            $"SELECT complaints.countermeasure_counts(m.stage_id, '{LoadedDemo.Now:O}') FROM complaints.countermeasures AS m JOIN complaints.causes AS c ON c.id = m.cause_id WHERE c.code = '{cause}'"));
        Assert.InRange((effect.RateRatio ?? effect.Change)!.Value, least, most);
        // What does harm is noticed as soon as somebody looks.
        Assert.Equal(least > 1, effect.IsWorseThan(1));
    }

    [Theory]
    [InlineData("the state is the last event's",
        "complaints.complaints c WHERE status <> (SELECT to_status FROM complaints.complaint_events e WHERE e.complaint_id = c.id ORDER BY at DESC LIMIT 1)")]
    [InlineData("each event starts from the state that the one before led to",
        "(SELECT from_status, lag(to_status) OVER (PARTITION BY complaint_id ORDER BY at) AS before FROM complaints.complaint_events) e WHERE from_status <> before")]
    [InlineData("the first event is the filing",
        "complaints.complaints c WHERE 'FILED' <> (SELECT kind FROM complaints.complaint_events e WHERE e.complaint_id = c.id ORDER BY at LIMIT 1)")]
    [InlineData("somebody is accountable from the acknowledgement on",
        "complaints.complaints WHERE (accountable_id IS NULL) <> (acknowledged_at IS NULL)")]
    [InlineData("one person answers for it while it is in work, and is the accountable one",
        "complaints.complaints c WHERE acknowledged_at IS NOT NULL AND status NOT IN ('CLOSED', 'WITHDRAWN', 'MERGED') AND accountable_id IS DISTINCT FROM (SELECT staff_id FROM complaints.responsibilities r WHERE r.complaint_id = c.id AND r.\"to\" IS NULL)")]
    [InlineData("nobody answers for it when it is over",
        "complaints.complaints c JOIN complaints.responsibilities r ON r.complaint_id = c.id WHERE c.status IN ('CLOSED', 'WITHDRAWN', 'MERGED') AND r.\"to\" IS NULL")]
    [InlineData("it is on hold exactly while it says since when",
        "complaints.complaints WHERE (status = 'ON_HOLD') <> (held_at IS NOT NULL AND held_in IS NOT NULL)")]
    [InlineData("what is resolved says how", "complaints.complaints WHERE resolved_at IS NOT NULL AND resolution IS NULL")]
    [InlineData("nothing happens in the future", "complaints.complaint_events WHERE at > '2026-03-02T01:30Z'")]
    [InlineData("whoever is late has an event that says so",
        "complaints.complaints c WHERE status IN ('ACKNOWLEDGED', 'IN_PROGRESS') AND due_at < '2026-03-02T01:30Z' AND NOT EXISTS (SELECT FROM complaints.complaint_events e WHERE e.complaint_id = c.id AND kind = 'OVERDUE')")]
    [InlineData("customers complain about units that were theirs",
        "complaints.complaints c WHERE unit_id IS NOT NULL AND NOT EXISTS (SELECT FROM customers.occupancies o WHERE o.customer_id = c.customer_id AND o.unit_id = c.unit_id AND o.\"from\" <= (c.filed_at + interval '1 day')::date)")]
    [InlineData("surveyors have no part in complaints",
        "complaints.responsibilities r JOIN organization.staff s ON s.id = r.staff_id WHERE s.position = 'SURVEYOR'")]
    [InlineData("only independent people ask", "surveys.invitations i JOIN surveys.chain_members m ON m.complaint_id = i.complaint_id AND m.staff_id = i.sent_by_id")]
    [InlineData("only owners have a share", "customers.occupancies WHERE (role = 'OWNER') <> (share IS NOT NULL)")]
    [InlineData("no unit has more than one whole of owners",
        "(SELECT unit_id FROM customers.occupancies WHERE role = 'OWNER' AND \"to\" IS NULL GROUP BY unit_id HAVING sum(share) > 100) u")]
    [InlineData("places that are taken are those of enrolments",
        "training.sessions s WHERE places_taken <> (SELECT count(*) FROM training.enrolments e WHERE e.session_id = s.id)")]
    [InlineData("nobody learns from himself", "training.sessions s JOIN training.enrolments e ON e.session_id = s.id WHERE e.staff_id = s.trainer_id")]
    [InlineData("a complaint is of the cause that its analysis names",
        "complaints.complaints c WHERE cause_id IS DISTINCT FROM (SELECT cause_id FROM complaints.investigations i WHERE i.complaint_id = c.id ORDER BY at DESC LIMIT 1)")]
    [InlineData("a countermeasure is at its last stage",
        "complaints.countermeasures m WHERE stage_id IS DISTINCT FROM (SELECT id FROM complaints.countermeasure_stages s WHERE s.countermeasure_id = m.id AND s.\"to\" IS NULL AND s.status = m.status AND s.owner_id = m.owner_id)")]
    [InlineData("a countermeasure is its last owner's",
        "complaints.countermeasures m WHERE owner_id IS DISTINCT FROM (SELECT staff_id FROM complaints.countermeasure_owners o WHERE o.countermeasure_id = m.id AND o.\"to\" IS NULL)")]
    [InlineData("work is a group's or a partner's, and its person one of them",
        "complaints.dispatch_orders o LEFT JOIN organization.staff s ON s.id = o.staff_id LEFT JOIN organization.partner_people p ON p.id = o.partner_person_id WHERE (p.id IS NOT NULL AND (p.partner_id <> o.partner_id OR NOT p.active)) OR (s.id IS NOT NULL AND o.partner_id IS NOT NULL)")]
    [InlineData("a pilot is larger than its trial",
        "(SELECT count(*) AS sites, lag(count(*)) OVER (PARTITION BY s.countermeasure_id ORDER BY s.\"from\") AS before FROM complaints.countermeasure_stages s JOIN complaints.countermeasure_sites x ON x.stage_id = s.id GROUP BY s.id) p WHERE sites <= before")]
    [InlineData("what is merged goes on with one that is counted and was not merged itself",
        "complaints.complaints c LEFT JOIN complaints.complaints i ON i.id = c.merged_into_id WHERE c.status = 'MERGED' AND (i.id IS NULL OR i.status = 'MERGED' OR i.duplicate_count = 0 OR i.filed_at > c.filed_at)")]
    [InlineData("a decision is signed by two", "complaints.decisions WHERE centre_signed_by_id = department_signed_by_id")]
    [InlineData("a ruling names who answers for it from then on",
        "complaints.coordination_cases k WHERE status = 'RULED' AND NOT EXISTS (SELECT FROM complaints.hand_overs h WHERE h.complaint_id = k.complaint_id AND h.way = 'RULED' AND h.to_id = k.accountable_id AND h.at = k.ended_at)")]
    [InlineData("complaints join an incident of their building while it goes on",
        "complaints.complaints c JOIN complaints.incidents i ON i.id = c.incident_id WHERE i.ended_at < c.acknowledged_at OR NOT EXISTS (SELECT FROM complaints.incident_units h JOIN customers.units u ON u.id = h.unit_id WHERE h.incident_id = i.id AND u.property_id = c.property_id)")]
    [InlineData("only what was passed is certified",
        "training.certifications c JOIN training.enrolments e ON e.id = c.enrolment_id WHERE e.status <> 'PASSED'")]
    public async Task It_follows_the_rules(string rule, string breaches) =>
        Assert.True(await demo.Platform.ScalarAsync<long>($"SELECT count(*) FROM {breaches}") == 0, rule);

    [Fact]
    public async Task Its_tables_have_their_indexes_and_foreign_keys_again()
    {
        await using var empty = await ModulesPlatform.StartAsync();
        Assert.Equal(await DefinitionsAsync(empty), await DefinitionsAsync(demo.Platform));
    }

    [Fact]
    public async Task It_is_loaded_once() =>
        Assert.False(await demo.Platform.Get<DemoLoader>().LoadAsync(new("small", LoadedDemo.Now, 1), null, CancellationToken.None));

    [Fact]
    public async Task New_complaints_get_the_numbers_after_it()
    {
        await using var platform = await LoadedDemo.StartAsync(1);
        var data = await platform.DataAsync(
            """mutation { fileComplaint(input: { title: "Lights out", description: "The lights of the garage are out." }) { reference errors { __typename } } }""", Actor.Anonymous);
        Assert.EndsWith("-005001", data.GetProperty("fileComplaint").GetProperty("reference").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_rows_and_another_one_others()
    {
        await using var again = await LoadedDemo.StartAsync(1);
        await using var other = await LoadedDemo.StartAsync(2);
        foreach (var table in Tables) Assert.True(await HashAsync(demo.Platform, table) == await HashAsync(again, table), table);
        Assert.NotEqual(await HashAsync(again, "complaints.complaints"), await HashAsync(other, "complaints.complaints"));
    }

    private static Task<string> DefinitionsAsync(ModulesPlatform platform) => platform.ScalarAsync<string>(
        """
        SELECT string_agg(d, E'\n' ORDER BY d) FROM (
            SELECT indexdef FROM pg_indexes WHERE schemaname NOT LIKE 'pg\_%'
            UNION ALL SELECT format('%s %s %s %s', conrelid::regclass, conname, convalidated, pg_get_constraintdef(oid)) FROM pg_constraint WHERE conrelid <> 0) AS all_of_them (d)
        """);

    private static Task<string> HashAsync(ModulesPlatform platform, string table) => platform.ScalarAsync<string>(
        $"SELECT count(*) || ' ' || md5(string_agg(md5(t::text), '' ORDER BY md5(t::text) COLLATE \"C\")) FROM {table} AS t");
}
