using Npgsql;
using Sluice.Model;

namespace Sluice.Storage.Postgres.Connecting;

/// <summary>The row that a query has come to, by the number of the column.</summary>
internal readonly struct Row(NpgsqlDataReader reader)
{
    public long Int64(int column) => reader.GetInt64(column);

    public int Int32(int column) => reader.GetInt32(column);

    public bool Bool(int column) => reader.GetBoolean(column);

    public Guid Guid(int column) => reader.GetGuid(column);

    public DateTime Time(int column) => reader.GetDateTime(column);

    public string Text(int column) => StoredText.Unescape(reader.GetString(column));

    public byte[] Bytes(int column) => reader.GetFieldValue<byte[]>(column);

    public long? NullableInt64(int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    public int? NullableInt32(int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);

    public string? NullableText(int column) => reader.IsDBNull(column) ? null : Text(column);

    public byte[]? NullableBytes(int column) => reader.IsDBNull(column) ? null : Bytes(column);

    public ExecutionId? NullableId(int column) => NullableInt64(column) is { } number ? new ExecutionId(number) : null;
}
