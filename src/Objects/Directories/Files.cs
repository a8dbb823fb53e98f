using System.Runtime.InteropServices;

namespace Sluice.Objects.Directories;

/// <summary>What the store needs of the file system: kinds, private permissions, durable names.</summary>
internal static class Files
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Changes at once when the bytes do: the store gives every put a time of its own.</summary>
    public static ObjectInfo Describe(ObjectAddress address, long size, DateTime modifiedUtc) =>
        new(address, size, new DateTimeOffset(modifiedUtc, TimeSpan.Zero), $"{modifiedUtc.Ticks:X}-{size:X}");

    /// <summary>A directory itself; a symbolic link to one is none.</summary>
    public static bool IsDirectory(string path) => Kind(path) == FileAttributes.Directory;

    /// <summary>A regular file itself; a symbolic link to one is none, and neither is a pipe, a socket or a device.</summary>
    public static bool IsFile(string path) => Kind(path) == FileAttributes.None && RegularFiles.Is(path);

    public static bool IsAbsent(string path) => Kind(path) is null;

    /// <summary>Makes one directory that only its owner can enter, and its name durable.</summary>
    public static void MakeDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        }

        SyncDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>Keeps others out: a lock on Unix; Windows does so by itself, and must let the file be
    /// renamed.</summary>
    public static FileShare Alone => OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;

    /// <summary>Makes a file that only its owner can read, and that nobody else opens meanwhile.</summary>
    public static FileStream CreateNew(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = Alone,
            Options = FileOptions.Asynchronous,
            BufferSize = 64 * 1024,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }

    /// <summary>Makes the names in a directory survive a power cut. Windows keeps them by itself.</summary>
    /// <exception cref="IOException">It cannot be promised.</exception>
    public static void SyncDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // The library opens no directories.
        var descriptor = Open(path, 0);
        if (descriptor < 0)
        {
            throw Failed();
        }

        try
        {
            if (Sync(descriptor) != 0)
            {
                throw Failed();
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failed() => new(Marshal.GetLastPInvokeErrorMessage());

    /// <summary>Directory, link, both, or None for a file or what else has a name; null when there is nothing of that name.</summary>
    private static FileAttributes? Kind(string path)
    {
        var attributes = new FileInfo(path).Attributes;
        return (int)attributes == -1
            ? null
            : attributes & (FileAttributes.Directory | FileAttributes.ReparsePoint);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);
}
