using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Sluice.Server.Authentication;
using Sluice.Server.Wire;

namespace Sluice.Server.Tests.Authentication;

/// <summary>A request as a real client signed it, and what a verifier must compute from it.</summary>
public sealed class SignatureVector
{
    private static readonly JsonDocument File = JsonDocument.Parse(System.IO.File.ReadAllBytes(
        Path.Combine(AppContext.BaseDirectory, "signature-vectors.json")));

    private readonly JsonElement _vector;

    private SignatureVector(JsonElement vector) => _vector = vector;

    public static IEnumerable<string> SignedIds => Ids("vectors");

    public static IEnumerable<string> UnsignedIds => Ids("unsigned");

    public string Id => _vector.GetProperty("id").GetString()!;

    public bool IsRpc => _vector.GetProperty("scheme").GetString()!.StartsWith("RPC-1.0", StringComparison.Ordinal);

    public bool IsTemporary => RawQuery.Contains("SecurityToken=", StringComparison.Ordinal)
        || Body.Contains("SecurityToken=", StringComparison.Ordinal)
        || Headers.ContainsKey("x-acs-security-token");

    public string Secret => _vector.GetProperty("accessKeySecret").GetString()!;

    public string AccessKeyId => _vector.GetProperty("accessKeyId").GetString()!;

    public string Method => Of("method");

    public string RawQuery => Of("query");

    public string Body => Of("body");

    public IHeaderDictionary Headers
    {
        get
        {
            var headers = new HeaderDictionary();
            foreach (var header in _vector.GetProperty("request").GetProperty("headers").EnumerateObject())
            {
                headers[header.Name] = header.Value.GetString();
            }

            return headers;
        }
    }

    public static SignatureVector Get(string id) => new(Elements("vectors").Concat(Elements("unsigned"))
        .Single(vector => vector.GetProperty("id").GetString() == id));

    /// <summary>An intermediate value; null where the file has none for this vector.</summary>
    public string? Expected(string name) =>
        _vector.GetProperty("expect").TryGetProperty(name, out var value) ? value.GetString() : null;

    internal RpcRequest Decode() =>
        RpcRequest.Decode(Method, RawQuery, Headers, System.Text.Encoding.UTF8.GetBytes(Body), Sluice.Model.Limits.Default);

    internal DateTimeOffset Time()
    {
        var text = IsRpc ? Decode().Parameters.Required("Timestamp") : Headers["x-acs-date"].ToString();
        Assert.True(InstantText.TryParse(text, out var time));
        return time;
    }

    internal Authenticator Verifier(NonceMode nonces = NonceMode.Strict) => new(
        new OneKey(AccessKeyId, Secret), new AuthenticationOptions { Nonces = nonces }, new ManualTime(Time()));

    private string Of(string name) => _vector.GetProperty("request").GetProperty(name).GetString()!;

    private static IEnumerable<JsonElement> Elements(string list) => File.RootElement.GetProperty(list).EnumerateArray();

    private static IEnumerable<string> Ids(string list) =>
        Elements(list).Select(vector => vector.GetProperty("id").GetString()!);
}
