namespace Sluice.Targets.Secrets;

/// <summary>A secret that is a file of its own.</summary>
public static class SecretFile
{
    /// <summary>Of a value, wherever it comes from.</summary>
    public const int MostBytes = 64 * 1024;

    /// <param name="name">A secret's name, which can lead nowhere else.</param>
    /// <returns>Null when there is no such file.</returns>
    /// <exception cref="SecretUnreadableException">It is too long, or cannot be read.</exception>
    public static string? Find(string directory, string name)
    {
        var path = Path.Combine(directory, name);
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            return new FileInfo(path).Length <= MostBytes
                ? WithoutLineEnd(File.ReadAllText(path))
                : throw new SecretUnreadableException($"has more than {MostBytes} bytes");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SecretUnreadableException("cannot be read", e);
        }
    }

    /// <summary>An editor, and most programs, end a text with a line feed that nobody means.</summary>
    internal static string WithoutLineEnd(string text) => text.TrimEnd('\r', '\n');
}

/// <summary>A secret is known and cannot be had. The message says why after the secret's name, without a full stop and without a value.</summary>
/// <param name="cause">May name a path, which is for whoever runs the server; null for nothing more than the message.</param>
public sealed class SecretUnreadableException(string message, Exception? cause = null) : Exception(message, cause);
