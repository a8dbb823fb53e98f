using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Client.Signing;

/// <summary>Signs requests with <c>ACS3-HMAC-SHA256</c>: over verb, path, query, headers and body.</summary>
/// <remarks>Source: protocol, section 9.</remarks>
internal static class Acs3Signer
{
    /// <summary>Of the vendor's API.</summary>
    public const string ApiVersion = "2019-03-15";

    private const string Algorithm = "ACS3-HMAC-SHA256";

    /// <param name="request">Its path and query are spelt as they are signed (<see cref="Spelling"/>).</param>
    /// <param name="body">What its content holds.</param>
    /// <param name="action">What is called, as the vendor's API names it.</param>
    /// <param name="nonce">Given out once.</param>
    /// <param name="version">Of the API that is called.</param>
    public static void Sign(
        HttpRequestMessage request, ReadOnlyMemory<byte> body, string action, ClientKey key, DateTimeOffset now, string nonce, string version = ApiVersion)
    {
        var uri = request.RequestUri ?? throw new ArgumentException("A request that is signed goes somewhere.", nameof(request));
        var hash = Hash(body.Span);
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = uri.Authority,
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
            request.Headers.Add(name, value);
        }

        if (request.Content?.Headers.ContentType is { } type)
        {
            headers["content-type"] = type.ToString();
        }

        var names = string.Join(';', headers.Keys);
        var canonical = $"{request.Method.Method}\n{uri.AbsolutePath}\n{uri.Query.TrimStart('?')}\n"
            + string.Concat(headers.Select(header => $"{header.Key}:{header.Value}\n")) + $"\n{names}\n{hash}";
        var signature = HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(key.Secret),
            Encoding.UTF8.GetBytes($"{Algorithm}\n{Hash(Encoding.UTF8.GetBytes(canonical))}"));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            Algorithm,
            $"Credential={key.Id},SignedHeaders={names},Signature={Convert.ToHexStringLower(signature)}");
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
