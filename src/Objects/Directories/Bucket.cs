namespace Sluice.Objects.Directories;

/// <summary>One bucket: finds, places and removes the files that stand for keys.</summary>
/// <remarks>
/// Looks at every directory on the way, and passes through no symbolic link: what is in the bucket stays in
/// it. Changes are made by one caller at a time (<c>_NeedsLock</c>); looking needs no lock.
/// </remarks>
internal sealed class Bucket(string directory, KeyNames names)
{
    public string Directory { get; } = directory;

    public KeyNames Names { get; } = names;

    /// <summary>The file that holds an object; null when there is none.</summary>
    public string? Find(ObjectKey key)
    {
        var path = Names.ToPath(key.Value);
        if (Descend(path[..^1]) is not { } parent)
        {
            return null;
        }

        // A file moves from the plain name to the marked one, never back: in this order it cannot be missed.
        var plain = Path.Combine(parent, path[^1]);
        return Files.IsFile(plain) ? plain
            : Files.IsFile(plain + KeyNames.ObjectMark) ? plain + KeyNames.ObjectMark
            : null;
    }

    /// <summary>The directory at the end of a path; null when there is none.</summary>
    public string? Descend(IEnumerable<string> path)
    {
        var directory = Directory;
        foreach (var name in path)
        {
            directory = Path.Combine(directory, name);
            if (!Files.IsDirectory(directory))
            {
                return null;
            }
        }

        return directory;
    }

    /// <summary>Moves a finished file into an object's place; durable when it returns.</summary>
    public void Place_NeedsLock(string file, ObjectKey key)
    {
        var path = Names.ToPath(key.Value);
        var parent = MakeWay_NeedsLock(path[..^1]);
        var plain = Path.Combine(parent, path[^1]);
        var marked = plain + KeyNames.ObjectMark;
        var isPlain = Files.IsFile(plain) || (!Files.IsDirectory(plain) && !Files.IsFile(marked));
        File.Move(file, Refuse(isPlain ? plain : marked), overwrite: true);
        Files.SyncDirectory(parent);
    }

    /// <summary>Removes an object, and the directories that it leaves empty; durable when it
    /// returns.</summary>
    public void Remove_NeedsLock(ObjectKey key)
    {
        var path = Names.ToPath(key.Value);
        if (Descend(path[..^1]) is not { } parent)
        {
            return;
        }

        // The marked one first: it must not come to light when the plain one is gone.
        var plain = Path.Combine(parent, path[^1]);
        foreach (var file in new[] { plain + KeyNames.ObjectMark, plain }.Where(Files.IsFile))
        {
            File.Delete(file);
        }

        Files.SyncDirectory(parent);
        RemoveIfEmpty(parent);
    }

    private void RemoveIfEmpty(string directory)
    {
        while (directory != Directory && !System.IO.Directory.EnumerateFileSystemEntries(directory).Any())
        {
            System.IO.Directory.Delete(directory);
            directory = Path.GetDirectoryName(directory)!;
        }
    }

    private string MakeWay_NeedsLock(IEnumerable<string> path)
    {
        var directory = Directory;
        foreach (var name in path)
        {
            directory = Path.Combine(directory, name);
            if (Files.IsFile(directory))
            {
                File.Move(directory, Refuse(directory + KeyNames.ObjectMark), overwrite: true);
            }

            if (!Files.IsDirectory(Refuse(directory)))
            {
                Files.MakeDirectory(directory);
            }
        }

        return directory;
    }

    /// <summary>The path itself, unless a symbolic link, a pipe or the like is there.</summary>
    private static string Refuse(string path) =>
        Files.IsAbsent(path) || Files.IsFile(path) || Files.IsDirectory(path)
            ? path
            : throw new UnauthorizedAccessException("something that is neither a file nor a directory is in the way");
}
