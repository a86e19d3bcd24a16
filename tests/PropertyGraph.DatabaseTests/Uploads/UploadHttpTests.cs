using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PropertyGraph.DatabaseTests.Gateway;

namespace PropertyGraph.DatabaseTests.Uploads;

/// <summary>Multipart requests and downloads on the real gateway. Whatever is refused leaves no file behind.</summary>
public sealed partial class UploadHttpTests(UploadHttpTests.SmallFiles gateway) : IClassFixture<UploadHttpTests.SmallFiles>
{
    private const string Attach = "mutation($input: AttachToComplaintInput!) { attachToComplaint(input: $input) { complaintAttachment { name mediaType byteSize url } errors { ... on Error { code message } } } }";
    private const int MostBytes = 100_000;

    /// <summary>A gateway that takes two files of 100,000 bytes.</summary>
    public sealed class SmallFiles : IAsyncLifetime
    {
        public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"propertygraph-test-uploads-{Guid.NewGuid():N}");
        public GatewayProcess Running { get; private set; } = null!;
        public HttpClient Http { get; private set; } = null!;
        public string Token { get; private set; } = "";
        public string Complaint { get; private set; } = "";

        public async Task InitializeAsync()
        {
            Running = await GatewayProcess.ServeAsync(await TestServer.CreateDatabaseAsync(), environment: [("Files__Folder", Folder), ("Files__MaxBytes", $"{MostBytes}"), ("Files__MaxCount", "2")]);
            Http = new() { BaseAddress = Running.Address };
            Token = await Running.TokenAsync("agent");
            var filed = await Running.DataAsync(Token, "mutation { fileComplaint(input: { title: \"Leak\", description: \"It drips.\", channel: HOTLINE }) { complaint { id } } }");
            Complaint = filed.GetProperty("fileComplaint").GetProperty("complaint").GetProperty("id").GetString()!;
        }

