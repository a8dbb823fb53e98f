using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Sluice.Server.Starting;

namespace Sluice.Server.Accounts;

/// <summary>Encrypts what must not be read from a stolen file: secrets of keys, and temporary credentials.</summary>
/// <remarks>AES-256-GCM, a key for each purpose derived from one that lies in a file of its own.</remarks>
public sealed class MasterKey
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] _key;

    public MasterKey(byte[] key) => _key = key;

    /// <param name="text">Hexadecimal digits.</param>
    /// <param name="origin">Where they come from, to begin a sentence with.</param>
    /// <exception cref="StartException">It is no such key.</exception>
    public static MasterKey Parse(string text, string origin) => TryParse(text, out var key)
        ? key
        : throw new StartException(
            $"{origin} is not a key: it must be {2 * KeyBytes} hexadecimal digits.",
            StartException.Usage);

    /// <summary>Reads the key, or makes it when there is no file.</summary>
    /// <param name="isInUse">There are secrets already that were sealed with it: then none is made.</param>
    /// <param name="flag">By which another file can be named.</param>
    /// <exception cref="StartException">The file is no such key, is missing, or cannot be read or written.</exception>
    public static MasterKey Open(string path, bool isInUse, string flag)
    {
        try
        {
            if (!File.Exists(path))
            {
                if (isInUse)
                {
                    throw Missing(path, flag);
                }

                PrivateFile.Write(path, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes)) + "\n");
            }

            return TryParse(File.ReadAllText(path), out var key)
                ? key
                : throw new StartException(
                    $"The key file '{path}' holds no key: it must be {2 * KeyBytes} hexadecimal digits.",
                    StartException.Environment);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException(
                $"The key file '{path}' cannot be used: {e.Message}", StartException.Environment);
        }
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

    private static StartException Missing(string path, string flag) => new(
        $"The key file '{path}' is missing, and secrets of access keys in the store are sealed with its key. Put it back "
        + $"(a backup of the data directory has it), or name it with {flag}. None was made in its place.",
        StartException.Environment);

    private static bool TryParse(string text, [NotNullWhen(true)] out MasterKey? key)
    {
        var digits = text.AsSpan().Trim();
        var bytes = new byte[KeyBytes];
        key = Convert.FromHexString(digits, bytes, out var consumed, out var written) == OperationStatus.Done
            && consumed == digits.Length && written == KeyBytes
            ? new(bytes)
            : null;
        return key is not null;
    }

    private AesGcm Cipher(string purpose) => new(
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, KeyBytes, info: Encoding.UTF8.GetBytes(purpose)), TagBytes);
}
