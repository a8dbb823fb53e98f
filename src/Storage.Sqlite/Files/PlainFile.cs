namespace Sluice.Storage.Sqlite.Files;

/// <summary>A file of the store's must be one: in its own place, and open to writing.</summary>
internal static class PlainFile
{
    /// <param name="path">There need be no file.</param>
    /// <exception cref="StoreOpenException">It is something else, or cannot be written.</exception>
    public static void Check(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null)
        {
            throw new StoreOpenException(
                $"'{path}' is a link. Put the file itself there, or name the directory that it lies in as the data "
                + "directory.");
        }

        if (Directory.Exists(path))
        {
            throw new StoreOpenException(
                $"'{path}' is a directory, and should be a file of the store's. Move it away, or use another data "
                + "directory.");
        }

        if (file.Exists)
        {
            CheckWriting(path);
        }
    }

    private static void CheckWriting(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
            if (!stream.CanSeek)
            {
                throw new StoreOpenException($"'{path}' is no regular file. Move it away, or use another data directory.");
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new StoreOpenException(
                $"'{path}' cannot be written: {cause.Message} Give it, and all else in the data directory, to the user "
                + "that the server runs as, and let that user write it.",
                cause);
        }
    }
}
