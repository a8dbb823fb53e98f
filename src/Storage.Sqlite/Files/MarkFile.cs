using Microsoft.Win32.SafeHandles;

namespace Sluice.Storage.Sqlite.Files;

/// <summary>The file that says how far a store has acknowledged: <c>sluice.mark</c>.</summary>
/// <remarks>
/// It follows each commit, after that is durable, without a sync of its own: exact when the process dies, and when the
/// power fails perhaps older, never newer than what is on the disk. There are two places in it, written in turn, so that
/// one of them is always whole. For one thread at a time.
/// </remarks>
internal sealed class MarkFile : IDisposable
{
    /// <summary>A sector, which disks write whole.</summary>
    private const int PlaceBytes = 512;
    private const int Places = 2;

    private readonly SafeFileHandle _file;

    private MarkFile(SafeFileHandle file, Mark mark) => (_file, Last) = (file, mark);

    /// <summary>What was written last.</summary>
    public Mark Last { get; private set; }

    /// <returns>Null when there is no file, or none that can be understood.</returns>
    public static Mark? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Read(file);
    }

    /// <summary>Opens the file, and makes it when there is none: with a mark that promises nothing.</summary>
    public static MarkFile Open(string path)
    {
        var isNew = !File.Exists(path);
        if (isNew)
        {
            StoreDirectory.CreateFile(path);
        }

        var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        var opened = new MarkFile(file, Read(file) ?? new Mark());
        if (isNew)
        {
            opened.Keep(opened.Last);
            DirectoryEntries.Sync(Path.GetDirectoryName(path)!);
        }

        return opened;
    }

    /// <summary>Writes the next mark. A process that dies leaves it behind.</summary>
    public void Write(Mark mark)
    {
        Span<byte> bytes = stackalloc byte[Mark.Bytes];
        Last = mark with { Sequence = Last.Sequence + 1 };
        Last.Write(bytes);
        RandomAccess.Write(_file, bytes, Last.Sequence % Places * PlaceBytes);
    }

    /// <summary>Writes the next mark, and makes it survive a power cut.</summary>
    public void Keep(Mark mark)
    {
        Write(mark);
        RandomAccess.FlushToDisk(_file);
    }

    public void Dispose() => _file.Dispose();

    private static Mark? Read(SafeFileHandle file)
    {
        Span<byte> bytes = stackalloc byte[Places * PlaceBytes];
        bytes.Clear();
        _ = RandomAccess.Read(file, bytes, 0);
        var (first, second) = (Mark.Read(bytes), Mark.Read(bytes[PlaceBytes..]));
        return first is null || second?.Sequence > first.Sequence ? second : first;
    }
}
