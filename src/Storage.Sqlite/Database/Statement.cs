using System.Text;
using SQLitePCL;

namespace Sluice.Storage.Sqlite.Database;

/// <summary>A prepared statement. Bind its parameters in order, step through its rows, dispose it.</summary>
/// <remarks>Disposing ends the run. The connection owns the statement and keeps it prepared for the next one.</remarks>
internal sealed class Statement(Connection connection, sqlite3_stmt handle) : IDisposable
{
    private const int LongestOnStack = 256;

    private int _parameter;

    /// <summary>Takes what is bound; null while no checksum is being made.</summary>
    private RowSum? _sum;

    public Connection Connection => connection;

    /// <summary>From here on what is bound goes into a checksum, up to <see cref="BindSum"/>.</summary>
    /// <param name="key">The row's number; 0 where the values say where they belong.</param>
    public Statement Seal(RowPart part, long key = 0)
    {
        _sum = connection.Sum.Begin(part, key);
        return this;
    }

    /// <summary>Puts a value into the checksum that was bound before it was begun.</summary>
    public Statement Cover(long value)
    {
        _sum?.Add(value);
        return this;
    }

    /// <summary>Binds the checksum.</summary>
    public Statement BindSum()
    {
        var sum = _sum!.End();
        _sum = null;
        return Bind(sum);
    }

    public Statement Bind(long value)
    {
        _sum?.Add(value);
        return Bound(raw.sqlite3_bind_int64(handle, ++_parameter, value));
    }

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
        _sum?.AddText(utf8);

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

        _sum?.AddBlob(bytes);
        return Bound(bytes.Length == 0
            ? raw.sqlite3_bind_zeroblob(handle, ++_parameter, 0)
            : raw.sqlite3_bind_blob(handle, ++_parameter, bytes));
    }

    /// <summary>Binds a column that came later than its row's checksum, which takes it in only where it is not null.</summary>
    /// <param name="place">Among those that came later, from 0.</param>
    public Statement BindLater(int place, long? value)
    {
        if (value is not { } number)
        {
            return BindUncovered();
        }

        _sum?.AddPlace(place);
        return Bind(number);
    }

    /// <inheritdoc cref="BindLater(int, long?)"/>
    public Statement BindLater(int place, string? text)
    {
        if (text is null)
        {
            return BindUncovered();
        }

        _sum?.AddPlace(place);
        return Bind(text);
    }

    public Statement BindNull()
    {
        _sum?.AddNull();
        return Bound(raw.sqlite3_bind_null(handle, ++_parameter));
    }

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

    /// <summary>Rows that are no more bytes than this, at least one, and the one behind them; and the end of the run.</summary>
    public List<T> ReadWithin<T>(long mostBytes, Func<Statement, T> read, Func<T, long> bytesOf)
    {
        try
        {
            var (rows, bytes) = (new List<T>(), 0L);
            while ((bytes <= mostBytes || rows.Count < 2) && Step())
            {
                rows.Add(read(this));
                bytes += bytesOf(rows[^1]);
            }

            return rows;
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

    /// <summary>The first rows of which something can be made, and the end of the run.</summary>
    /// <param name="read">Null leaves a row out, and another one takes its place.</param>
    public List<T> ReadSome<T>(int limit, Func<Statement, T?> read)
        where T : class
    {
        try
        {
            var rows = new List<T>();
            while (rows.Count < limit && Step())
            {
                if (read(this) is { } row)
                {
                    rows.Add(row);
                }
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

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public byte[] Blob(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    public byte[]? NullableBlob(int column) => IsNull(column) ? null : Blob(column);

    /// <summary>The checksum of some columns of the present row.</summary>
    /// <param name="key">As it was given to <see cref="Seal"/>.</param>
    /// <param name="later">Columns behind them that were bound by <see cref="BindLater(int, long?)"/>.</param>
    public long SumOf(RowPart part, long key, int from, int count, int later)
    {
        var sum = connection.Sum.Begin(part, key);
        for (var column = from; column < from + count; column++)
        {
            Cover(sum, column);
        }

        for (var place = 0; place < later; place++)
        {
            if (!IsNull(from + count + place))
            {
                sum.AddPlace(place);
                Cover(sum, from + count + place);
            }
        }

        return sum.End();
    }

    /// <summary>Ends the run. What went wrong in it has been thrown by its step.</summary>
    public void Dispose()
    {
        _ = raw.sqlite3_reset(handle);
        _parameter = 0;
        _sum = null;
    }

    /// <summary>Gives the statement up for good.</summary>
    internal void Close() => handle.Dispose();

    private Statement BindUncovered() => Bound(raw.sqlite3_bind_null(handle, ++_parameter));

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

    private void Cover(RowSum sum, int column)
    {
        switch (raw.sqlite3_column_type(handle, column))
        {
            case raw.SQLITE_INTEGER:
                sum.Add(Int64(column));
                break;
            case raw.SQLITE_TEXT:
                sum.AddText(raw.sqlite3_column_blob(handle, column));
                break;
            case raw.SQLITE_BLOB:
                sum.AddBlob(raw.sqlite3_column_blob(handle, column));
                break;
            default:
                // Nothing writes numbers with a fraction: such a row is not whole.
                sum.AddNull();
                break;
        }
    }
}
