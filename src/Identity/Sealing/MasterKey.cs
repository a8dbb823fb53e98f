using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Identity.Sealing;

/// <summary>Encrypts what must not be read from a stolen file: secrets of keys, and temporary credentials.</summary>
/// <remarks>AES-256-GCM, a key for each purpose derived from one that lies in a file of its own.</remarks>
public sealed class MasterKey
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] _key;

    public MasterKey(byte[] key) => _key = key;

    /// <summary>What the text of a key must be.</summary>
    public static string Form { get; } = $"{2 * KeyBytes} hexadecimal digits";

    /// <summary>The text of a new key, which nobody else has.</summary>
    public static string NewText() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <param name="text">See <see cref="Form"/>; blanks and line ends around them do not count.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out MasterKey? key)
    {
        var digits = text.AsSpan().Trim();
        var bytes = new byte[KeyBytes];
        key = Convert.FromHexString(digits, bytes, out var consumed, out var written) == OperationStatus.Done
            && consumed == digits.Length && written == KeyBytes
            ? new(bytes)
            : null;
        return key is not null;
    }

    /// <param name="purpose">What was sealed for one purpose is nothing for another.</param>
    public byte[] Seal(string purpose, ReadOnlySpan<byte> plain)
    {
        var box = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var cipher = Cipher(purpose);
        cipher.Encrypt(box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes, plain.Length), box.AsSpan(^TagBytes..));
        return box;
    }

    /// <returns>Null when it was not sealed with this key for this purpose, or has been changed since.</returns>
    public byte[]? Open(string purpose, ReadOnlySpan<byte> box)
    {
        if (box.Length < NonceBytes + TagBytes)
        {
            return null;
        }

        var plain = new byte[box.Length - NonceBytes - TagBytes];
        using var cipher = Cipher(purpose);
        try
        {
            cipher.Decrypt(box[..NonceBytes], box[NonceBytes..^TagBytes], box[^TagBytes..], plain);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>Tells one key from another, and nothing of it.</summary>
    public byte[] Mark(string purpose) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, _key, KeyBytes, info: Encoding.UTF8.GetBytes($"mark of {purpose}"));

    private AesGcm Cipher(string purpose) => new(
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, KeyBytes, info: Encoding.UTF8.GetBytes(purpose)), TagBytes);
}
