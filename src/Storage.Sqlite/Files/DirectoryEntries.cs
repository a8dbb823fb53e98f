using System.Runtime.InteropServices;

namespace Sluice.Storage.Sqlite.Files;

/// <summary>The names in a directory.</summary>
internal static class DirectoryEntries
{
    /// <summary>Makes them survive a power cut. Windows keeps them by itself.</summary>
    /// <exception cref="IOException">It cannot be promised.</exception>
    public static void Sync(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // The library opens no directories.
        var descriptor = Open(directory, 0);
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

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);
}
