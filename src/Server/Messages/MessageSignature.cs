using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Sluice.Identity.Callers;
using Sluice.Identity.Keys;
using Sluice.Model;

namespace Sluice.Server.Messages;

/// <summary>The signature of the vendor's message service: an HMAC-SHA1 over verb, content, date, its own headers and the target.</summary>
/// <remarks>
/// It has no nonce: the same request can come again within the clock's window, as with the vendor. Source: the vendor's
/// message client.
/// </remarks>
internal sealed class MessageSignature(IKeyRing keys, TimeSpan clockSkew, TimeProvider time)
{
    private const string Scheme = "MNS ";
    private const string OwnHeaders = "x-mns-";

    /// <summary>What an unknown key is compared with: the answer takes the time that it takes for a known one.</summary>
    private static readonly string NobodysSecret = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    /// <exception cref="ApiException">It is not signed, or not by the holder of a key, or not just now.</exception>
    public Caller Verify(HttpRequest request, bool mutates)
    {
        var (id, signature) = Read(request);
        var key = keys.Find(id, Token(request));
        var computed = HMACSHA1.HashData(
            Encoding.UTF8.GetBytes(key?.Secret ?? NobodysSecret), Encoding.UTF8.GetBytes(StringToSign(request)));
        var matches = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Convert.ToBase64String(computed)), Encoding.UTF8.GetBytes(signature));
        CheckKey(id, key);
        CheckClock(request);
        return matches ? key!.Caller : throw ApiException.SignatureNotMatch();
    }

    /// <summary>What can be seen before there is a body.</summary>
    /// <exception cref="ApiException">The key is not known, or the time is off.</exception>
    public void CheckHead(HttpRequest request)
    {
        var (id, _) = Read(request);
        CheckKey(id, keys.Find(id, Token(request)));
        CheckClock(request);
    }

    /// <exception cref="ApiException">The body is not the one that was hashed, where the request says a hash.</exception>
    public static void CheckDigest(HttpRequest request, ReadOnlySpan<byte> body)
    {
        var given = request.Headers.ContentMD5.ToString();
        var hash = MD5.HashData(body);

        // Clients send either the hash, or its digits as text.
        if (given.Length > 0
            && given != Convert.ToBase64String(hash)
            && given != Convert.ToBase64String(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash))))
        {
            throw ApiException.InvalidArgument("Content-MD5", "it is not the hash of the body");
        }
    }

    /// <summary>The key that a request says it is signed with; empty when it says none.</summary>
    public static string ClaimedKey(HttpRequest request) => Split(request)?.Id ?? "";

    private static (string Id, string Signature) Read(HttpRequest request) => Split(request)
        ?? throw ApiException.MissingRequiredParams("Authorization");

    private static (string Id, string Signature)? Split(HttpRequest request)
    {
        var given = request.Headers.Authorization.ToString();
        return given.StartsWith(Scheme, StringComparison.Ordinal) && given[Scheme.Length..].Split(':', 2) is [var id, var signature]
            ? (id, signature)
            : null;
    }

    private static string? Token(HttpRequest request) =>
        request.Headers["security-token"].ToString() is { Length: > 0 } token ? token : null;

    private void CheckKey(string id, KnownKey? key)
    {
        if (key is null)
        {
            throw ApiException.InvalidAccessKeyId(Excerpt.Of(id));
        }

        if (key.Expires <= time.GetUtcNow())
        {
            throw ApiException.ExpiredSecurityToken(Excerpt.Of(id));
        }
    }

    private void CheckClock(HttpRequest request)
    {
        var given = request.Headers["x-mns-date"].ToString() is { Length: > 0 } own ? own : request.Headers.Date.ToString();
        if (!DateTimeOffset.TryParseExact(given, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var sent))
        {
            throw ApiException.InvalidArgument(
                "Date", $"'{Excerpt.Of(given)}' is not a time such as 'Thu, 02 Jan 2025 03:04:05 GMT'");
        }

        if ((time.GetUtcNow() - sent).Duration() > clockSkew)
        {
            throw ApiException.RequestTimeTooSkewed(Excerpt.Of(given), time.GetUtcNow().ToString("r", CultureInfo.InvariantCulture));
        }
    }

    private static string StringToSign(HttpRequest request)
    {
        var own = request.Headers
            .Where(header => header.Key.StartsWith(OwnHeaders, StringComparison.OrdinalIgnoreCase))
            .Select(header => (Name: header.Key.ToLowerInvariant(), Value: header.Value.ToString()))
            .OrderBy(header => header.Name, StringComparer.Ordinal)
            .Select(header => $"{header.Name}:{header.Value}\n");
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return $"{request.Method}\n{request.Headers.ContentMD5}\n{request.Headers.ContentType}\n{request.Headers.Date}\n"
            + string.Concat(own) + target;
    }
}
