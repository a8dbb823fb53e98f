using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Sluice.Model;

namespace Sluice.Engine.Tasks;

/// <summary>Task tokens: they name one attempt of one step, and nobody else can make one.</summary>
/// <remarks>
/// Base64url of version, execution, frame, attempt, the attempt's random bits, and an HMAC-SHA256 over them cut to 128
/// bits. A token leads to its shard without any index, and dies with its attempt. Source: engine design, section 2.6.
/// </remarks>
internal sealed class TaskTokens(ReadOnlyMemory<byte> key)
{
    private const byte Version = 1;
    private const int BodyBytes = 1 + 8 + 4 + 4 + 8;
    private const int MacBytes = 16;
    private const int TokenBytes = BodyBytes + MacBytes;

    /// <param name="nonce">The random bits that the attempt keeps.</param>
    public string Mint(AttemptId attempt, ulong nonce)
    {
        Span<byte> token = stackalloc byte[TokenBytes];
        token[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(token[1..], attempt.Execution.Value);
        BinaryPrimitives.WriteInt32BigEndian(token[9..], attempt.Frame);
        BinaryPrimitives.WriteInt32BigEndian(token[13..], attempt.Attempt);
        BinaryPrimitives.WriteUInt64BigEndian(token[17..], nonce);
        Sign(token[..BodyBytes], token[BodyBytes..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>The attempt that a token speaks of, if the token is one of ours.</summary>
    public bool TryRead(string text, out AttemptId attempt, out ulong nonce)
    {
        (attempt, nonce) = (default, 0);
        Span<byte> token = stackalloc byte[TokenBytes];
        if (text.Length != Base64Url.GetEncodedLength(TokenBytes)
            || Base64Url.DecodeFromChars(text, token, out _, out var length) != OperationStatus.Done
            || length != TokenBytes
            || token[0] != Version)
        {
            return false;
        }

        Span<byte> mac = stackalloc byte[MacBytes];
        Sign(token[..BodyBytes], mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, token[BodyBytes..]))
        {
            return false;
        }

        attempt = new AttemptId(
            new ExecutionId(BinaryPrimitives.ReadInt64BigEndian(token[1..])),
            BinaryPrimitives.ReadInt32BigEndian(token[9..]),
            BinaryPrimitives.ReadInt32BigEndian(token[13..]));
        nonce = BinaryPrimitives.ReadUInt64BigEndian(token[17..]);
        return true;
    }

    private void Sign(ReadOnlySpan<byte> body, Span<byte> mac)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Span, body, whole);
        whole[..MacBytes].CopyTo(mac);
    }
}
