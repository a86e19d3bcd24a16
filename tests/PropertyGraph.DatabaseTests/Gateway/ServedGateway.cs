using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>
/// One gateway process without demo data, for all tests of what it does over the wire. It knows the client <c>partner</c>, which runs its trusted documents only, and speaks HTTP/2 and TLS on ports of their own.
/// </summary>
public sealed class ServedGateway : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("propertygraph-tls-");

    public GatewayProcess Running { get; private set; } = null!;

    /// <summary>Its database, to look into.</summary>
    public string Database { get; private set; } = "";

    /// <summary>Where it speaks HTTP/2 without TLS.</summary>
    public Uri Http2Address { get; } = new($"http://127.0.0.1:{GatewayProcess.FreePort()}/");

    /// <summary>Where it speaks TLS.</summary>
    public Uri SecureAddress { get; } = new($"https://127.0.0.1:{GatewayProcess.FreePort()}/");

    /// <summary>What it shows there.</summary>
    public X509Certificate2 Certificate { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var (certificate, key) = (Path.Combine(folder.FullName, "cert.pem"), Path.Combine(folder.FullName, "key.pem"));
        using (var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            Certificate = new CertificateRequest("CN=localhost", ecdsa, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
            await File.WriteAllTextAsync(certificate, Certificate.ExportCertificatePem());
            await File.WriteAllTextAsync(key, ecdsa.ExportPkcs8PrivateKeyPem());
        }
        Database = await TestServer.CreateDatabaseAsync();
        Running = await GatewayProcess.ServeAsync(Database, "--demo none",
            ("Clients__partner__TrustedOnly", "true"),
            ("Kestrel__Endpoints__Clear2__Url", Http2Address.GetLeftPart(UriPartial.Authority)), ("Kestrel__Endpoints__Clear2__Protocols", "Http2"),
            ("Kestrel__Endpoints__Tls__Url", SecureAddress.GetLeftPart(UriPartial.Authority)), ("Kestrel__Endpoints__Tls__Certificate__Path", certificate), ("Kestrel__Endpoints__Tls__Certificate__KeyPath", key));
        var admin = await Running.TokenAsync("admin");
        await Running.DataAsync(admin, """mutation { registerPartner(input: { code: "LIFTS", name: "Lifts and Sons", trade: "lifts" }) { errors { ... on Error { message } } } }""");
    }

    public async Task DisposeAsync()
    {
        await Running.DisposeAsync();
        Certificate.Dispose();
        folder.Delete(recursive: true);
    }
}

/// <summary>Test classes that share the <see cref="ServedGateway"/>: they run one after another.</summary>
[CollectionDefinition(nameof(ServedGateway))]
public sealed class ServedGatewayTests : ICollectionFixture<ServedGateway>;
