using System.Text.Encodings.Web;
using System.Text.Json;
using PropertyGraph.Faults;

namespace PropertyGraph.Gateway.Http;

/// <summary>A request that is answered before it reaches the graph: a status code, and the client's mistake as a GraphQL error.</summary>
/// <param name="Status">HTTP status code.</param>
internal sealed record Refusal(int Status, GraphError Error)
{
    /// <summary>Quotation marks are left for people to read: the type is JSON, and browsers are told not to guess another.</summary>
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerOptions.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int Shortly = 5;

    /// <summary>Value of <c>Allow</c>, which a 405 must have.</summary>
    public string? Allow { get; init; }

    /// <summary>Seconds after which it is worth to try again, for <c>Retry-After</c>.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Value of <c>WWW-Authenticate</c>, which a 401 must have.</summary>
    public string? Challenge { get; init; }

    /// <summary>Whether to say which handshake is taken, as a 426 must (RFC 9110, 15.5.22; RFC 6455, 4.4).</summary>
    public bool Upgrades { get; init; }

    /// <summary>Whether the connection ends with it, for what else the client sends on it would be the rest of this request.</summary>
    public bool Closes { get; init; }

    public static Refusal Body(string message) => Of(StatusCodes.Status400BadRequest, "PG-REQ-BODY", message);

    public static Refusal Parameter(string name, string expected) =>
        Of(StatusCodes.Status400BadRequest, "PG-REQ-PARAMETER", $"The request's '{name}' must be {expected}.");

    public static Refusal Batch() => Of(StatusCodes.Status400BadRequest, "PG-REQ-BATCH",
        "The body is a list: batches are not answered. Send one request at a time; several root fields in one query are one round trip anyway.");

    public static Refusal Method(string method) => Of(StatusCodes.Status405MethodNotAllowed, "PG-REQ-METHOD",
        $"{method} is not answered here; use POST, or GET for queries.") with { Allow = "GET, POST" };

    public static Refusal Handshake() => Of(StatusCodes.Status426UpgradeRequired, "PG-REQ-HANDSHAKE",
        "This is no handshake of a WebSocket as RFC 6455 has it: by GET, of version 13, with a Sec-WebSocket-Key of 16 bytes in base64.") with { Upgrades = true };

    public static Refusal NotAcceptable() => Of(StatusCodes.Status406NotAcceptable, "PG-REQ-ACCEPT",
        "Nothing in the Accept header can be given; accept application/graphql-response+json or application/json.");

    public static Refusal TooLarge(int limit) => Of(StatusCodes.Status413PayloadTooLarge, "PG-REQ-SIZE", $"The body is larger than {limit} bytes, which is all that is read.");

    public static Refusal TooSlow(int seconds) => Of(StatusCodes.Status408RequestTimeout, "PG-REQ-SLOW",
        $"The body did not arrive within {seconds} seconds, or came too slowly; send it again.") with { Closes = true };

    public static Refusal Busy() => Of(StatusCodes.Status503ServiceUnavailable, "PG-REQ-BUSY",
        "Too many large bodies are being read at the same time; try again shortly.") with { RetryAfter = Shortly, Closes = true };

    public static Refusal ContentEncoding() => Of(StatusCodes.Status415UnsupportedMediaType, "PG-REQ-ENCODING",
        "The body must not be compressed; send it without Content-Encoding.");

    public static Refusal NoPreflight() => Of(StatusCodes.Status400BadRequest, "PG-REQ-PREFLIGHT",
        "A page of another site could have made a browser send this request. Send the header 'GraphQL-Preflight: 1' with it.");

    public static Refusal ContentType() => Of(StatusCodes.Status415UnsupportedMediaType, "PG-REQ-MEDIA-TYPE",
        "POST takes a body of Content-Type application/json, in UTF-8.");

    public static Refusal Upload(string why) => Of(StatusCodes.Status400BadRequest, "PG-REQ-UPLOAD",
        $"The request is not as the GraphQL multipart request specification says: {why}.");

