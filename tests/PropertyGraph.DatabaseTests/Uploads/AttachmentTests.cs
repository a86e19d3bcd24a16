using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PropertyGraph.Access;
using PropertyGraph.DatabaseTests.Stories;
using PropertyGraph.Files;
using PropertyGraph.Gateway.Http;
using PropertyGraph.Requests;

namespace PropertyGraph.DatabaseTests.Uploads;

/// <summary>Files of complaints: kept with their row or not at all, and for those who may see it.</summary>
public sealed class AttachmentTests : IAsyncLifetime
{
    private const string Shown = "complaintAttachment { id name mediaType byteSize sha256 visibility actorKind actor { id } complaint { id } url }";

    private readonly SettableTime time = new();
    private Company company = null!;
    private string complaint = "";

    public async Task InitializeAsync()
    {
        company = await Company.OpenAsync(time: time);
        complaint = await company.FileAsync(customer: company.Customer);
    }

    public async Task DisposeAsync() => await company.DisposeAsync();

    private ModulesPlatform Platform => company.Platform;

    private async Task<(JsonElement Payload, UploadedFile File)> AttachAsync(Actor actor, string name = "photo.png", string? visibility = null, string? key = null, UploadedFile? sent = null)
    {
        var file = sent ?? await Platform.ReceiveAsync(name);
        var payload = await company.TryAsync("attachToComplaint", actor, new { complaint, file = (object?)null, visibility, idempotencyKey = key }, Shown, [new("variables.input.file", file)]);
        return (payload, file);
    }

    private IReadOnlyList<string> Files() => Directory.Exists(Platform.Get<FileSettings>().Folder) ? [.. Directory.EnumerateFiles(Platform.Get<FileSettings>().Folder, "*", SearchOption.AllDirectories)] : [];

    private async Task<int> SeenAsync(Actor actor)
    {
        var data = await Platform.DataAsync("query($id: ID!) { node(id: $id) { ... on Complaint { attachments { totalCount nodes { url name } } } } }", actor, new { id = complaint });
        return data.GetProperty("node") is { ValueKind: JsonValueKind.Object } node ? node.GetProperty("attachments").GetProperty("nodes").GetArrayLength() : 0;
    }

    [Fact]
    public async Task What_staff_attach_is_for_staff_unless_they_say_so()
    {
        var worker = company[Position.Worker];
        var (payload, file) = await AttachAsync(worker, $"../../{Company.Private}.png");
        var row = payload.GetProperty("complaintAttachment");

        Assert.Equal($"{Company.Private}.png", row.GetProperty("name").GetString());
        Assert.Equal(["image/png", "INTERNAL", "STAFF"], new[] { "mediaType", "visibility", "actorKind" }.Select(f => row.GetProperty(f).GetString()));
        Assert.Equal((100, file.Sha256), (row.GetProperty("byteSize").GetInt64(), row.GetProperty("sha256").GetString()));
        Assert.Equal(Company.IdOf(worker), row.GetProperty("actor").GetProperty("id").GetString());
        Assert.Equal(0, await SeenAsync(company.Customer));
        Assert.Equal(1, await SeenAsync(company[Position.Agent]));
        await AttachAsync(worker, visibility: "VISIBLE");
        Assert.Equal((1, 2, 0), (await SeenAsync(company.Customer), await SeenAsync(worker), await SeenAsync(company.Neighbour)));
        await company.AssertLoggedAsync("Complaint.FILE_ATTACHED", "Complaint.INTERNAL_FILE_ATTACHED");
        Assert.True(await Platform.ScalarAsync<bool>($"SELECT bool_and(staff_only = (kind = 'INTERNAL_FILE_ATTACHED')) FROM propertygraph.events WHERE kind LIKE '%FILE_ATTACHED'"));
        Assert.Equal(2L, await Platform.ScalarAsync<long>("SELECT count(*) FROM propertygraph.audit WHERE entity = 'ComplaintAttachment' AND changes::text NOT LIKE '%private%'"));
    }

