using PropertyGraph.DatabaseTests.Notes;
using PropertyGraph.Imports;

namespace PropertyGraph.DatabaseTests.Writes;

public sealed class ImportTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("propertygraph-import-").FullName;
    private readonly List<RejectedRow> rejected = [];
    private NotesPlatform notes = null!;

    public async Task InitializeAsync() => notes = await NotesPlatform.StartAsync(background: false);

    public async Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        await notes.DisposeAsync();
    }

    private async Task<ImportProgress> ImportAsync(string csv)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "notes.csv"), csv);
        return Assert.Single(await notes.Get<Importer>().ImportAsync(folder, null, rejected.Add, CancellationToken.None));
    }

    [Fact]
    public async Task Good_rows_are_imported_and_bad_ones_told_by_line_and_column()
    {
        var done = await ImportAsync(
            "\uFEFFtitle,text,count,day,state\r\n" +
            "漏水,\"two\r\nlines, and \"\"quotes\"\"\",1,2026-01-31,still_open\r\n" +
            "no count,,x,,\r\n" +
            "\r\n" +
            "bad,,1,,\r\n" +
            "late,,1,31.1.2026,NEVER\r\n" +
            ",,1,,\r\n" +
            "short,1\r\n" +
            "漏水,twice,1,,\r\n" +
            "last,,2,,\r\n");

        Assert.Equal((8, 2, 6), (done.Rows, done.Imported, done.Rejected));
        Assert.Equal([(4, "count"), (6, "title"), (7, "day"), (7, "state"), (8, "title"), (9, ""), (10, "")], rejected.Select(r => (r.Line, r.Column)));
        Assert.Equal("two\r\nlines, and \"quotes\"", await notes.ScalarAsync<string>("SELECT text FROM notes.notes WHERE title = '漏水'"));
        Assert.Equal(2L, await notes.ScalarAsync<long>("SELECT count(*) FROM propertygraph.audit WHERE command = 'import:notes.csv' AND audience = 'SYSTEM'"));
    }

    [Theory]
    [InlineData("title,text,colour\n", "unknown column 'colour'")]
    [InlineData("title,text\n", "lacks the column 'count'")]
    [InlineData("", "no header")]
    public async Task A_header_that_does_not_fit_is_one_sentence(string csv, string part) =>
        Assert.Contains(part, (await Assert.ThrowsAsync<ImportException>(() => ImportAsync(csv))).Message);

    [Fact]
    public async Task Many_rows_go_in_batches()
    {
        var done = await ImportAsync("title,count\n" + string.Concat(Enumerable.Range(0, 1200).Select(i => $"n{i},{i}\n")));
        Assert.Equal((1200, 0), (done.Imported, done.Rejected));
        Assert.Equal(3L, await notes.ScalarAsync<long>("SELECT count(DISTINCT at) FROM propertygraph.audit"));
    }
}
