namespace Sluice.Storage.Sqlite.Files;

/// <summary>A data directory that this store has for itself until it is disposed.</summary>
/// <remarks>
/// The lock is the operating system's on an open file: it ends with the process, however that ends. The holder's
/// process id stands in a file of its own, because a locked file cannot be read everywhere.
/// </remarks>
internal sealed class StoreDirectory : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>EROFS of Linux and of macOS; .NET passes the system's own number on.</summary>
    private const int ReadOnlyFileSystem = 30;

    private readonly FileStream _lock;

    private StoreDirectory(string path, FileStream @lock) => (Path, _lock) = (path, @lock);

    public string Path { get; }

    public string DatabasePath => DatabasePathIn(Path);

    public string MarkPath => MarkPathIn(Path);

    /// <summary>A database that is not finished; it gets its name when it is.</summary>
    public string NewDatabasePath => DatabasePath + ".new";

    /// <exception cref="StoreOpenException">It cannot be made or written, is not local, or is in use.</exception>
    public static StoreDirectory Enter(string directory)
    {
        var path = System.IO.Path.GetFullPath(directory);
        try
        {
            Make(path);
            if (new DriveInfo(path).DriveType == DriveType.Network)
            {
                throw new StoreOpenException(
                    $"The data directory '{path}' is on a network file system, which cannot promise that what is "
                    + "written stays written. Use a local disk.");
            }

            var entered = new StoreDirectory(path, Lock(path));
            entered.NoteHolder();
            return entered;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new StoreOpenException(
                $"The data directory '{path}' cannot be used: {cause.Message} Check that this user can make it, and "
                + "files in it can be written.",
                cause);
        }
    }

    /// <summary>Makes an empty file that only its owner can read.</summary>
    public static void CreateFile(string path) => Open(path, FileMode.CreateNew, FileShare.ReadWrite).Dispose();

    /// <summary>Where the database of a data directory is, whether it is there or not.</summary>
    public static string DatabasePathIn(string directory) => System.IO.Path.Combine(directory, "sluice.db");

    /// <summary>Whether there is anything of a store in a directory, whatever may be missing.</summary>
    public static bool HoldsStore(string directory)
    {
        var path = DatabasePathIn(directory);
        return File.Exists(path) || File.Exists(path + "-wal") || File.Exists(MarkPathIn(directory));
    }

    /// <summary>Where the file is that says how far the store has acknowledged.</summary>
    public static string MarkPathIn(string directory) => System.IO.Path.Combine(directory, "sluice.mark");

    /// <summary>Makes a directory that only its owner can enter, where there is none.</summary>
    public static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>Whether the file system has become one that can only be read, as some do when they find an error.</summary>
    public bool IsReadOnly()
    {
        try
        {
            using var probe = new FileStream(
                System.IO.Path.Combine(Path, $".probe-{Guid.NewGuid():N}"),
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.None,
                bufferSize: 1,
                FileOptions.DeleteOnClose);
            return false;
        }
        catch (IOException problem)
        {
            return problem.HResult == ReadOnlyFileSystem;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void NoteHolder()
    {
        try
        {
            using var holder = new StreamWriter(Open(HolderPath(Path), FileMode.Create, FileShare.Read));
            holder.WriteLine(Environment.ProcessId);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private static FileStream Lock(string path)
    {
        var lockPath = System.IO.Path.Combine(path, "sluice.lock");
        try
        {
            return Open(lockPath, FileMode.OpenOrCreate, FileShare.None);
        }
        catch (IOException cause) when (IsSharingViolation(cause))
        {
            throw new StoreOpenException(
                $"The data directory '{path}' is in use{Holder(path)}. Stop that process, or use another directory.",
                cause);
        }
    }

    // .NET passes the system's own number on: EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static bool IsSharingViolation(IOException problem) =>
        problem.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static string Holder(string path)
    {
        try
        {
            return $" by process {File.ReadAllText(HolderPath(path)).Trim()}";
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static string HolderPath(string path) => System.IO.Path.Combine(path, "sluice.pid");

    private static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }
}
