namespace Sluice.Server.Tls;

/// <summary>Where the certificate of https listeners comes from.</summary>
public sealed record TlsOptions
{
    /// <summary>A PEM file (chains welcome) or a PKCS #12 file; null has one made by the local
    /// authority.</summary>
    public string? Certificate { get; init; }

    /// <summary>PEM file of the private key; null when the certificate's file holds it too.</summary>
    public string? Key { get; init; }

    /// <summary>Opens the key or the PKCS #12 file; null when it is not locked.</summary>
    public string? Password { get; init; }

    /// <summary>Host names and addresses that a certificate made here is for.</summary>
    public IReadOnlyList<string> Names { get; init; } = ["localhost", "127.0.0.1", "::1"];

    /// <summary>Shows no password.</summary>
    public override string ToString() => Certificate ?? "made by the local authority";
}
