using System.Text;
using SQLitePCL;

namespace Sluice.Storage.Sqlite.Database;

/// <summary>A prepared statement. Bind its parameters in order, step through its rows, dispose it.</summary>
/// <remarks>Disposing ends the run. The connection owns the statement and keeps it prepared for the next one.</remarks>
internal sealed class Statement(Connection connection, sqlite3_stmt handle) : IDisposable
{
    private const int LongestOnStack = 256;

    private int _parameter;

    public Statement Bind(long value) => Bound(raw.sqlite3_bind_int64(handle, ++_parameter, value));

    public Statement Bind(long? value) => value is { } number ? Bind(number) : BindNull();

    public Statement Bind(string? text)
    {
        if (text is null)
        {
            return BindNull();
        }

        if (text.Length > LongestOnStack)
        {
            return BindText(Encoding.UTF8.GetBytes(text));
        }

        Span<byte> utf8 = stackalloc byte[LongestOnStack * 3];
        return BindText(utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }

    /// <param name="utf8">May hold any byte, also NUL and such as are not valid UTF-8.</param>
    public Statement BindText(ReadOnlySpan<byte> utf8)
    {
        // An empty span has no address, and no address would be NULL.
        return Bound(utf8.IsEmpty
            ? raw.sqlite3_bind_text(handle, ++_parameter, "")
            : raw.sqlite3_bind_text(handle, ++_parameter, utf8));
    }

    public Statement Bind(byte[]? bytes)
    {
        if (bytes is null)
        {
            return BindNull();
        }

        return Bound(bytes.Length == 0
            ? raw.sqlite3_bind_zeroblob(handle, ++_parameter, 0)
            : raw.sqlite3_bind_blob(handle, ++_parameter, bytes));
    }

    public Statement BindNull() => Bound(raw.sqlite3_bind_null(handle, ++_parameter));

    /// <summary>Moves to the next row.</summary>
    /// <returns>False when there is none.</returns>
    public bool Step() => raw.sqlite3_step(handle) switch
    {
        raw.SQLITE_ROW => true,
        raw.SQLITE_DONE => false,
        var code => throw connection.Failure(code),
    };

    /// <summary>Steps to the end and ends the run.</summary>
    public void Run()
    {
        try
        {
            while (Step())
            {
            }
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>All rows, and the end of the run.</summary>
    public List<T> ReadAll<T>(Func<Statement, T> read)
    {
        try
        {
            var rows = new List<T>();
            while (Step())
            {
                rows.Add(read(this));
            }

            return rows;
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>The first row, and the end of the run.</summary>
    public T? ReadFirst<T>(Func<Statement, T> read)
        where T : class
    {
        try
        {
            return Step() ? read(this) : null;
        }
        finally
        {
            Dispose();
        }
    }

    public long Int64(int column) => raw.sqlite3_column_int64(handle, column);

    public int Int32(int column) => raw.sqlite3_column_int(handle, column);

    public long? NullableInt64(int column) => IsNull(column) ? null : Int64(column);

    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(handle, column));

    public string? NullableText(int column) => IsNull(column) ? null : Text(column);

    public byte[] Blob(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    public byte[]? NullableBlob(int column) => IsNull(column) ? null : Blob(column);

    /// <summary>Ends the run. What went wrong in it has been thrown by its step.</summary>
    public void Dispose()
    {
        _ = raw.sqlite3_reset(handle);
        _parameter = 0;
    }

    /// <summary>Gives the statement up for good.</summary>
    internal void Close() => handle.Dispose();

    private Statement Bound(int code)
    {
        if (code == raw.SQLITE_OK)
        {
            return this;
        }

        // The next run must begin with the first parameter again.
        Dispose();
        throw connection.Failure(code);
    }

    private bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;
}
