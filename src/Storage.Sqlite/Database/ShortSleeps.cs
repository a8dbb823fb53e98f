using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Sluice.Storage.Sqlite.Database;

/// <summary>Lets SQLite sleep as briefly as it means to.</summary>
/// <remarks>
/// Built without <c>usleep</c>, as the bundled library is, SQLite sleeps a whole second where it means some microseconds:
/// whenever a connection meets others several times in a row while it takes up the newest commit, and when one that
/// means to write meets a reader that has the writer's lock for a moment, to look at a commit under way. So it gets its
/// own layer of file access once more (its "VFS", https://www.sqlite.org/c3ref/vfs.html), with another way to sleep,
/// and another way to wait for a lock.
/// </remarks>
internal static unsafe partial class ShortSleeps
{
    /// <summary>The version of the layer's table of functions that is known here.</summary>
    private const int KnownVersion = 3;

    /// <summary>The first looks at a lock follow each other at once, later ones a millisecond apart.</summary>
    private const int FirstLooks = 10;

    /// <summary>For all connections opened from here on. Called once; on Windows nothing is to be done.</summary>
    public static void Use()
    {
        var original = OperatingSystem.IsWindows() ? null : Find(null);
        if (original is null || original->Version != KnownVersion)
        {
            return;
        }

        // SQLite keeps the address for as long as the process lives.
        var copy = (Vfs*)NativeMemory.Alloc((nuint)sizeof(Vfs));
        *copy = *original;
        copy->Name = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference("sluice\0"u8));
        copy->Sleep = &Sleep;
        _ = Register(copy, makeDefault: 1);
    }

    /// <summary>From here on a connection waits so long for a lock that another one has.</summary>
    /// <param name="time">To the millisecond; zero does not wait.</param>
    /// <returns>The library's code.</returns>
    public static int WaitForLocks(sqlite3 connection, TimeSpan time)
    {
        var looks = FirstLooks + (nint)time.TotalMilliseconds;
        var code = time == TimeSpan.Zero
            ? SetBusyHandler(connection.DangerousGetHandle(), null, 0)
            : SetBusyHandler(connection.DangerousGetHandle(), &Wait, looks);
        GC.KeepAlive(connection);
        return code;
    }

    /// <returns>How long it slept, in microseconds.</returns>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sleep(Vfs* vfs, int microseconds)
    {
        Thread.Sleep(microseconds / 1_000);
        return microseconds;
    }

    /// <returns>0 when it has looked often enough.</returns>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Wait(nint most, int looks)
    {
        Thread.Sleep(looks < FirstLooks ? 0 : 1);
        return looks < most ? 1 : 0;
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_busy_handler")]
    private static partial int SetBusyHandler(
        nint connection, delegate* unmanaged[Cdecl]<nint, int, int> wait, nint argument);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find")]
    private static partial Vfs* Find(byte* name);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register")]
    private static partial int Register(Vfs* vfs, int makeDefault);

    /// <summary><c>sqlite3_vfs</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Vfs
    {
        public int Version;
        public int FileBytes;
        public int LongestPath;
        public nint Next;
        public byte* Name;
        public nint Data;
        public nint Open;
        public nint Delete;
        public nint Access;
        public nint FullPathname;
        public nint LibraryOpen;
        public nint LibraryError;
        public nint LibrarySymbol;
        public nint LibraryClose;
        public nint Randomness;
        public delegate* unmanaged[Cdecl]<Vfs*, int, int> Sleep;
        public nint CurrentTime;
        public nint LastError;
        public nint CurrentTimeInt64;
        public nint SetSystemCall;
        public nint GetSystemCall;
        public nint NextSystemCall;
    }
}
