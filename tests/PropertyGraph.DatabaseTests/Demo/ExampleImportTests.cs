using PropertyGraph.Access;
using PropertyGraph.Imports;

namespace PropertyGraph.DatabaseTests.Demo;

/// <summary>The example of <c>docs/import.md</c>, and what it says about bad rows.</summary>
public sealed class ExampleImportTests : IAsyncLifetime
{
    private static readonly string Example = Repository.Path("examples", "import");
    private readonly List<RejectedRow> rejected = [];
    private ModulesPlatform platform = null!;

    public async Task InitializeAsync() => platform = await ModulesPlatform.StartAsync();

    public async Task DisposeAsync() => await platform.DisposeAsync();

    private Task<IReadOnlyList<ImportProgress>> ImportAsync(string folder) => platform.Get<Importer>().ImportAsync(folder, null, rejected.Add, CancellationToken.None);

    [Fact]
    public async Task The_example_is_imported_whole_and_a_repeat_changes_nothing()
    {
        var first = await ImportAsync(Example);
        var before = await CountsAsync();
        var second = await ImportAsync(Example);

        Assert.Empty(rejected);
        Assert.Equal(platform.Get<Importer>().Files, first.Select(f => f.File));
        Assert.All(first.Concat(second), f => Assert.Equal((0, f.Rows), (f.Rejected, f.Imported)));
        Assert.Equal(before, await CountsAsync());
    }

    [Fact]
    public async Task Imported_rows_are_read_by_the_names_that_the_files_use()
    {
        await ImportAsync(Example);
        var data = await platform.DataAsync(
            """{ complaint(reference: "C-2025-000002") { title status customer { number } unit { code building { code } } accountable { number } partner { code } events(first: 10) { nodes { kind } } } }""",
            Actor.System);
        Assert.Equal(
            """{"title":"电梯停运","status":"CLOSED","customer":{"number":"MK-1002"},"unit":{"code":"701","building":{"code":"1"}},"accountable":{"number":"MH-005"},"partner":{"code":"HONGYUN-LIFT"},"events":{"nodes":[{"kind":"FILED"},{"kind":"ACKNOWLEDGED"},{"kind":"ASSIGNED"},{"kind":"RESOLVED"},{"kind":"CLOSED"}]}}""",
            data.GetProperty("complaint").GetRawText());
    }

    [Fact]
    public async Task Bad_rows_are_told_by_line_and_column_and_the_good_ones_are_in()
    {
        await ImportAsync(Example);
        var folder = Directory.CreateTempSubdirectory("propertygraph-bad-rows-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "contacts.csv"),
                """
                customer_number,channel,value,purpose,consent
                MK-1001,EMAIL,zhang.wei@mail.example,SERVICE,true
                MK-1002,PHONE,12345,SERVICE,true
                MK-9999,EMAIL,nobody@mail.example,SERVICE,true
                MK-1003,FAX,021-55501100,SERVICE,true
                MK-1004,EMAIL,,SERVICE,perhaps
                """ + "\n");
            var done = Assert.Single(await ImportAsync(folder));

            Assert.Equal((5, 1, 4), (done.Rows, done.Imported, done.Rejected));
            Assert.Equal(
                [
                    "contacts.csv:3: value: Give a telephone number of mainland China, or one with its country code such as +44 20 7946 0958.",
                    "contacts.csv:4: customer_number: There is no customer MK-9999.",
                    "contacts.csv:5: channel: 'FAX' is not one of PHONE, EMAIL, POST, APP.",
                    "contacts.csv:6: value: Fill in value: it may not be empty.",
                    "contacts.csv:6: consent: 'perhaps' is not true or false.",
                ],
                rejected.Select(r => $"{r.File}:{r.Line}: {r.Column}: {r.Reason}"));
            Assert.Equal(1, await platform.ScalarAsync<long>("SELECT count(*) FROM customers.contacts WHERE value = 'zhang.wei@mail.example'"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<string> CountsAsync() => await platform.ScalarAsync<string>(
        """
        SELECT format('%s %s %s %s %s %s %s %s %s %s %s %s %s %s %s %s',
            (SELECT count(*) FROM organization.departments), (SELECT count(*) FROM organization.staff), (SELECT count(*) FROM organization.partners),
            (SELECT count(*) FROM customers.properties), (SELECT count(*) FROM customers.buildings), (SELECT count(*) FROM customers.units),
            (SELECT count(*) FROM customers.customers), (SELECT count(*) FROM customers.contacts), (SELECT count(*) FROM customers.occupancies),
            (SELECT count(*) FROM complaints.categories), (SELECT count(*) FROM complaints.complaints), (SELECT count(*) FROM complaints.complaint_events),
            (SELECT count(*) FROM complaints.responsibilities), (SELECT count(*) FROM complaints.causes),
            (SELECT count(*) FROM organization.appointments), (SELECT count(*) FROM organization.partner_people))
        """);
}
