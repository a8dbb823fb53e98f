using Sluice.Identity.Sealing;

namespace Sluice.Server.Starting;

/// <summary>Where the key comes from that secrets are sealed with: a setting, or a file.</summary>
public static class SealingKeySource
{
    /// <param name="origin">Where the text comes from, to begin a sentence with.</param>
    /// <exception cref="StartException">It is no such key.</exception>
    public static MasterKey OfText(string text, string origin) => MasterKey.TryParse(text, out var key)
        ? key
        : throw new StartException($"{origin} is not a key: it must be {MasterKey.Form}.", StartException.Usage);

    /// <summary>Reads the key, or makes it when there is no file.</summary>
    /// <param name="isInUse">There are secrets already that were sealed with it: then none is made.</param>
    /// <param name="flag">By which another file can be named.</param>
    /// <exception cref="StartException">The file is no such key, is missing, or cannot be read or written.</exception>
    public static MasterKey OfFile(string path, bool isInUse, string flag)
    {
        try
        {
            if (!File.Exists(path))
            {
                if (isInUse)
                {
                    throw Missing(path, flag);
                }

                PrivateFile.Write(path, MasterKey.NewText() + "\n");
            }

            return MasterKey.TryParse(File.ReadAllText(path), out var key)
                ? key
                : throw Wrong($"The key file '{path}' holds no key: it must be {MasterKey.Form}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Wrong($"The key file '{path}' cannot be used: {e.Message}");
        }
    }

    private static StartException Missing(string path, string flag) => Wrong(
        $"The key file '{path}' is missing, and secrets of access keys in the store are sealed with its key. Put it back "
        + $"(a backup of the data directory has it), or name it with {flag}. None was made in its place.");

    private static StartException Wrong(string sentence) => new(sentence, StartException.Environment);
}