        /// <summary>Names of the files that are kept or coming in.</summary>
        public IReadOnlyList<string> Files() => Directory.Exists(Folder) ? [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f)).Order()] : [];

        public async Task DisposeAsync()
        {
            Http.Dispose();
            await Running.DisposeAsync();
            if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
        }
    }

    private string Operations(string query = Attach, string? complaint = null, string? visibility = null) =>
        JsonSerializer.Serialize(new { query, variables = new { input = new { complaint = complaint ?? gateway.Complaint, file = (object?)null, visibility } } });

    private static byte[] Picture(int bytes = 1000) => [.. ModulesPlatform.Png, .. Enumerable.Range(0, bytes - 8).Select(i => (byte)i)];

    private const string Map = """{"0":["variables.input.file"]}""";

    private sealed record Part(string Name, byte[] Content, string? FileName = null)
    {
        public Part(string name, string content) : this(name, Encoding.UTF8.GetBytes(content)) { }
    }

    private static MultipartFormDataContent Form(params Part[] parts)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, content, file) in parts)
        {
            var part = new ByteArrayContent(content);
            if (file is null) form.Add(part, name);
            else
            {
                part.Headers.ContentType = new MediaTypeHeaderValue("image/png");
                form.Add(part, name, file);
            }
        }
        return form;
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(HttpContent content, bool preflight = true, bool token = true)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "graphql") { Content = content };
        request.Headers.Accept.Add(new("application/graphql-response+json"));
        if (preflight) request.Headers.Add("GraphQL-Preflight", "1");
        if (token) request.Headers.Authorization = new("Bearer", gateway.Token);
        using var response = await gateway.Http.SendAsync(request);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    private static string? Code(JsonElement answer) => answer.TryGetProperty("errors", out var errors) ? errors[0].GetProperty("extensions").GetProperty("code").GetString() : null;

    private async Task<string> AttachedAsync(byte[] content, string name, string? complaint = null, string? visibility = null)
    {
        var (status, answer) = await SendAsync(Form(new("operations", Operations(Attach, complaint, visibility)), new("map", Map), new("0", content, name)));
        Assert.True(status == HttpStatusCode.OK && Code(answer) is null, answer.GetRawText());
        return answer.GetProperty("data").GetProperty("attachToComplaint").GetProperty("complaintAttachment").GetProperty("url").GetString()!;
    }

    [Fact]
    public async Task What_is_attached_comes_back_byte_by_byte_to_whoever_has_the_address()
    {
        var picture = Picture(MostBytes);
        var url = await AttachedAsync(picture, "水 leak.png");

        using var response = await gateway.Http.GetAsync(url);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(picture, await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("image/png", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(("attachment", "水 leak.png"), (response.Content.Headers.ContentDisposition!.DispositionType, response.Content.Headers.ContentDisposition.FileNameStar));
        Assert.Equal(["nosniff", "default-src 'none'; sandbox", "no-store, private"], new[] { "X-Content-Type-Options", "Content-Security-Policy", "Cache-Control" }.Select(h => response.Headers.GetValues(h).Single()));

        using var part = new HttpRequestMessage(HttpMethod.Get, url);
        part.Headers.Range = new(8, 15);
        using var middle = await gateway.Http.SendAsync(part);
        Assert.Equal(HttpStatusCode.PartialContent, middle.StatusCode);
        Assert.Equal(picture[8..16], await middle.Content.ReadAsByteArrayAsync());
        using var head = await gateway.Http.SendAsync(new(HttpMethod.Head, url));
        Assert.Equal(MostBytes, head.Content.Headers.ContentLength);
    }

    /// <summary>The page's own request, by the program that it names.</summary>
    [Fact]
    public async Task The_request_of_the_page_works()
    {
        var folder = Directory.CreateTempSubdirectory("propertygraph-upload-").FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "photo.png"), Picture());
        var answer = JsonDocument.Parse(await ShellAsync(folder, "upload", "")).RootElement.GetProperty("data").GetProperty("attachToComplaint").GetProperty("complaintAttachment");
        Assert.Equal("photo.png", answer.GetProperty("name").GetString());
        await ShellAsync(folder, "download", answer.GetProperty("url").GetString()!);
        Assert.Equal(Picture(), await File.ReadAllBytesAsync(Path.Combine(folder, "copy.png")));
        Directory.Delete(folder, recursive: true);
    }

    private async Task<string> ShellAsync(string folder, string example, string url)
    {
        var line = Example().Matches(await File.ReadAllTextAsync(Repository.Path("docs", "protocols.md"))).Single(m => m.Groups[1].Value == example).Groups[2].Value;
        using var curl = Process.Start(new ProcessStartInfo("sh", ["-c", line.Replace("localhost:5080", gateway.Running.Address.Authority, StringComparison.Ordinal).Replace("COMPLAINT", gateway.Complaint, StringComparison.Ordinal)])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            Environment = { ["TOKEN"] = gateway.Token, ["URL"] = url },
        })!;
        var said = await curl.StandardOutput.ReadToEndAsync();
        await curl.WaitForExitAsync();
        return said;
    }

    /// <summary>What a customer takes along, as the customer gets it and as a member of staff does, who sees what is for staff, too.</summary>
    [Fact]
    public async Task An_export_has_what_the_files_contain()
    {
        await gateway.Running.DataAsync(gateway.Token, "mutation { registerCustomer(input: { kind: PERSON, name: \"Wang\" }) { customer { id } } }");
        var mine = await gateway.Running.TokenAsync("customer");
        var me = (await gateway.Running.DataAsync(mine, "{ customers { nodes { id } } }")).GetProperty("customers").GetProperty("nodes")[0].GetProperty("id").GetString()!;
        var filed = await gateway.Running.DataAsync(mine, "mutation { fileComplaint(input: { title: \"Leak\", description: \"It drips.\" }) { complaint { id } } }");
        var complaint = filed.GetProperty("fileComplaint").GetProperty("complaint").GetProperty("id").GetString()!;
        var (picture, plan) = (Picture(MostBytes), Picture(2_000));
        await AttachedAsync(picture, "水 leak?.png", complaint, "VISIBLE");
        await AttachedAsync(plan, "plan.png", complaint, "INTERNAL");
        await AttachedAsync(Picture(3_000), "another's.png");

        var own = await ExportedAsync(mine, me);
        Assert.Equal([picture], own.Files);
        Assert.Equal(["水 leak_.png"], own.Names);
        var full = await ExportedAsync(await gateway.Running.TokenAsync("admin"), me);
        Assert.Equal([picture, plan], full.Files);
        Assert.Equal(["水 leak_.png", "plan.png"], full.Names);
    }

    /// <summary>Files of an export, with the names that they have there, in the order of their rows, which lead to them; there are no others.</summary>
    private async Task<(IReadOnlyList<string> Names, IReadOnlyList<byte[]> Files)> ExportedAsync(string token, string customer)
    {
        var answer = await gateway.Running.DataAsync(token, "mutation($customer: ID!) { exportCustomer(input: { customer: $customer }) { customerExport { name url byteSize sha256 } } }", new { customer });
        var export = answer.GetProperty("exportCustomer").GetProperty("customerExport");
        using var response = await gateway.Http.GetAsync(export.GetProperty("url").GetString());
        Assert.Equal("application/zip", response.Content.Headers.ContentType!.ToString());
        var zip = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal(export.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(zip)));
        Assert.Equal(export.GetProperty("byteSize").GetInt64(), zip.Length);
        Assert.EndsWith(".zip", export.GetProperty("name").GetString(), StringComparison.Ordinal);
        await using var archive = new ZipArchive(new MemoryStream(zip));
        var rows = JsonDocument.Parse(await ReadAsync("data.json")).RootElement.GetProperty("ComplaintAttachment").EnumerateArray().ToList();
        var places = rows.Select(r => r.GetProperty("url").GetString()!).ToList();
        Assert.Equal(["data.json", .. places], archive.Entries.Select(e => e.FullName));
        var files = new List<byte[]>();
        foreach (var place in places) files.Add(await ReadAsync(place));
        // A place is the folder, the file's key and its name.
        return ([.. places.Select(p => p["files/".Length..][37..])], files);

        async Task<byte[]> ReadAsync(string name)
        {
            await using var entry = await archive.GetEntry(name)!.OpenAsync();
            var content = new MemoryStream();
            await entry.CopyToAsync(content);
            return content.ToArray();
        }
    }

    [GeneratedRegex("^```sh (upload|download)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();

    [Fact]
    public async Task An_address_that_was_not_given_leads_nowhere()
    {
        var url = await AttachedAsync(Picture(), "photo.png");
        foreach (var (wrong, status, code) in new (string, HttpStatusCode, string)[]
        {
            (url.Replace("photo.png", "photo.html", StringComparison.Ordinal), HttpStatusCode.Forbidden, "PG-REQ-LINK"),
            (url.Replace("image%2Fpng", "text%2Fhtml", StringComparison.Ordinal), HttpStatusCode.Forbidden, "PG-REQ-LINK"),
            (url.Replace("until=", "until=9", StringComparison.Ordinal), HttpStatusCode.Forbidden, "PG-REQ-LINK"),
            (url[..^4], HttpStatusCode.Forbidden, "PG-REQ-LINK"),
            (url[..url.IndexOf('?', StringComparison.Ordinal)], HttpStatusCode.Forbidden, "PG-REQ-LINK"),
            ("/files/..%2F..%2Fetc/passwd?type=a&until=9999999999&signature=x", HttpStatusCode.Forbidden, "PG-REQ-LINK"),
        })
        {
            using var response = await gateway.Http.GetAsync(wrong);
            Assert.Equal((status, code), (response.StatusCode, Code(JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement)));
        }
    }

    [Theory]
    [InlineData("no preflight", 400, "PG-REQ-PREFLIGHT")]
    [InlineData("no token", 401, "PG-REQ-TOKEN")]
    [InlineData("map first", 400, "PG-REQ-UPLOAD")]
    [InlineData("no operations", 400, "PG-REQ-UPLOAD")]
    [InlineData("operations no JSON", 400, "PG-REQ-UPLOAD")]
    [InlineData("a batch", 400, "PG-REQ-BATCH")]
    [InlineData("map no JSON", 400, "PG-REQ-UPLOAD")]
    [InlineData("map of texts", 400, "PG-REQ-UPLOAD")]
    [InlineData("empty map", 400, "PG-REQ-UPLOAD")]
    [InlineData("map of the same twice", 400, "PG-REQ-UPLOAD")]
    [InlineData("huge map", 413, "PG-REQ-UPLOAD-SIZE")]
    [InlineData("many places", 413, "PG-REQ-UPLOAD-SIZE")]
    [InlineData("wrong place", 400, "PG-REQ-UPLOAD")]
    [InlineData("one place twice", 400, "PG-REQ-UPLOAD")]
    [InlineData("missing file", 400, "PG-REQ-UPLOAD")]
    [InlineData("extra file", 400, "PG-REQ-UPLOAD")]
    [InlineData("file twice", 400, "PG-REQ-UPLOAD")]
    [InlineData("no filename", 400, "PG-REQ-UPLOAD")]
    [InlineData("large file", 413, "PG-REQ-UPLOAD-SIZE")]
    [InlineData("huge body", 413, "PG-REQ-UPLOAD-SIZE")]
    [InlineData("another type", 415, "PG-REQ-UPLOAD-TYPE")]
    [InlineData("empty file", 415, "PG-REQ-UPLOAD-TYPE")]
    [InlineData("cut off", 400, "PG-REQ-UPLOAD")]
    [InlineData("compressed", 415, "PG-REQ-ENCODING")]
    [InlineData("no boundary", 400, "PG-REQ-UPLOAD")]
    [InlineData("large header", 400, "PG-REQ-UPLOAD")]
    [InlineData("a fault", 200, null)]
    [InlineData("refused document", 400, "PG-REQ-VALIDATION")]
    public async Task What_is_refused_is_refused_by_name_and_leaves_nothing(string kind, int status, string? code)
    {
        var before = gateway.Files();
        Part operations = new("operations", Operations()), map = new("map", Map), file = new("0", Picture(), "a.png");
        HttpContent content = kind switch
        {
            "map first" => Form(map, operations, file),
            "no operations" => Form(map, file),
            "operations no JSON" => Form(new("operations", "{"), map, file),
            "a batch" => Form(new("operations", $"[{Operations()}]"), map, file),
            "map no JSON" => Form(operations, new("map", "["), file),
            "map of texts" => Form(operations, new("map", """{"0":"variables.input.file"}"""), file),
            "empty map" => Form(operations, new("map", "{}"), file),
            "map of the same twice" => Form(operations, new("map", """{"0":["variables.input.file"],"0":["variables.input.file"]}"""), file),
            "huge map" => Form(operations, new("map", JsonSerializer.Serialize(Enumerable.Range(0, 1000).ToDictionary(i => $"{i}", i => new[] { "variables.input.file" }))), file),
            "many places" => Form(operations, new("map", """{"0":["a","b","c"]}"""), file),
            "wrong place" => Form(operations, new("map", """{"0":["variables.input.complaint"]}"""), file),
            "one place twice" => Form(operations, new("map", """{"0":["variables.input.file","variables.input.file"]}"""), file),
            "missing file" => Form(operations, map),
            "extra file" => Form(operations, map, file, new("1", Picture(), "b.png")),
            "file twice" => Form(operations, map, file, file),
            "no filename" => Form(operations, map, new Part("0", Picture())),
            "large file" => Form(operations, map, new("0", Picture(MostBytes + 1), "a.png")),
            "huge body" => Form(operations, map, new("0", Picture(5_000_000), "a.png")),
            "another type" => Form(operations, map, new("0", "<script>alert(1)</script>"u8.ToArray(), "a.png")),
            "empty file" => Form(operations, map, new("0", [], "a.png")),
            "cut off" => Raw(Encoding.UTF8.GetBytes($"--b\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n{Operations()}\r\n--b\r\nContent-Disposition: form-data; name=\"map\"\r\n\r\n{Map}\r\n--b\r\nContent-Disposition: form-data; name=\"0\"; filename=\"a.png\"\r\n\r\n").Concat(Picture()), "multipart/form-data; boundary=b"),
            "compressed" => Compressed(Form(operations, map, file)),
            "no boundary" => Raw("x"u8.ToArray(), "multipart/form-data"),
            "large header" => Raw(Encoding.UTF8.GetBytes($"--b\r\nContent-Disposition: form-data; name=\"operations\"\r\nX: {new string('x', 100_000)}\r\n\r\n{{}}\r\n--b--"), "multipart/form-data; boundary=b"),
            "a fault" => Form(new("operations", Operations().Replace(gateway.Complaint, PropertyGraph.Schema.GlobalId.Encode("Complaint", Guid.NewGuid()), StringComparison.Ordinal)), map, file),
            "refused document" => Form(new("operations", Operations("mutation($input: AttachToComplaintInput!) { nothing(input: $input) }")), map, file),
            _ => Form(operations, map, file),
        };

        var (found, answer) = await SendAsync(content, preflight: kind != "no preflight", token: kind != "no token");

        Assert.True((status, code) == ((int)found, Code(answer)), $"{found}: {answer}");
        if (code is null) Assert.Contains("PG-CMD-NOT-FOUND", answer.GetRawText(), StringComparison.Ordinal);
        // Files go when the request ends, which is after its answer has gone out.
        await UntilAsync(() => gateway.Files().SequenceEqual(before));
    }

    private static MultipartFormDataContent Compressed(MultipartFormDataContent form)
    {
        form.Headers.ContentEncoding.Add("gzip");
        return form;
    }

    private static ByteArrayContent Raw(IEnumerable<byte> body, string type)
    {
        var content = new ByteArrayContent([.. body]);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    [Fact]
    public async Task Who_hangs_up_half_way_leaves_nothing()
    {
        var before = gateway.Files();
        using (var client = new TcpClient())
        {
            await client.ConnectAsync("localhost", gateway.Running.Address.Port);
            await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(Head("Content-Length: 90000") + Start).Concat(Picture(50_000)).ToArray());
            // It has come as far as the disk.
            await UntilAsync(() => gateway.Files().Count == before.Count + 1);
        }
        await UntilAsync(() => gateway.Files().SequenceEqual(before));
    }

    [Theory]
    [InlineData("filename=\"../../../../tmp/x.png\"", "x.png")]
    [InlineData("filename*=UTF-8''..%2F..%2Fy.png", "y.png")]
    [InlineData("filename*=UTF-8''z%0D%0ASet-Cookie%3A%20a%3Db.png", "zSet-Cookie: a=b.png")]
    public async Task A_name_that_is_a_path_or_a_header_is_neither(string disposition, string name)
    {
        var before = gateway.Files();
        using var socket = new RawHttp(gateway.Running.Address.Port);
        var body = Start.Replace("filename=\"a.png\"", disposition, StringComparison.Ordinal) + Encoding.Latin1.GetString(Picture()) + "\r\n--b--\r\n";
        await socket.TrySendAsync(Head($"Content-Length: {body.Length}") + body);
        var answer = await socket.ReadAnswerAsync();
        var attached = JsonDocument.Parse(answer[answer.IndexOf("\r\n\r\n", StringComparison.Ordinal)..]).RootElement.GetProperty("data").GetProperty("attachToComplaint").GetProperty("complaintAttachment");
        Assert.Equal(name, attached.GetProperty("name").GetString());
        // It lies among the others, under a name of the gateway's own.
        Assert.True(Guid.TryParseExact(Assert.Single(gateway.Files().Except(before)), "N", out _));
        using var download = await gateway.Http.GetAsync(attached.GetProperty("url").GetString());
        Assert.False(download.Headers.Contains("Set-Cookie"));
        Assert.Equal(name, download.Content.Headers.ContentDisposition!.FileNameStar);
    }

    private string Start => $"--b\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n{Operations()}\r\n--b\r\nContent-Disposition: form-data; name=\"map\"\r\n\r\n{Map}\r\n--b\r\nContent-Disposition: form-data; name=\"0\"; filename=\"a.png\"\r\n\r\n";

    private string Head(string framing) => $"POST /graphql HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {gateway.Token}\r\nGraphQL-Preflight: 1\r\nContent-Type: multipart/form-data; boundary=b\r\n{framing}\r\n\r\n";

    /// <summary>The server itself gives up who sends less than 240 bytes a second, long before the time for all files is over.</summary>
    [Fact]
    public async Task A_body_that_stalls_is_refused_by_the_limits_of_uploads_and_leaves_nothing()
    {
        var before = gateway.Files();
        using var socket = new RawHttp(gateway.Running.Address.Port);
        await socket.TrySendAsync(Head("Content-Length: 90000") + Start + Encoding.Latin1.GetString(Picture(100)));
        await UntilAsync(() => gateway.Files().Count == before.Count + 1);
        var answer = await socket.ReadAnswerAsync();
        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("PG-REQ-UPLOAD-TIME", answer, StringComparison.Ordinal);
        await UntilAsync(() => gateway.Files().SequenceEqual(before));
    }

    /// <summary>Each part is as large as it may be, and all together are more than is read.</summary>
    [Fact]
    public async Task Chunks_that_come_to_more_than_all_parts_may_have_are_refused_by_the_limits_of_uploads()
    {
        var before = gateway.Files();
        using var socket = new RawHttp(gateway.Running.Address.Port);
        var header = $"X-Long: {new string('x', 3_900)}\r\n";
        var operations = JsonSerializer.Serialize(new { query = Attach, variables = new { input = new { complaint = gateway.Complaint, file = (object?)null, second = (object?)null } } });
        const string map = """{"0":["variables.input.file"],"1":["variables.input.second"]}""";
        var picture = Encoding.Latin1.GetString(Picture(MostBytes));
        var body = $"--b\r\n{header}Content-Disposition: form-data; name=\"operations\"\r\n\r\n{operations.PadRight(1 << 20)}\r\n--b\r\n{header}Content-Disposition: form-data; name=\"map\"\r\n\r\n{map.PadRight(64 << 10)}\r\n"
            + $"--b\r\n{header}Content-Disposition: form-data; name=\"0\"; filename=\"a.png\"\r\n\r\n{picture}\r\n--b\r\n{header}Content-Disposition: form-data; name=\"1\"; filename=\"b.png\"\r\n\r\n{picture}\r\n--b--\r\n";
        var answer = socket.ReadAnswerAsync();
        await socket.TrySendAsync(Head("Transfer-Encoding: chunked") + $"{body.Length:x}\r\n{body}\r\n0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 413 ", await answer, StringComparison.Ordinal);
        Assert.Contains("PG-REQ-UPLOAD-SIZE", await answer, StringComparison.Ordinal);
        await UntilAsync(() => gateway.Files().SequenceEqual(before));
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!holds())
        {
            Assert.False(limit.IsCancellationRequested, "It did not happen within a minute.");
            await Task.Delay(20);
        }
    }
}