    [Fact]
    public async Task Residents_attach_to_their_own_complaints_and_nothing_internal()
    {
        var (payload, file) = await AttachAsync(company.Customer);
        Assert.Equal("VISIBLE", payload.GetProperty("complaintAttachment").GetProperty("visibility").GetString());
        Assert.Equal(file.Id, Company.Key(payload.GetProperty("complaintAttachment").GetProperty("id").GetString()!));

        Assert.Equal("NotFound", Assert.Single(Company.Errors((await AttachAsync(company.Neighbour)).Payload)).GetProperty("__typename").GetString());
        Assert.Equal("ValidationError", Assert.Single(Company.Errors((await AttachAsync(company.Customer, visibility: "INTERNAL")).Payload)).GetProperty("__typename").GetString());
        foreach (var nobody in new[] { company.Partner, Actor.Anonymous, company[Position.Surveyor] })
            Assert.Equal("NotAllowed", Assert.Single(Company.Errors((await AttachAsync(nobody)).Payload)).GetProperty("__typename").GetString());
        Assert.Equal(1L, await Platform.ScalarAsync<long>("SELECT count(*) FROM complaints.complaint_attachments"));
    }

    [Fact]
    public async Task A_file_is_kept_with_its_row_and_else_removed()
    {
        var kept = Platform.Get<KeptFiles>();
        var (_, attached) = await AttachAsync(company.Customer, key: "once");
        var (_, refused) = await AttachAsync(company.Neighbour);
        Assert.Equal(2, Files().Count);

        Assert.Equal(1, await kept.RemoveUnnamedAsync([attached.Id, refused.Id], CancellationToken.None));

        Assert.Equal([attached.Id.ToString("N")], Files().Select(Path.GetFileName));
        Assert.Equal(ModulesPlatform.Png, (await File.ReadAllBytesAsync(Files()[0]))[..8]);
    }

    [Fact]
    public async Task The_same_call_again_attaches_once_whatever_became_of_the_answer()
    {
        var (first, file) = await AttachAsync(company.Customer, key: "once");
        var (again, second) = await AttachAsync(company.Customer, key: "once");
        Assert.NotEqual(file.Id, second.Id);
        Assert.Equal(first.GetProperty("complaintAttachment").GetProperty("id").GetString(), again.GetProperty("complaintAttachment").GetProperty("id").GetString());
        Assert.Equal(1, await Platform.Get<KeptFiles>().RemoveUnnamedAsync([second.Id], CancellationToken.None));

        var other = await Platform.ReceiveAsync("photo.png", 200);
        Assert.Equal("IdempotencyKeyReused", Assert.Single(Company.Errors((await AttachAsync(company.Customer, key: "once", sent: other)).Payload)).GetProperty("__typename").GetString());
        Assert.Equal(1L, await Platform.ScalarAsync<long>("SELECT count(*) FROM complaints.complaint_attachments"));
    }

    [Fact]
    public async Task What_a_killed_gateway_left_is_removed_after_an_hour()
    {
        var (_, attached) = await AttachAsync(company.Customer);
        var left = await Platform.ReceiveAsync("left.png");
        var (store, orphans) = (Platform.Get<FileStore>(), new OrphanedFiles(Platform.Get<FileStore>(), Platform.Get<KeptFiles>(), time, Microsoft.Extensions.Logging.Abstractions.NullLogger<OrphanedFiles>.Instance));
        store.Keep(left.Id);
        var incoming = await Platform.ReceiveAsync("incoming.png");

        Assert.Equal(0, await orphans.RemoveAsync(CancellationToken.None));
        time.Forward(TimeSpan.FromHours(2));
        Assert.Equal(2, await orphans.RemoveAsync(CancellationToken.None));

        Assert.Equal([attached.Id.ToString("N")], Files().Select(Path.GetFileName));
        Assert.Null(store.Find(incoming.Id));
    }

    [Fact]
    public async Task An_address_says_what_it_leads_to_and_nothing_in_it_can_be_changed()
    {
        var links = Platform.Get<FileLinks>();
        var (payload, file) = await AttachAsync(company.Customer, "水 leak?&.png");
        var url = new Uri(new("http://here"), payload.GetProperty("complaintAttachment").GetProperty("url").GetString()!);
        var query = System.Web.HttpUtility.ParseQueryString(url.Query);
        var (until, signature) = (long.Parse(query["until"]!), query["signature"]!);
        var linked = new LinkedFile(file.Id, "image/png", "水 leak?&.png");

        Assert.Equal($"/files/{file.Id:N}/{Uri.EscapeDataString(linked.Name)}", url.AbsolutePath);
        Assert.Equal(LinkState.Good, links.Check(linked, until, signature));
        Assert.Equal(LinkState.Wrong, links.Check(linked with { Id = Guid.NewGuid() }, until, signature));
        Assert.Equal(LinkState.Wrong, links.Check(linked with { MediaType = "text/html" }, until, signature));
        Assert.Equal(LinkState.Wrong, links.Check(linked with { Name = "x" }, until, signature));
        Assert.Equal(LinkState.Wrong, links.Check(linked, until + 1, signature));
        foreach (var wrong in new[] { "", "x", signature[..^2], signature + "AA", new string('A', 500), "é" }) Assert.Equal(LinkState.Wrong, links.Check(linked, until, wrong));
        time.Forward(TimeSpan.FromMinutes(6));
        Assert.Equal(LinkState.Expired, links.Check(linked, until, signature));
    }

