namespace Sluice.Storage;

/// <summary>The order of texts in every store: by code point, which is by UTF-8 bytes too.</summary>
/// <remarks>
/// .NET's ordinal order goes by UTF-16 units and puts U+10000 and above before U+E000; databases compare bytes.
/// </remarks>
public sealed class TextOrder : IComparer<string>
{
    private TextOrder() { }

    public static TextOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var common = x.AsSpan().CommonPrefixLength(y);
        if (x is null || y is null || common == x.Length || common == y.Length)
        {
            return (x?.Length ?? -1).CompareTo(y?.Length ?? -1);
        }

        return Rank(x[common]).CompareTo(Rank(y[common]));
    }

    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
