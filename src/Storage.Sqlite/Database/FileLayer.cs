using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Sluice.Storage.Sqlite.Database;

/// <summary>A layer between SQLite and its own layer of file access (its "VFS", https://www.sqlite.org/vfs.html).</summary>
/// <remarks>
/// <see cref="PageSums"/> stands before database files, <see cref="GatheredLog"/> before their logs; other files have nothing
/// before them, and what neither has a word in is handed on.
/// </remarks>
internal static unsafe partial class FileLayer
{
    private const int DatabaseFile = 0x100; // SQLITE_OPEN_MAIN_DB
    private const int LogFile = 0x80000; // SQLITE_OPEN_WAL

    /// <summary>What the log's index in shared memory needs; memory mapping, which comes later, would go past the layer.</summary>
    private const int MethodsVersion = 2;

    private static Vfs* _inner;
    private static FileMethods* _database;
    private static FileMethods* _log;

    /// <summary>For all connections opened from here on. Called once.</summary>
    public static void Use()
    {
        _inner = Find(null);
        _database = Methods();
        PageSums.PutInto(_database);
        _log = Methods();
        GatheredLog.PutInto(_log);

        // SQLite keeps the addresses for as long as the process lives.
        var layer = (Vfs*)NativeMemory.Alloc((nuint)sizeof(Vfs));
        *layer = *_inner;
        layer->Name = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference("sluice-files\0"u8));
        layer->FileBytes = sizeof(OpenFile) + _inner->FileBytes;
        layer->Open = &Open;
        _ = Register(layer, makeDefault: 1);
    }

    /// <summary>The file as SQLite's own layer knows it.</summary>
    public static OpenFile* InnerOf(OpenFile* file) => file + 1;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(Vfs* vfs, byte* name, OpenFile* file, int flags, int* outFlags)
    {
        var methods = (flags & DatabaseFile) != 0 ? _database : (flags & LogFile) != 0 ? _log : null;
        if (methods is null)
        {
            return _inner->Open(_inner, name, file, flags, outFlags);
        }

        *file = default;
        var inner = InnerOf(file);
        var code = _inner->Open(_inner, name, inner, flags, outFlags);
        file->Methods = inner->Methods is null ? null : methods;
        if (code == raw.SQLITE_OK && methods == _database)
        {
            PageSums.Opened(file);
        }

        return code;
    }

    /// <returns>A table of which all is handed on.</returns>
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
    private static int Read(OpenFile* file, byte* buffer, int bytes, long offset) =>
        InnerOf(file)->Methods->Read(InnerOf(file), buffer, bytes, offset);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(OpenFile* file, byte* buffer, int bytes, long offset) =>
        InnerOf(file)->Methods->Write(InnerOf(file), buffer, bytes, offset);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Control(OpenFile* file, int operation, int* argument) =>
        InnerOf(file)->Methods->Control(InnerOf(file), operation, argument);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(OpenFile* file) => InnerOf(file)->Methods->Close(InnerOf(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(OpenFile* file, long size) => InnerOf(file)->Methods->Truncate(InnerOf(file), size);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(OpenFile* file, int flags) => InnerOf(file)->Methods->Sync(InnerOf(file), flags);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Size(OpenFile* file, long* size) => InnerOf(file)->Methods->Size(InnerOf(file), size);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Lock(OpenFile* file, int level) => InnerOf(file)->Methods->Lock(InnerOf(file), level);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Unlock(OpenFile* file, int level) => InnerOf(file)->Methods->Unlock(InnerOf(file), level);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CheckReservedLock(OpenFile* file, int* answer) =>
        InnerOf(file)->Methods->CheckReservedLock(InnerOf(file), answer);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SectorSize(OpenFile* file) => InnerOf(file)->Methods->SectorSize(InnerOf(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Characteristics(OpenFile* file) =>
        InnerOf(file)->Methods->Characteristics(InnerOf(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int MapIndex(OpenFile* file, int region, int bytes, int extend, void** address) =>
        InnerOf(file)->Methods->MapIndex(InnerOf(file), region, bytes, extend, address);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int LockIndex(OpenFile* file, int offset, int count, int flags) =>
        InnerOf(file)->Methods->LockIndex(InnerOf(file), offset, count, flags);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void IndexBarrier(OpenFile* file) => InnerOf(file)->Methods->IndexBarrier(InnerOf(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int UnmapIndex(OpenFile* file, int delete) =>
        InnerOf(file)->Methods->UnmapIndex(InnerOf(file), delete);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find")]
    private static partial Vfs* Find(byte* name);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register")]
    private static partial int Register(Vfs* vfs, int makeDefault);
}
