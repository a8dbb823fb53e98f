using System.Globalization;

namespace Sluice.Storage.Sqlite.Files;

/// <summary>Keeps the files of a store as they were found, before it goes on with what is left of them.</summary>
internal static class SetAside
{
    /// <returns>The directory that holds them: a new one, within the data directory.</returns>
    /// <exception cref="IOException">There is no room, or it cannot be written.</exception>
    public static string Keep(StoreDirectory directory)
    {
        var path = directory.DatabasePath;
        var kept = Make(directory);
        foreach (var file in new[] { path, path + "-wal", directory.MarkPath }.Where(File.Exists))
        {
            Copy(file, Path.Combine(kept, Path.GetFileName(file)));
        }

        DirectoryEntries.Sync(kept);
        DirectoryEntries.Sync(directory.Path);
        return kept;
    }

    private static string Make(StoreDirectory directory)
    {
        var time = DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var (name, n) = ($"sluice.damaged-{time}", 1);
        while (Path.Exists(Path.Combine(directory.Path, name)))
        {
            name = $"sluice.damaged-{time}-{++n}";
        }

        var path = Path.Combine(directory.Path, name);
        StoreDirectory.Make(path);
        return path;
    }

    private static void Copy(string source, string target)
    {
        File.Copy(source, target);
        using var copy = File.OpenHandle(target, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(copy);
    }
}
