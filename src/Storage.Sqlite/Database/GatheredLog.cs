using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;
using static Sluice.Storage.Sqlite.Database.FileLayer;

namespace Sluice.Storage.Sqlite.Database;

/// <summary>Gathers what a transaction writes into the log, so that it goes to the file in one piece.</summary>
/// <remarks>
/// <para>
/// SQLite writes the head and the page of each frame by themselves, one behind the other. Here they wait for the last frame of
/// the transaction, whose head says so (https://www.sqlite.org/fileformat2.html#walformat). Nobody else reads any of them before:
/// the log's index names them only when all are written. Whatever else is done with the file, reading included, finds all of it
/// in the file.
/// </para>
/// <para>A write that fails, fails the one that ended the piece, or the sync: of the same transaction in either case.</para>
/// </remarks>
internal static unsafe partial class GatheredLog
{
    /// <summary>Of one log; some thirty frames. What is longer goes in several pieces.</summary>
    private const int Room = 128 * 1024;

    private const int HeadBytes = 24;

    /// <summary>Takes its part of what is done with a log.</summary>
    public static void PutInto(FileMethods* methods)
    {
        methods->Close = &Close;
        methods->Read = &Read;
        methods->Write = &Write;
        methods->Truncate = &Truncate;
        methods->Sync = &Sync;
        methods->Size = &Size;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(OpenFile* file, byte* bytes, int count, long offset)
    {
        var (isRewritten, isLast) = (file->Frames.HasRead, file->Frames.IsLastPage);
        var isHead = count == HeadBytes;
        file->Frames.HasRead = false;
        file->Frames.IsLastPage = isHead && BinaryPrimitives.ReadUInt32BigEndian(new(bytes + 4, sizeof(uint))) != 0;
        if (isHead && isRewritten)
        {
            // Perhaps the checksum of a frame that stands already is put right, and no page follows.
            return WriteThrough(file, bytes, count, offset);
        }

        var code = Gather(file, bytes, count, offset);
        return code == raw.SQLITE_OK && isLast ? Empty(file) : code;
    }

    private static int Gather(OpenFile* file, byte* bytes, int count, long offset)
    {
        if (offset != file->Frames.Offset + file->Frames.Count || count > Room - file->Frames.Count)
        {
            var code = Empty(file);
            if (code != raw.SQLITE_OK)
            {
                return code;
            }

            file->Frames.Offset = offset;
        }

        if (count > Room || !HasRoom(file))
        {
            return WriteThrough(file, bytes, count, offset);
        }

        Buffer.MemoryCopy(bytes, file->Frames.Bytes + file->Frames.Count, Room - file->Frames.Count, count);
        file->Frames.Count += count;
        return raw.SQLITE_OK;
    }

    /// <summary>Only a connection that writes ever needs it.</summary>
    private static bool HasRoom(OpenFile* file)
    {
        if (file->Frames.Bytes is null)
        {
            file->Frames.Bytes = Take(Room);
        }

        return file->Frames.Bytes is not null;
    }

    private static int WriteThrough(OpenFile* file, byte* bytes, int count, long offset)
    {
        var code = Empty(file);
        return code == raw.SQLITE_OK ? InnerOf(file)->Methods->Write(InnerOf(file), bytes, count, offset) : code;
    }

    /// <summary>Writes what is gathered. What could not be written is not tried again: its transaction has failed.</summary>
    private static int Empty(OpenFile* file)
    {
        var count = file->Frames.Count;
        file->Frames.Count = 0;
        return count == 0
            ? raw.SQLITE_OK
            : InnerOf(file)->Methods->Write(InnerOf(file), file->Frames.Bytes, count, file->Frames.Offset);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(OpenFile* file, byte* bytes, int count, long offset)
    {
        file->Frames.HasRead = true;
        var code = Empty(file);
        return code == raw.SQLITE_OK ? InnerOf(file)->Methods->Read(InnerOf(file), bytes, count, offset) : code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(OpenFile* file, int flags)
    {
        var code = Empty(file);
        return code == raw.SQLITE_OK ? InnerOf(file)->Methods->Sync(InnerOf(file), flags) : code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(OpenFile* file, long size)
    {
        var code = Empty(file);
        return code == raw.SQLITE_OK ? InnerOf(file)->Methods->Truncate(InnerOf(file), size) : code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Size(OpenFile* file, long* size)
    {
        var code = Empty(file);
        return code == raw.SQLITE_OK ? InnerOf(file)->Methods->Size(InnerOf(file), size) : code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(OpenFile* file)
    {
        var code = Empty(file);
        GiveBack(file->Frames.Bytes);
        file->Frames = default;
        var closed = InnerOf(file)->Methods->Close(InnerOf(file));
        return code == raw.SQLITE_OK ? closed : code;
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_malloc")]
    private static partial byte* Take(int bytes);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_free")]
    private static partial void GiveBack(byte* memory);

    /// <summary>What of a log is not in its file yet.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Frames
    {
        /// <summary>Null until something is gathered.</summary>
        public byte* Bytes;

        /// <summary>Where the first of them belongs.</summary>
        public long Offset;

        public int Count;

        /// <summary>The log was read since the last write.</summary>
        public bool HasRead;

        /// <summary>The page that comes next ends the transaction.</summary>
        public bool IsLastPage;
    }
}
