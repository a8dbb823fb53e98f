using System.Buffers;
using System.Buffers.Text;
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
    public static void WriteStringToSign(
        string method, Parameters parameters, IBufferWriter<byte> writer, string path = "/")
    {
        using var query = Scratch.Rent();
        WriteCanonicalQuery(parameters, query.Writer);
        Encoding.UTF8.GetBytes(method.ToUpperInvariant(), writer);
        writer.Write("&"u8);
        CanonicalForm.WriteEncoded(path, writer);
        writer.Write("&"u8);
        CanonicalForm.WriteEncoded(query.Written, writer);
    }

    public static void WriteCanonicalQuery(Parameters parameters, IBufferWriter<byte> writer)
    {
        var count = parameters.All.Count;
        var rented = ArrayPool<KeyValuePair<string, ParameterValue>>.Shared.Rent(count);
        parameters.All.CopyTo(rented, 0);
        var signature = Array.FindIndex(rented, 0, count, pair => pair.Key == "Signature");
        if (signature >= 0)
        {
            rented[signature] = rented[--count];
        }

        CanonicalForm.WriteQuery(rented.AsSpan(0, count), writer);
        ArrayPool<KeyValuePair<string, ParameterValue>>.Shared.Return(rented, clearArray: true);
    }

    /// <summary>Whether the request's <c>Signature</c> was made with this secret. Takes the same time either
    /// way.</summary>
    /// <param name="method"><see cref="HmacSha1"/> or <see cref="HmacSha256"/>.</param>
    public static bool Matches(RpcRequest request, string method, string secret)
    {
        using var text = Scratch.Rent();
        WriteStringToSign(request.Method, request.Signed, text.Writer, request.SignedPath);
        using var key = Scratch.Rent();
        Encoding.UTF8.GetBytes(secret, key.Writer);
        key.Writer.Write("&"u8);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var length = method == HmacSha1
            ? HMACSHA1.HashData(key.Written, text.Written, hash)
            : HMACSHA256.HashData(key.Written, text.Written, hash);
        Span<byte> computed = stackalloc byte[Base64.GetMaxEncodedToUtf8Length(hash.Length)];
        Base64.EncodeToUtf8(hash[..length], computed, out _, out var written);

        // As text: two spellings of the same bytes are then two signatures, and only one of them is right.
        var given = Encoding.UTF8.GetBytes(request.Signed.Required("Signature"));
        return CryptographicOperations.FixedTimeEquals(computed[..written], given);
    }
}
