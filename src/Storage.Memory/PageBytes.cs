namespace Sluice.Storage.Memory;

/// <summary>Pages that end by bytes.</summary>
internal static class PageBytes
{
    /// <summary>Rows that are no more bytes than this, at least one, and the one behind them.</summary>
    public static IEnumerable<T> Within<T>(long mostBytes, IEnumerable<T> rows, Func<T, long> bytesOf)
    {
        var bytes = 0L;
        return rows.TakeWhile((row, index) =>
        {
            var isWithin = bytes <= mostBytes || index < 2;
            bytes += bytesOf(row);
            return isWithin;
        });
    }
}
