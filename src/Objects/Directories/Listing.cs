using System.IO.Enumeration;

namespace Sluice.Objects.Directories;

/// <summary>Walks a bucket in code-point order of the keys, one directory in memory at a time on each
/// level.</summary>
internal sealed class Listing(Bucket bucket, string prefix, string? after)
{
    private static readonly EnumerationOptions NoLinks = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
    };

    /// <summary>Entries of the open directories that are still to come, the innermost on top.</summary>
    private readonly Stack<IEnumerator<Entry>> _open = new();

    /// <summary>Opens the directory in which all keys with the prefix are.</summary>
    public void Begin()
    {
        var slash = prefix.LastIndexOf('/');
        var directory = slash < 0 ? bucket.Directory : bucket.Descend(bucket.Names.ToPath(prefix[..slash]));
        if (directory is not null)
        {
            Push(directory, prefix[..(slash + 1)]);
        }
    }

    /// <summary>The next object's key and file; null at the end.</summary>
    public (ObjectKey Key, FileInfo File)? Next()
    {
        while (_open.TryPeek(out var entries))
        {
            if (!entries.MoveNext())
            {
                _open.Pop();
                continue;
            }

            var entry = entries.Current;
            if (entry.IsDirectory)
            {
                Push(entry.Path, entry.Text);
            }
            else if (IsObject(entry))
            {
                return (ObjectKey.Parse(entry.Text), new FileInfo(entry.Path));
            }
        }

        return null;
    }

    private void Push(string directory, string text)
    {
        var entries = new List<Entry>();
        try
        {
            Gather(directory, text, entries);
        }
        catch (DirectoryNotFoundException)
        {
            // Its last object was deleted meanwhile.
        }

        // Of a plain file and a marked one for the same key the plain one counts, and is the shorter.
        entries.Sort((one, other) => ObjectKey.Compare(one.Text, other.Text) is var order and not 0
            ? order
            : one.Path.Length.CompareTo(other.Path.Length));
        _open.Push(entries.DistinctBy(entry => entry.Text).GetEnumerator());
    }

    private void Gather(string directory, string text, List<Entry> entries)
    {
        foreach (var (name, isDirectory) in Read(directory))
        {
            if (!KeyNames.TryRead(name, out var piece))
            {
                continue;
            }

            var goesOn = isDirectory && name.EndsWith(KeyNames.MoreMark, StringComparison.Ordinal);
            var entry = new Entry(
                text + piece + (isDirectory && !goesOn ? "/" : ""), Path.Combine(directory, name), isDirectory);
            if (!IsWanted(entry) || !(isDirectory || RegularFiles.Is(entry.Path)))
            {
                continue;
            }

            if (goesOn)
            {
                // Its keys may stand on both sides of a neighbour's: they are sorted together.
                Gather(entry.Path, entry.Text, entries);
            }
            else
            {
                entries.Add(entry);
            }
        }
    }

    private static IEnumerable<(string Name, bool IsDirectory)> Read(string directory) =>
        new FileSystemEnumerable<(string, bool)>(
            directory, (ref FileSystemEntry entry) => (entry.FileName.ToString(), entry.IsDirectory), NoLinks);

    private bool IsWanted(Entry entry)
    {
        var isInside = entry.Text.StartsWith(prefix, StringComparison.Ordinal);
        return entry.IsDirectory
            ? (isInside || prefix.StartsWith(entry.Text, StringComparison.Ordinal)) && !IsPassed(entry.Text)
            : isInside && (after is null || ObjectKey.Compare(entry.Text, after) > 0);
    }

    /// <summary>Whether all keys that begin with a text come before the start.</summary>
    private bool IsPassed(string text) =>
        after is not null
        && !after.StartsWith(text, StringComparison.Ordinal)
        && ObjectKey.Compare(text, after) < 0;

    /// <summary>Whether a file stands where the key it seems to have would be looked for.</summary>
    private bool IsObject(Entry entry)
    {
        if (!ObjectKey.IsKey(entry.Text))
        {
            return false;
        }

        var expected = Path.Combine([bucket.Directory, .. bucket.Names.ToPath(entry.Text)]);
        return entry.Path == expected || entry.Path == expected + KeyNames.ObjectMark;
    }

    /// <param name="Text">A key, or what all keys in a directory begin with.</param>
    private readonly record struct Entry(string Text, string Path, bool IsDirectory);
}
