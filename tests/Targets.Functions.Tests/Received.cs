using System.Security.Cryptography;
using System.Text;
using Sluice.Workbench;

namespace Sluice.Targets.Functions.Tests;

/// <summary>Checks signatures as whoever receives a request would: from what has come, by the vendor's rules.</summary>
internal static class Received
{
    /// <summary>Whether the older function service would take the request for one that the secret's owner made.</summary>
    public static bool IsSignedForFc2(RecordedRequest request, string id, string secret)
    {
        var text = new StringBuilder().Append(request.Line.Split(' ')[0]).Append('\n');
        foreach (var name in new[] { "content-md5", "content-type", "date" })
        {
            text.Append(request.Header(name)).Append('\n');
        }

        foreach (var (name, value) in request.Headers
            .Select(header => (Name: header.Name.ToLowerInvariant(), header.Value))
            .Where(header => header.Name.StartsWith("x-fc-", StringComparison.Ordinal))
            .OrderBy(header => header.Name, StringComparer.Ordinal))
        {
            text.Append(name).Append(':').Append(value).Append('\n');
        }

        text.Append(Uri.UnescapeDataString(request.Path));
        using var mac = new HMACSHA256(Encoding.UTF8.GetBytes(secret));
        return request.Header("Authorization")
            == $"FC {id}:{Convert.ToBase64String(mac.ComputeHash(Encoding.UTF8.GetBytes(text.ToString())))}";
    }

    /// <summary>Whether ACS3-HMAC-SHA256 holds, and covers all that it must.</summary>
    public static bool IsSignedAcs3(RecordedRequest request, string id, string secret)
    {
        var parts = request.Header("Authorization")!["ACS3-HMAC-SHA256 ".Length..].Split(',')
            .Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
        var names = parts["SignedHeaders"].Split(';');
        var must = request.Headers.Select(header => header.Name.ToLowerInvariant())
            .Where(name => name is "host" or "content-type" || name.StartsWith("x-acs-", StringComparison.Ordinal));
        var hash = Hex(SHA256.HashData(request.Body));
        var (path, query) = request.Path.Split('?', 2) is [var before, var after] ? (before, after) : (request.Path, "");
        var canonical = string.Join('\n',
        [
            request.Line.Split(' ')[0],
            path,
            string.Join('&', query.Split('&').Order(StringComparer.Ordinal)),
            .. names.Select(name => $"{name}:{request.Header(name)!.Trim()}"),
            "",
            string.Join(';', names),
            hash,
        ]);
        using var mac = new HMACSHA256(Encoding.UTF8.GetBytes(secret));
        var signed = $"ACS3-HMAC-SHA256\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        return parts["Credential"] == id
            && !must.Except(names).Any()
            && request.Header("x-acs-content-sha256") == hash
            && parts["Signature"] == Hex(mac.ComputeHash(Encoding.UTF8.GetBytes(signed)));
    }

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes).ToLowerInvariant();
}
