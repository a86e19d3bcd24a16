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

    /// <summary>Attaches because of an order, or because of it and a complaint.</summary>
    private async Task<JsonElement> AttachForAsync(string? dispatchOrder, Actor actor, string? about = null) =>
        await company.TryAsync("attachToComplaint", actor, new { complaint = about, dispatchOrder, file = (object?)null }, Shown, [new("variables.input.file", await Platform.ReceiveAsync("photo.png"))]);

    private static string Refusal(JsonElement payload) => Assert.Single(Company.Errors(payload)).GetProperty("__typename").GetString()!;

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
        Assert.Equal("NotFound", Refusal((await AttachAsync(company.Partner)).Payload));
        foreach (var nobody in new[] { Actor.Anonymous, company[Position.Surveyor] })
            Assert.Equal("NotAllowed", Assert.Single(Company.Errors((await AttachAsync(nobody)).Payload)).GetProperty("__typename").GetString());
        Assert.Equal(1L, await Platform.ScalarAsync<long>("SELECT count(*) FROM complaints.complaint_attachments"));
    }

    [Fact]
    public async Task A_partner_attaches_to_complaints_that_it_works_on()
    {
        await company.StepsAsync(complaint, "acknowledge");
        await company.DoAsync("assignComplaint", company[Position.Manager], new { complaint, partner = Company.IdOf(company.Partner) }, "complaint { id }");
        await AttachAsync(company[Position.Worker]);
        var attached = (await AttachAsync(company.Partner)).Payload.GetProperty("complaintAttachment");
        Assert.Equal(("VISIBLE", "PARTNER"), (attached.GetProperty("visibility").GetString(), attached.GetProperty("actorKind").GetString()));
        Assert.Equal("ValidationError", Refusal((await AttachAsync(company.Partner, visibility: "INTERNAL")).Payload));
        Assert.Equal("NotFound", Refusal((await AttachAsync(company.OtherPartner)).Payload));
        Assert.Equal((1, 1, 2, 0), (await SeenAsync(company.Partner), await SeenAsync(company.Customer), await SeenAsync(company[Position.Agent]), await SeenAsync(company.OtherPartner)));
        await company.DoAsync("assignComplaint", company[Position.Manager], new { complaint, withoutPartner = true }, "complaint { id }");
        Assert.Equal("NotFound", Refusal((await AttachAsync(company.Partner)).Payload));
        Assert.Null(await NodeAsync(company.Partner, attached));
    }

    [Fact]
    public async Task A_partner_attaches_because_of_its_order_as_long_as_work_remains()
    {
        var (order, patrol) = (await OfferAsync(complaint), await OfferAsync(null));
        var (damage, inside) = ((await AttachAsync(company.Customer)).Payload.GetProperty("complaintAttachment"), (await AttachAsync(company[Position.Worker])).Payload.GetProperty("complaintAttachment"));
        // The complaint itself it does not see.
        Assert.Equal("NotFound", Refusal((await AttachAsync(company.Partner)).Payload));
        var attached = (await AttachForAsync(order, company.Partner)).GetProperty("complaintAttachment");
        Assert.Equal(("VISIBLE", "PARTNER", JsonValueKind.Null), (attached.GetProperty("visibility").GetString(), attached.GetProperty("actorKind").GetString(), attached.GetProperty("complaint").ValueKind));
        var person = Actor.Partner(company.Partner.Id, person: Company.Key(Company.Id(await company.DoAsync("addPartnerPerson", company.Partner, new { partner = Company.IdOf(company.Partner), name = "Reed" }, "partnerPerson { id }"), "partnerPerson")));
        Assert.Empty(Company.Errors(await AttachForAsync(order, person)));

        foreach (var (row, seenBy, hiddenFrom) in new (JsonElement, Actor[], Actor[])[]
        {
            (attached, [company.Partner, person, company.Customer, company[Position.Worker]], [company.OtherPartner, company.Neighbour, Actor.Anonymous]),
            (damage, [company.Partner, company.Customer, company[Position.Worker]], [company.OtherPartner, company.Neighbour]),
            (inside, [company[Position.Agent]], [company.Partner, person, company.Customer]),
        })
        {
            foreach (var reader in seenBy) Assert.NotNull(await NodeAsync(reader, row));
            foreach (var reader in hiddenFrom) Assert.Null(await NodeAsync(reader, row));
        }
        foreach (var (actor, named, about, fault) in new[]
        {
            (company.OtherPartner, order, null, "NotFound"), (company.Neighbour, order, null, "NotFound"), (company.Partner, order, complaint, "ValidationError"), (company.Partner, null, null, "ValidationError"), (company.Partner, patrol, null, "ValidationError"),
        })
            Assert.Equal(fault, Refusal(await AttachForAsync(named, actor, about)));

        foreach (var step in new[] { "accept", "start", "finish" }) await company.DoAsync($"{step}DispatchOrder", company.Partner, new { dispatchOrder = order }, "dispatchOrder { id }");
        Assert.Equal("StepNotAllowed", Refusal(await AttachForAsync(order, company.Partner)));
        foreach (var row in new[] { attached, damage }) Assert.Null(await NodeAsync(company.Partner, row));
        Assert.Equal(4L, await Platform.ScalarAsync<long>("SELECT count(*) FROM complaints.complaint_attachments"));

        async Task<string> OfferAsync(string? about) => Company.Id(await company.DoAsync("offerDispatchOrder", company[Position.Agent],
            new { complaint = about, partner = Company.IdOf(company.Partner), kind = "LIFT_REPAIR", title = "Door drive", windowFrom = "2030-01-07T08:00:00Z", windowTo = "2030-01-07T10:00:00Z", effortHours = 2 }, "dispatchOrder { id }"), "dispatchOrder");
    }

    private async Task<string?> NodeAsync(Actor reader, JsonElement row) =>
        (await Platform.DataAsync("query($id: ID!) { node(id: $id) { ... on ComplaintAttachment { url } } }", reader, new { id = row.GetProperty("id").GetString() })).GetProperty("node") is { ValueKind: JsonValueKind.Object } node
            ? node.GetProperty("url").GetString() : null;

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
