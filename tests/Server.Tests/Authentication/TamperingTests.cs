using System.Text;
using Microsoft.AspNetCore.Http;
using Sluice.Model;
using Sluice.Server.Authentication;
using Sluice.Server.Wire;

namespace Sluice.Server.Tests.Authentication;

/// <summary>One flipped bit anywhere that is covered. Source: protocol, section 13 (c).</summary>
public sealed class TamperingTests
{
    /// <summary>Flips in these can be refused earlier in the pipeline, under another code.</summary>
    private static readonly string[] Protocol =
    [
        "AccessKeyId", "Signature", "SignatureMethod", "SignatureNonce", "SignatureVersion", "Timestamp", "SecurityToken",
        "Action", "Version",
    ];

    public static TheoryData<string> Signed => SignatureVectorTests.Lasting;

    public static TheoryData<string> SignedByHeader =>
        [.. SignatureVector.SignedIds.Where(id => !SignatureVector.Get(id).IsRpc && !SignatureVector.Get(id).IsTemporary)];

    [Theory]
    [MemberData(nameof(Signed))]
    public void A_flipped_bit_in_the_query_is_noticed(string id)
    {
        var vector = SignatureVector.Get(id);

        AssertNoticed(vector, vector.RawQuery, flipped => Decode(vector, query: flipped));
    }

    [Theory]
    [MemberData(nameof(Signed))]
    public void A_flipped_bit_in_the_body_is_noticed(string id)
    {
        var vector = SignatureVector.Get(id);

        AssertNoticed(vector, vector.Body, flipped => Decode(vector, body: flipped));
    }

    [Theory]
    [MemberData(nameof(Signed))]
    public void Another_verb_is_noticed(string id)
    {
        var vector = SignatureVector.Get(id);
        var other = vector.Method == "GET" ? "POST" : "GET";

        AssertNotMatching(vector, RpcRequest.Decode(
            other, vector.RawQuery, vector.Headers, Encoding.UTF8.GetBytes(vector.Body), Limits.Default));
    }

    [Theory]
    [MemberData(nameof(SignedByHeader))]
    public void A_change_in_any_signed_header_is_noticed(string id)
    {
        var vector = SignatureVector.Get(id);
        foreach (var name in Authorization.Parse(vector.Headers.Authorization.ToString()).SignedHeaders)
        {
            var headers = vector.Headers;
            headers[name] = headers[name] + (name == "content-type" ? "; a=b" : "0");

            AssertRefused(vector, () => Decode(vector, headers: headers), mustBeSignature: name != "x-acs-date");
        }
    }

    [Theory]
    [MemberData(nameof(SignedByHeader))]
    public void A_protected_header_that_is_left_out_of_the_signature_is_noticed(string id)
    {
        var vector = SignatureVector.Get(id);
        foreach (var name in new[] { "host", "x-acs-action", "x-acs-content-sha256" })
        {
            AssertNotMatching(vector, Decode(vector, headers: SignedWithout(vector, name)));
        }
    }

    /// <summary>The request signed again, correctly, but without one of the headers that must be
    /// covered.</summary>
    private static IHeaderDictionary SignedWithout(SignatureVector vector, string name)
    {
        var request = vector.Decode();
        var whole = Authorization.Parse(vector.Headers.Authorization.ToString());
        var less = whole with { SignedHeadersText = string.Join(';', whole.SignedHeaders.Where(header => header != name)) };
        less = new Authorization(less.AccessKeyId, less.SignedHeadersText, "");
        var canonical = HeaderSignature.CanonicalRequest(
            request, less, null, HeaderSignature.HashedPayload(request.Body.Span));
        var signature = Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(vector.Secret), Encoding.ASCII.GetBytes(HeaderSignature.StringToSign(canonical))));
        var headers = vector.Headers;
        headers.Authorization = $"{Authorization.Algorithm} Credential={vector.AccessKeyId},"
            + $"SignedHeaders={less.SignedHeadersText},Signature={signature}";
        return headers;
    }

    private static void AssertNoticed(SignatureVector vector, string raw, Func<string, RpcRequest> decode)
    {
        var original = vector.Decode();
        for (var i = 0; i < raw.Length; i++)
        {
            var flipped = raw[..i] + (char)(raw[i] ^ 1) + raw[(i + 1)..];
            if (!TryDecode(() => decode(flipped), out var request))
            {
                continue;
            }

            var changed = Changed(original, request);
            var bodyChanged = !vector.IsRpc && !original.Body.Span.SequenceEqual(request.Body.Span);
            if (changed.Length > 0 || bodyChanged)
            {
                AssertRefused(vector, () => request, mustBeSignature: !changed.Any(Protocol.Contains) || !vector.IsRpc);
            }
        }
    }

    private static string[] Changed(RpcRequest original, RpcRequest flipped) =>
    [
        .. original.Parameters.All.Except(flipped.Parameters.All)
            .Concat(flipped.Parameters.All.Except(original.Parameters.All)).Select(pair => pair.Key).Distinct(),
    ];

    private static void AssertNotMatching(SignatureVector vector, RpcRequest request) =>
        AssertRefused(vector, () => request, mustBeSignature: true);

    private static void AssertRefused(SignatureVector vector, Func<RpcRequest> request, bool mustBeSignature)
    {
        var error = Assert.Throws<ApiException>(
            () => vector.Verifier(NonceMode.Off).Verify(request(), mutates: false));

        if (mustBeSignature)
        {
            Assert.Equal("SignatureNotMatch", error.Code);
        }
    }

    private static bool TryDecode(Func<RpcRequest> decode, out RpcRequest request)
    {
        try
        {
            request = decode();
            return true;
        }
        catch (ApiException)
        {
            request = null!;
            return false;
        }
    }

    private static RpcRequest Decode(
        SignatureVector vector, string? query = null, string? body = null, IHeaderDictionary? headers = null) =>
        RpcRequest.Decode(
            vector.Method,
            query ?? vector.RawQuery,
            headers ?? vector.Headers,
            Encoding.UTF8.GetBytes(body ?? vector.Body),
            Limits.Default);
}
