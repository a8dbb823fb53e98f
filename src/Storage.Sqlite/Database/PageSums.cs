using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;
using static Sluice.Storage.Sqlite.Database.FileLayer;

namespace Sluice.Storage.Sqlite.Database;

/// <summary>Puts a checksum on each page that goes into a database file, and looks at it when the page comes back.</summary>
/// <remarks>
/// <para>
/// It stands before the database file only: frames of the log have checksums of SQLite's. A page that is not what was written
/// is an error of the read (<c>SQLITE_IOERR_DATA</c>), never data.
/// </para>
/// <para>A file that does not reserve the room for them, since an earlier release has made it, passes through as it is.</para>
/// </remarks>
internal static unsafe partial class PageSums
{
    /// <summary>Not one of SQLite's: asks the layer whether a file has checksums (−1), or tells it so (1).</summary>
    private const int Sealed = 0x534C_5543;

    private const int ReserveBytes = 38; // SQLITE_FCNTL_RESERVE_BYTES
    private const int ReservedAt = 20; // in the header of a database file
    private const int HeaderBytes = 100;

    /// <summary>SQLITE_IOCAP_SUBPAGE_READ: parts of a page could not be held against its checksum.</summary>
    private const int ReadsParts = 0x8000;

    private const byte LeafOfTable = 0x0D;

    /// <summary>A page that begins with the number of the next one; none of them is large enough for another first byte.</summary>
    private const byte Overflow = 0;

    [ThreadStatic]
    private static long _damagedPage;

    [ThreadStatic]
    private static Tolerance _tolerance;

    /// <summary>The page that the read which failed last on this thread did not find as it was written.</summary>
    public static long DamagedPage => _damagedPage;

    /// <summary>
    /// Lets damaged pages pass on this thread, up to the end of what is returned. Only for a connection that is closed then:
    /// it keeps what it has read.
    /// </summary>
    public static Tolerating Tolerate(Tolerance tolerance)
    {
        _tolerance = tolerance;
        return default;
    }

    /// <summary>Takes its part of what is done with a database file.</summary>
    public static void PutInto(FileMethods* methods)
    {
        methods->Read = &Read;
        methods->Write = &Write;
        methods->Control = &Control;
        methods->Characteristics = &Characteristics;
    }

    /// <summary>A database file is open now.</summary>
    public static void Opened(OpenFile* file)
    {
        var header = stackalloc byte[HeaderBytes];
        file->IsSealed = InnerOf(file)->Methods->Read(InnerOf(file), header, HeaderBytes, 0) == raw.SQLITE_OK
            && header[ReservedAt] == PageSum.Bytes;
    }

    /// <summary>Whether the pages of a connection's database have checksums.</summary>
    public static bool Has(sqlite3 connection)
    {
        var answer = -1;
        Control(connection, Sealed, &answer);
        return answer == 1;
    }

    /// <summary>An empty database gets checksums, and so does one that is then rewritten as a whole.</summary>
    public static void Add(sqlite3 connection)
    {
        var bytes = PageSum.Bytes;
        Control(connection, ReserveBytes, &bytes);
    }

    /// <summary>The database is filled page by page with a copy of one whose pages have checksums.</summary>
    public static void Expect(sqlite3 connection)
    {
        var yes = 1;
        Control(connection, Sealed, &yes);
    }

    private static void Control(sqlite3 connection, int operation, int* argument)
    {
        fixed (byte* main = "main\0"u8)
        {
            _ = FileControl(connection.DangerousGetHandle(), main, operation, argument);
        }

        GC.KeepAlive(connection);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(OpenFile* file, byte* buffer, int bytes, long offset)
    {
        var inner = InnerOf(file);
        var code = inner->Methods->Read(inner, buffer, bytes, offset);
        if (code != raw.SQLITE_OK || !IsPage(bytes, offset))
        {
            return code;
        }

        var number = (offset / PageSum.PageBytes) + 1;
        file->IsSealed |= number == 1 && buffer[ReservedAt] == PageSum.Bytes;
        if (!file->IsSealed || PageSum.IsWhole(new(buffer, bytes), number))
        {
            return code;
        }

        _damagedPage = number;
        return Passes(buffer[0]) ? code : SqliteException.PageDamaged;
    }

    /// <param name="kind">The first byte of a page.</param>
    private static bool Passes(byte kind) => _tolerance switch
    {
        Tolerance.All => true,
        Tolerance.Leaves => kind is LeafOfTable or Overflow,
        _ => false,
    };

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(OpenFile* file, byte* buffer, int bytes, long offset)
    {
        if (IsPage(bytes, offset))
        {
            file->IsSealed |= offset == 0 && buffer[ReservedAt] == PageSum.Bytes;
            if (file->IsSealed)
            {
                // SQLite itself neither reads nor writes these bytes.
                PageSum.Seal(new(buffer, bytes), (offset / PageSum.PageBytes) + 1);
            }
        }

        var inner = InnerOf(file);
        return inner->Methods->Write(inner, buffer, bytes, offset);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Control(OpenFile* file, int operation, int* argument)
    {
        if (operation == Sealed)
        {
            file->IsSealed |= *argument == 1;
            *argument = file->IsSealed ? 1 : 0;
            return raw.SQLITE_OK;
        }

        var inner = InnerOf(file);
        return inner->Methods->Control(inner, operation, argument);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Characteristics(OpenFile* file) =>
        InnerOf(file)->Methods->Characteristics(InnerOf(file)) & ~ReadsParts;

    private static bool IsPage(int bytes, long offset) =>
        bytes == PageSum.PageBytes && offset % PageSum.PageBytes == 0;

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    private static partial int FileControl(nint connection, byte* database, int operation, void* argument);


    /// <summary>The end of a tolerance.</summary>
    public readonly ref struct Tolerating
    {
        public void Dispose() => _tolerance = Tolerance.None;
    }
}

/// <summary>Which pages may be read although they are not what was written.</summary>
internal enum Tolerance
{
    None,

    /// <summary>Those that hold rows: what is whole in them can be told, and what is missing is noticed.</summary>
    Leaves,

    /// <summary>Also those that rows are found by. What is found is true when its own checksum says so; a miss says nothing.</summary>
    All,
}
