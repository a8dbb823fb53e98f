using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sluice.Storage.Sqlite.Database;

/// <summary>Lets SQLite sleep as briefly as it means to.</summary>
/// <remarks>
/// Built without <c>usleep</c>, as the bundled library is, SQLite sleeps a whole second where it means some microseconds:
/// whenever a connection meets others several times in a row while it takes up the newest commit. So it gets its own layer
/// of file access once more (its "VFS", https://www.sqlite.org/c3ref/vfs.html), with another way to sleep.
/// </remarks>
internal static unsafe partial class ShortSleeps
{
    /// <summary>The version of the layer's table of functions that is known here.</summary>
    private const int KnownVersion = 3;

    private static readonly Lazy<bool> Used = new(Register);

    /// <summary>For all connections opened from here on. On Windows nothing is to be done.</summary>
    public static void Use() => _ = Used.Value;

    private static bool Register()
    {
        var original = OperatingSystem.IsWindows() ? null : Find(null);
        if (original is null || original->Version != KnownVersion)
        {
            return false;
        }

        // SQLite keeps the address for as long as the process lives.
        var copy = (Vfs*)NativeMemory.Alloc((nuint)sizeof(Vfs));
        *copy = *original;
        copy->Name = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference("sluice\0"u8));
        copy->Sleep = &Sleep;
        return Register(copy, makeDefault: 1) == 0;
    }

    /// <returns>How long it slept, in microseconds.</returns>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sleep(Vfs* vfs, int microseconds)
    {
        Thread.Sleep(microseconds / 1_000);
        return microseconds;
    }

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
