using Sluice.Cli.Wording;
using Sluice.Objects.Directories;
using Sluice.Storage;

namespace Sluice.Cli.Backups;

/// <summary>A copy of a data directory that a server can be started on.</summary>
internal static class DataBackup
{
    /// <summary>The store's own files, which are copied in a way of their own or belong to a process.</summary>
    private const string StoreFiles = "sluice.";

    /// <summary>The database of messages, which is copied in a way of its own too.</summary>
    public const string QueueFile = "queues.db";

    private const int CopyBytes = 1024 * 1024;

    private const UnixFileMode OwnerOnly =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // Not the usual ones, which pass over hidden files.
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = FileAttributes.ReparsePoint };

    /// <param name="data">The data directory.</param>
    /// <param name="target">A directory that is empty or absent, outside of <paramref name="data"/>.</param>
    /// <param name="copyStore">Copies the databases into the directory that it is given.</param>
    /// <remarks>
    /// The database first: what it says of objects is then among the objects. Links are not followed. The directory gets
    /// its name when all is there.
    /// </remarks>
    /// <exception cref="StoreBackupException">It cannot be written there; the message says why.</exception>
    public static async Task MakeAsync(
        string data, string target, Func<string, Task> copyStore, CancellationToken cancellationToken)
    {
        var (from, to, unfinished) = (Full(data), Full(target), UnfinishedOf(target));
        Check(from, to, unfinished);
        try
        {
            MakeDirectory(unfinished, OwnerOnly);
            await copyStore(unfinished);
            foreach (var item in new DirectoryInfo(from).EnumerateFileSystemInfos("*", Everything).Where(IsKept))
            {
                await CopyAsync(item, Path.Combine(unfinished, item.Name), cancellationToken);
            }

            Finish(unfinished, to);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreBackupException(Texts.FormatBackupUnwritable(to, e.Message), e);
        }
        finally
        {
            Remove(unfinished);
        }
    }

    /// <summary>Whether a backup is being made there, or was cut off.</summary>
    public static bool IsUnderWay(string target) => Path.Exists(UnfinishedOf(target));

    /// <summary>Takes away what a backup left whose maker died.</summary>
    public static void RemoveUnfinished(string target) => Remove(UnfinishedOf(target));

    private static string UnfinishedOf(string target) => Full(target) + ".new";

    private static void Finish(string unfinished, string to)
    {
        if (Directory.Exists(to))
        {
            Directory.Delete(to);
        }

        Directory.Move(unfinished, to);
    }

    private static void Remove(string unfinished)
    {
        try
        {
            if (Directory.Exists(unfinished))
            {
                Directory.Delete(unfinished, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What went wrong before says more.
        }
    }

    private static string Full(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    private static bool IsKept(FileSystemInfo item) =>
        !item.Name.StartsWith(StoreFiles, StringComparison.Ordinal)
        && !item.Name.StartsWith(QueueFile, StringComparison.Ordinal)
        && !item.Name.StartsWith(".probe-", StringComparison.Ordinal);

    private static void Check(string from, string to, string unfinished)
    {
        if ((to + Path.DirectorySeparatorChar).StartsWith(from + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new StoreBackupException(Texts.FormatBackupInside(to));
        }

        if (File.Exists(to) || (Directory.Exists(to) && Directory.EnumerateFileSystemEntries(to).Any()))
        {
            throw new StoreBackupException(Texts.FormatBackupThere(to));
        }

        if (Path.Exists(unfinished))
        {
            throw new StoreBackupException(
                Texts.FormatBackupUnfinished(unfinished));
        }
    }

    private static async Task CopyAsync(FileSystemInfo item, string target, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            if (item is DirectoryInfo directory)
            {
                MakeDirectory(target, OperatingSystem.IsWindows() ? default : directory.UnixFileMode);
                foreach (var inner in directory.EnumerateFileSystemInfos("*", Everything))
                {
                    await CopyAsync(inner, Path.Combine(target, inner.Name), cancellationToken);
                }
            }
            else if (RegularFiles.Is(item.FullName))
            {
                // Somebody may have put a pipe into a bucket: reading it would never end.
                await CopyFileAsync(item.FullName, target, cancellationToken);
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException && !Path.Exists(item.FullName))
        {
            // An object that has been deleted meanwhile.
        }
    }

    // Not File.Copy: a server that stops cannot wait for the end of a large object.
    private static async Task CopyFileAsync(string source, string target, CancellationToken cancellationToken)
    {
        await using var from = new FileStream(
            source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        await using var to = new FileStream(
            target, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(to.SafeFileHandle, File.GetUnixFileMode(from.SafeFileHandle));
        }

        await from.CopyToAsync(to, CopyBytes, cancellationToken);
    }

    private static void MakeDirectory(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, mode);
        }
    }
}
