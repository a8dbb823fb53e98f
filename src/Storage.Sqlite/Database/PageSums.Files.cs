using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sluice.Storage.Sqlite.Database;

/// <summary>SQLite's tables of functions, and those that are only handed on to its own layer.</summary>
internal static unsafe partial class PageSums
{
    /// <summary>What the log's index in shared memory needs; memory mapping, which comes later, would go past the layer.</summary>
    private const int MethodsVersion = 2;

    /// <summary>SQLITE_IOCAP_SUBPAGE_READ: parts of a page could not be held against its checksum.</summary>
    private const int ReadsParts = 0x8000;

    private static FileMethods* Methods()
    {
        var methods = (FileMethods*)NativeMemory.Alloc((nuint)sizeof(FileMethods));
        *methods = new FileMethods
        {
            Version = MethodsVersion,
            Close = &Close,
            Read = &Read,
            Write = &Write,
            Truncate = &Truncate,
            Sync = &Sync,
            Size = &Size,
            Lock = &Lock,
            Unlock = &Unlock,
            CheckReservedLock = &CheckReservedLock,
            Control = &Control,
            SectorSize = &SectorSize,
            Characteristics = &Characteristics,
            MapIndex = &MapIndex,
            LockIndex = &LockIndex,
            IndexBarrier = &IndexBarrier,
            UnmapIndex = &UnmapIndex,
        };
        return methods;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(OpenFile* file) => Inner(file)->Methods->Close(Inner(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(OpenFile* file, long size) => Inner(file)->Methods->Truncate(Inner(file), size);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(OpenFile* file, int flags) => Inner(file)->Methods->Sync(Inner(file), flags);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Size(OpenFile* file, long* size) => Inner(file)->Methods->Size(Inner(file), size);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Lock(OpenFile* file, int level) => Inner(file)->Methods->Lock(Inner(file), level);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Unlock(OpenFile* file, int level) => Inner(file)->Methods->Unlock(Inner(file), level);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CheckReservedLock(OpenFile* file, int* answer) =>
        Inner(file)->Methods->CheckReservedLock(Inner(file), answer);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SectorSize(OpenFile* file) => Inner(file)->Methods->SectorSize(Inner(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Characteristics(OpenFile* file) =>
        Inner(file)->Methods->Characteristics(Inner(file)) & ~ReadsParts;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int MapIndex(OpenFile* file, int region, int bytes, int extend, void** address) =>
        Inner(file)->Methods->MapIndex(Inner(file), region, bytes, extend, address);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int LockIndex(OpenFile* file, int offset, int count, int flags) =>
        Inner(file)->Methods->LockIndex(Inner(file), offset, count, flags);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void IndexBarrier(OpenFile* file) => Inner(file)->Methods->IndexBarrier(Inner(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int UnmapIndex(OpenFile* file, int delete) =>
        Inner(file)->Methods->UnmapIndex(Inner(file), delete);

    /// <summary><c>sqlite3_file</c>: this layer's, with that of SQLite's own layer behind it, whose methods alone are known.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct OpenFile
    {
        public FileMethods* Methods;
        private long _isSealed;

        public bool IsSealed
        {
            readonly get => _isSealed != 0;
            set => _isSealed = value ? 1 : 0;
        }
    }

    /// <summary><c>sqlite3_io_methods</c> .</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct FileMethods
    {
        public int Version;
        public delegate* unmanaged[Cdecl]<OpenFile*, int> Close;
        public delegate* unmanaged[Cdecl]<OpenFile*, byte*, int, long, int> Read;
        public delegate* unmanaged[Cdecl]<OpenFile*, byte*, int, long, int> Write;
        public delegate* unmanaged[Cdecl]<OpenFile*, long, int> Truncate;
        public delegate* unmanaged[Cdecl]<OpenFile*, int, int> Sync;
        public delegate* unmanaged[Cdecl]<OpenFile*, long*, int> Size;
        public delegate* unmanaged[Cdecl]<OpenFile*, int, int> Lock;
        public delegate* unmanaged[Cdecl]<OpenFile*, int, int> Unlock;
        public delegate* unmanaged[Cdecl]<OpenFile*, int*, int> CheckReservedLock;
        public delegate* unmanaged[Cdecl]<OpenFile*, int, int*, int> Control;
        public delegate* unmanaged[Cdecl]<OpenFile*, int> SectorSize;
        public delegate* unmanaged[Cdecl]<OpenFile*, int> Characteristics;
        public delegate* unmanaged[Cdecl]<OpenFile*, int, int, int, void**, int> MapIndex;
        public delegate* unmanaged[Cdecl]<OpenFile*, int, int, int, int> LockIndex;
        public delegate* unmanaged[Cdecl]<OpenFile*, void> IndexBarrier;
        public delegate* unmanaged[Cdecl]<OpenFile*, int, int> UnmapIndex;
    }

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
        public delegate* unmanaged[Cdecl]<Vfs*, byte*, OpenFile*, int, int*, int> Open;
        public nint Delete;
        public nint Access;
        public nint FullPathname;
        public nint LibraryOpen;
        public nint LibraryError;
        public nint LibrarySymbol;
        public nint LibraryClose;
        public nint Randomness;
        public nint Sleep;
        public nint CurrentTime;
        public nint LastError;
        public nint CurrentTimeInt64;
        public nint SetSystemCall;
        public nint GetSystemCall;
        public nint NextSystemCall;
    }
}