    public static Refusal UploadTooLarge(Files.FileSettings settings) => Of(StatusCodes.Status413PayloadTooLarge, "PG-REQ-UPLOAD-SIZE", string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"A request may have {settings.MaxCount} files of {settings.MaxBytes} bytes each; send fewer at once, or smaller ones."));

    public static Refusal UploadTooSlow(Files.FileSettings settings) => Of(StatusCodes.Status408RequestTimeout, "PG-REQ-UPLOAD-TIME", string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"The files did not arrive within {settings.ReceiveSeconds} seconds, or came too slowly; send fewer at once, or smaller ones.")) with { Closes = true };

    public static Refusal UploadType(IReadOnlyList<string> types) => Of(StatusCodes.Status415UnsupportedMediaType, "PG-REQ-UPLOAD-TYPE",
        $"The bytes of a file are of no type that is taken here; there are: {string.Join(", ", types)}.");

    public static Refusal UploadNeedsToken() => Token("Files are taken from callers with a token only; sign in.", "a token is needed for files");

    public static Refusal Link() => Of(StatusCodes.Status403Forbidden, "PG-REQ-LINK", "This is no address that was given for a file; take it from the graph, and use it as it is.");

    public static Refusal LinkExpired() => Of(StatusCodes.Status410Gone, "PG-REQ-LINK-EXPIRED", "The time of this address is over; ask the graph for a new one.");

    public static Refusal NoFile() => Of(StatusCodes.Status404NotFound, "PG-REQ-FILE", "The file is no longer there.");

    public static Refusal Token(string reason, string description) => Of(StatusCodes.Status401Unauthorized, "PG-REQ-TOKEN", reason) with
    {
        Challenge = $"Bearer error=\"invalid_token\", error_description=\"{description}\"",
    };

    public static Refusal Key() => Key("The API key is not valid here; ask an administrator for a new one.", "the API key is not valid");

    public static Refusal KeyExpired() => Key("The time of the API key is over; ask an administrator for a new one.", "the API key expired");

    private static Refusal Key(string reason, string description) => Token(reason, description) with { Error = new("PG-REQ-KEY", reason) };

    public static Refusal UnknownSubject(string? subject) => Of(StatusCodes.Status403Forbidden, "PG-REQ-SUBJECT",
        subject is null ? "The token is valid but names no subject (claim 'sub'); ask the issuer's administrator to add it."
            : $"The token is valid, but its subject '{subject}' stands for nobody active here. An administrator can give it a position: ./run grant '{subject}' AGENT.");

    public static Refusal IssuerUnavailable() => Of(StatusCodes.Status503ServiceUnavailable, "PG-REQ-ISSUER",
        "The token can't be checked now, since its issuer does not answer; try again shortly.");

    public static Refusal Origin(string origin) => Of(StatusCodes.Status403Forbidden, "PG-REQ-ORIGIN",
        $"Pages of {origin} may not connect; add it to Cors:Origins if they should.");

    public static Refusal Crowded(int most) => Of(StatusCodes.Status503ServiceUnavailable, "PG-REQ-CONNECTIONS",
        $"The server has {most} connections open and takes no more now; try again shortly.") with { RetryAfter = Shortly };

    public static Refusal TooManyConnections(string which) => Of(StatusCodes.Status429TooManyRequests, "PG-REQ-CONNECTIONS",
        $"{which}, which is all there may be; close one first.") with { RetryAfter = Shortly };

    public static Refusal TooManyOperations(int most) => Of(StatusCodes.Status429TooManyRequests, "PG-REQ-OPERATIONS",
        $"This connection has {most} operations; complete one first, or open another connection.");

    public static Refusal OperationIdInUse(string id) => Of(StatusCodes.Status409Conflict, "PG-REQ-OPERATION-ID",
        $"An operation with the id '{id}' runs on this connection; give each its own.");

    public static Refusal Stopping() => Of(StatusCodes.Status503ServiceUnavailable, "PG-REQ-CONNECTIONS", "The server stops; connect again shortly.") with { RetryAfter = Shortly };

    public static Refusal NotEvents() => Of(StatusCodes.Status406NotAcceptable, "PG-REQ-ACCEPT", "This address gives server-sent events; accept text/event-stream, or use /graphql.");

    public static Refusal NoStream() => Of(StatusCodes.Status404NotFound, "PG-REQ-STREAM",
        "You have no event stream of this token; reserve one with PUT and open it before long.");

    public static Refusal StreamTaken() => Of(StatusCodes.Status409Conflict, "PG-REQ-STREAM",
        "The event stream of this token is open already; reserve another with PUT.");

    public static Refusal Internal(string traceId) => Of(StatusCodes.Status500InternalServerError, "PG-INTERNAL",
        $"Something failed here. Give this number to whoever runs the server: {traceId}.");

    private static Refusal Of(int status, string code, string message) => new(status, new GraphError(code, message));

    /// <summary>The response's body: <c>{"errors":[...]}</c>.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(new { errors = new[] { new { message = Error.Message, extensions = new { code = Error.Code } } } }, Readable);
}
