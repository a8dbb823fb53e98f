using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Outbound.Signing;

/// <summary>Signs requests with <c>ACS3-HMAC-SHA256</c>: over verb, path, query, headers and body.</summary>
/// <remarks>Source: protocol, section 9.</remarks>
public static class Acs3Signature
{
    private const string Algorithm = "ACS3-HMAC-SHA256";

    /// <param name="request">Of a URL that <see cref="SignedUrl"/> has spelt.</param>
    /// <param name="body">What its content holds; empty for none.</param>
    /// <param name="action">What is called, as the service names it.</param>
    /// <param name="version">Of the service's API, such as <c>2019-03-15</c>.</param>
    /// <param name="nonce">Given out once.</param>
    public static void Sign(
        HttpRequestMessage request,
        ReadOnlySpan<byte> body,
        string action,
        string version,
        SigningKey key,
        DateTimeOffset now,
        string nonce)
    {
        var url = request.RequestUri ?? throw new ArgumentException("A request that is signed goes somewhere.", nameof(request));
        var hash = Hash(body);
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = url.Authority,
            ["x-acs-action"] = action,
            ["x-acs-content-sha256"] = hash,
            ["x-acs-date"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["x-acs-signature-nonce"] = nonce,
            ["x-acs-version"] = version,
        };
        if (key.SecurityToken is { } token)
        {
            headers["x-acs-security-token"] = token;
        }

        foreach (var (name, value) in headers.Where(header => header.Key != "host"))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (request.Content?.Headers.ContentType is { } type)
        {
            headers["content-type"] = type.ToString();
        }

        var names = string.Join(';', headers.Keys);
        var canonical = $"{request.Method.Method}\n{url.AbsolutePath}\n{url.Query.TrimStart('?')}\n"
            + string.Concat(headers.Select(header => $"{header.Key}:{header.Value.Trim()}\n")) + $"\n{names}\n{hash}";
        var signature = HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(key.Secret),
            Encoding.UTF8.GetBytes($"{Algorithm}\n{Hash(Encoding.UTF8.GetBytes(canonical))}"));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            Algorithm,
            $"Credential={key.Id},SignedHeaders={names},Signature={Convert.ToHexStringLower(signature)}");
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