    [Theory]
    [InlineData("variables.input.complaint")] // a text
    [InlineData("variables.input")]
    [InlineData("variables.input.file.name")]
    [InlineData("variables.input.file2")]
    [InlineData("variables.list.1")]
    [InlineData("variables.list.-1")]
    [InlineData("variables")]
    [InlineData("input.file")]
    [InlineData("")]
    public async Task A_file_that_has_no_place_is_refused(string path)
    {
        var answer = await Platform.AskAsync("mutation($input: AttachToComplaintInput!, $list: [String]) { attachToComplaint(input: $input) { errors { ... on Error { code } } query { complaints(where: { title: { in: $list } }) { totalCount } } } }",
            company.Customer, new { input = new { complaint, file = (object?)null }, list = new[] { "a" } }, uploads: [new(path, await Platform.ReceiveAsync("a.png"))]);
        Assert.Equal("PG-REQ-UPLOAD", answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("\"x\"")]
    [InlineData("{\"name\":\"a\",\"mediaType\":\"image/png\",\"bytes\":1,\"sha256\":\"\"}")]
    [InlineData("null")]
    public async Task JSON_is_no_file(string json)
    {
        var answer = await Platform.AskAsync("mutation($input: AttachToComplaintInput!) { attachToComplaint(input: $input) { errors { ... on Error { code } } } }", company.Customer,
            new { input = new { complaint, file = JsonDocument.Parse(json).RootElement } });
        Assert.Equal("PG-REQ-VARIABLES", answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        answer = await Platform.AskAsync($"mutation {{ attachToComplaint(input: {{ complaint: \"{complaint}\", file: \"x\" }}) {{ errors {{ ... on Error {{ code }} }} }} }}", company.Customer);
        Assert.Equal("PG-REQ-VALIDATION", answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_body_that_stalls_is_given_up_and_leaves_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("propertygraph-stall-").FullName;
        var store = new FileStore(new FileSettings { Folder = folder, ReceiveSeconds = 1 });
        var context = new DefaultHttpContext();
        context.Request.ContentType = "multipart/form-data; boundary=b";
        context.Request.Body = new Stalling([
            .. "--b\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n{\"query\":\"{a}\",\"variables\":{\"f\":[null,null]}}\r\n--b\r\nContent-Disposition: form-data; name=\"map\"\r\n\r\n{\"0\":[\"variables.f.0\"],\"1\":[\"variables.f.1\"]}\r\n"u8,
            .. "--b\r\nContent-Disposition: form-data; name=\"0\"; filename=\"a.png\"\r\n\r\n"u8, .. ModulesPlatform.Png, .. new byte[20], .. "\r\n--b\r\nContent-Disposition: form-data; name=\"1\"; filename=\"b.png\"\r\n\r\n"u8, .. ModulesPlatform.Png, .. new byte[9000]]);
        await using (var request = new MultipartRequest(store, new KeptFiles(store, Platform.Source)))
        {
            var (read, refusal) = await request.ReadAsync(context.Request, CancellationToken.None);
            Assert.Null(read);
            Assert.Equal((408, "PG-REQ-UPLOAD-TIME"), (refusal!.Status, refusal.Error.Code));
            Assert.Single(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)); // the first one, which had come
        }
        Assert.Empty(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories));
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A body whose end does not come.</summary>
    private sealed class Stalling(byte[] start) : MemoryStream(start)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == Length) await Task.Delay(Timeout.Infinite, cancellationToken);
            return await base.ReadAsync(buffer, cancellationToken);
        }

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => await ReadAsync(buffer.AsMemory(offset, count), cancellationToken);
    }

    [Theory]
    [InlineData("a.png", "a.png")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\windows\\x.png", "x.png")]
    [InlineData("..", "file")]
    [InlineData("/", "file")]
    [InlineData(null, "file")]
    [InlineData("a\r\nSet-Cookie: x\0.png", "aSet-Cookie: x.png")]
    [InlineData("gpj\u202Eexe.png", "gpjexe.png")]
    public void A_name_is_for_people_and_never_a_place(string? given, string kept) => Assert.Equal(kept, UploadedFile.NameOf(given));
}
