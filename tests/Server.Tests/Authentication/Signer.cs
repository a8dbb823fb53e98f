using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Sluice.Server.Wire;

namespace Sluice.Server.Tests.Authentication;

/// <summary>A client of its own, written from the published description, that shares nothing with the
/// verifier.</summary>
internal sealed class Signer(string id, string secret)
{
    public DateTimeOffset Time { get; init; }

    /// <summary>Where the request goes.</summary>
    public string Path { get; init; } = "/";

    public string Nonce { get; init; } = "nonce-1";

    /// <summary>A signed query of RPC v1.</summary>
    /// <param name="without">Protocol parameters to leave out.</param>
    /// <param name="extra">Operation parameters, and replacements of protocol parameters.</param>
    public string RpcQuery(string action, string[]? without = null, params (string Name, string Value)[] extra)
    {
        var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["Action"] = action,
            ["Version"] = "2019-03-15",
            ["AccessKeyId"] = id,
            ["SignatureMethod"] = "HMAC-SHA1",
            ["SignatureVersion"] = "1.0",
            ["SignatureNonce"] = Nonce,
            ["Timestamp"] = Time.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
        };
        foreach (var (name, value) in extra)
        {
            parameters[name] = value;
        }

        foreach (var name in without ?? [])
        {
            parameters.Remove(name);
        }

        var query = Join(parameters);
        var signed = $"GET&{Uri.EscapeDataString(Path)}&" + Uri.EscapeDataString(query);
        var signature = Convert.ToBase64String(
            HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret + "&"), Encoding.UTF8.GetBytes(signed)));
        return without?.Contains("Signature") == true ? query : query + "&Signature=" + Uri.EscapeDataString(signature);
    }

    public RpcRequest Rpc(string action, string[]? without = null, params (string Name, string Value)[] extra) =>
        RpcRequest.Decode("GET", RpcQuery(action, without, extra), new HeaderDictionary(), default, Sluice.Model.Limits.Default);

    /// <summary>The headers of a signed ACS3 request.</summary>
    public HeaderDictionary Acs3Headers(string method, string query, string host, string action, string body = "")
    {
        var headers = new HeaderDictionary
        {
            ["host"] = host,
            ["x-acs-action"] = action,
            ["x-acs-version"] = "2019-03-15",
            ["x-acs-date"] = Time.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
            ["x-acs-signature-nonce"] = Nonce,
            ["x-acs-content-sha256"] = Sha256(body),
        };
        if (body.Length > 0)
        {
            headers["content-type"] = "application/json";
        }

        var names = headers.Keys.Order(StringComparer.Ordinal).ToArray();
        var canonical = $"{method}\n{Path}\n{query}\n{string.Concat(names.Select(n => $"{n}:{headers[n]}\n"))}\n"
            + $"{string.Join(';', names)}\n{Sha256(body)}";
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes("ACS3-HMAC-SHA256\n" + Sha256(canonical))));
        headers["Authorization"] =
            $"ACS3-HMAC-SHA256 Credential={id},SignedHeaders={string.Join(';', names)},Signature={signature}";
        return headers;
    }

    private static string Join(SortedDictionary<string, string> parameters) => string.Join(
        '&', parameters.Select(pair => Uri.EscapeDataString(pair.Key) + "=" + Uri.EscapeDataString(pair.Value)));

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
