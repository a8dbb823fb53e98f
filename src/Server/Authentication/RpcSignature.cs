using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Sluice.Server.Wire;

namespace Sluice.Server.Authentication;

/// <summary>The signature of RPC v1: over all parameters of query and form, and nothing else.</summary>
/// <remarks>Source: protocol, section 8.</remarks>
internal static class RpcSignature
{
    public const string HmacSha1 = "HMAC-SHA1";
    public const string HmacSha256 = "HMAC-SHA256";

    /// <summary>What goes into the HMAC: verb, path and the canonical query, the last one encoded once
    /// more.</summary>
    /// <param name="path">In its canonical spelling.</param>
    public static ReadOnlyMemory<byte> StringToSign(string method, Parameters parameters, string path = "/")
    {
        var query = CanonicalQuery(parameters);
        var text = new ArrayBufferWriter<byte>(query.Length * 2);
        Encoding.UTF8.GetBytes(method.ToUpperInvariant(), text);
        text.Write("&"u8);
        CanonicalForm.WriteEncoded(Encoding.UTF8.GetBytes(path), text);
        text.Write("&"u8);
        CanonicalForm.WriteEncoded(query.Span, text);
        return text.WrittenMemory;
    }

    public static ReadOnlyMemory<byte> CanonicalQuery(Parameters parameters)
    {
        var pairs = new KeyValuePair<string, ParameterValue>[parameters.All.Count];
        var count = 0;
        foreach (var pair in parameters.All)
        {
            if (pair.Key != "Signature")
            {
                pairs[count++] = pair;
            }
        }

        Array.Resize(ref pairs, count);
        var query = new ArrayBufferWriter<byte>(1024);
        CanonicalForm.WriteQuery(pairs, query);
        return query.WrittenMemory;
    }

    /// <summary>Whether the request's <c>Signature</c> was made with this secret. Takes the same time either
    /// way.</summary>
    /// <param name="method"><see cref="HmacSha1"/> or <see cref="HmacSha256"/>.</param>
    public static bool Matches(RpcRequest request, string method, string secret)
    {
        var text = StringToSign(request.Method, request.Signed, request.SignedPath);
        var key = Encoding.UTF8.GetBytes(secret + "&");
        var computed = Convert.ToBase64String(
            method == HmacSha1 ? HMACSHA1.HashData(key, text.Span) : HMACSHA256.HashData(key, text.Span));

        // As text: two spellings of the same bytes are then two signatures, and only one of them is right.
        var given = Encoding.UTF8.GetBytes(request.Signed.Required("Signature"));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(computed), given);
    }
}
