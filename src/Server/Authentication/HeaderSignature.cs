using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Sluice.Server.Wire;

namespace Sluice.Server.Authentication;

/// <summary>The signature of ACS3-HMAC-SHA256: over verb, query, the named headers and the body.</summary>
/// <remarks>Source: protocol, section 9.</remarks>
internal static class HeaderSignature
{
    /// <summary>Headers without whose protection a request means nothing.</summary>
    private static readonly string[] AlwaysSigned =
    [
        "host", "x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256",
    ];

    /// <summary>Whether everything that must be signed is signed, the body is the one that was hashed, and
    /// the signature was made with this secret. Takes the same time for a right and a wrong secret.</summary>
    /// <param name="expectedHost">What clients sign as <c>host</c> when a proxy rewrites it; null for the
    /// header as received.</param>
    public static bool Matches(
        RpcRequest request, Authorization authorization, string? expectedHost, string secret)
    {
        var payload = HashedPayload(request.Body.Span);
        var text = StringToSign(CanonicalRequest(request, authorization, expectedHost, payload));
        var computed = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(text));

        return FixedTimeEqualsHex(computed, authorization.Signature)
            && CoversEverything(request, authorization)
            && payload.Equals(request.Headers["x-acs-content-sha256"], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Lower-case hex of the body's SHA-256.</summary>
    public static string HashedPayload(ReadOnlySpan<byte> body) =>
        Convert.ToHexStringLower(SHA256.HashData(body));

    /// <summary>The query alone, without what a form holds.</summary>
    public static ReadOnlyMemory<byte> CanonicalQuery(RpcRequest request)
    {
        var query = new ArrayBufferWriter<byte>(256);
        CanonicalForm.WriteQuery(request.Query.ToArray(), query);
        return query.WrittenMemory;
    }

    /// <summary>Each signed header as <c>name:value</c> and a line feed, in the order of their
    /// names.</summary>
    public static string CanonicalHeaders(RpcRequest request, Authorization authorization, string? expectedHost)
    {
        var names = (string[])authorization.SignedHeaders.Clone();
        Array.Sort(names, string.CompareOrdinal);
        var lines = new StringBuilder(512);
        foreach (var name in names)
        {
            lines.Append(name).Append(':').Append(Value(request.Headers, name, expectedHost)).Append('\n');
        }

        return lines.ToString();
    }

    public static ReadOnlyMemory<byte> CanonicalRequest(
        RpcRequest request, Authorization authorization, string? expectedHost, string hashedPayload)
    {
        var text = new ArrayBufferWriter<byte>(1024);
        Encoding.UTF8.GetBytes(request.Method.ToUpperInvariant(), text);
        text.Write("\n"u8);
        Encoding.UTF8.GetBytes(request.Path, text);
        text.Write("\n"u8);
        text.Write(CanonicalQuery(request).Span);
        text.Write("\n"u8);
        Encoding.UTF8.GetBytes(CanonicalHeaders(request, authorization, expectedHost), text);
        text.Write("\n"u8);
        Encoding.UTF8.GetBytes(authorization.SignedHeadersText, text);
        text.Write("\n"u8);
        Encoding.UTF8.GetBytes(hashedPayload, text);
        return text.WrittenMemory;
    }

    public static string StringToSign(ReadOnlyMemory<byte> canonicalRequest) =>
        Authorization.Algorithm + "\n" + Convert.ToHexStringLower(SHA256.HashData(canonicalRequest.Span));

    private static string Value(IHeaderDictionary headers, string name, string? expectedHost)
    {
        if (expectedHost is not null && name == "host")
        {
            return expectedHost;
        }

        var values = headers[name];
        return values.Count == 1
            ? values.ToString().Trim()
            : string.Join(',', values.Select(value => value?.Trim()));
    }

    private static bool CoversEverything(RpcRequest request, Authorization authorization) =>
        Array.TrueForAll(AlwaysSigned, authorization.Signs)
        && (authorization.Signs("content-type") || request.Body.IsEmpty)
        && (authorization.Signs("x-acs-security-token") || !request.Headers.ContainsKey("x-acs-security-token"));

    private static bool FixedTimeEqualsHex(ReadOnlySpan<byte> computed, string hex)
    {
        Span<byte> given = stackalloc byte[64];
        var decoded = Convert.FromHexString(hex, given, out _, out var length) == OperationStatus.Done;
        return CryptographicOperations.FixedTimeEquals(computed, given[..(decoded ? length : 0)]);
    }
}
