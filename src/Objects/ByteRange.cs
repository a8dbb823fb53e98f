using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Sluice.Objects;

/// <summary>Some bytes of an object, as HTTP ranges name them.</summary>
/// <remarks>Source: RFC 9110, section 14.1.2.</remarks>
public sealed record ByteRange
{
    private ByteRange(long? first, long? last) => (First, Last) = (first, last);

    /// <summary>Counted from 0; null for the last <see cref="Last"/> bytes.</summary>
    public long? First { get; }

    /// <summary>Included; null for all that follow.</summary>
    public long? Last { get; }

    /// <param name="first">At least 0.</param>
    public static ByteRange From(long first)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        return new(first, null);
    }

    /// <summary>One range: <c>bytes=0-99</c>, <c>bytes=100-</c> or <c>bytes=-100</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ByteRange? range)
    {
        range = null;
        var bounds = text.StartsWith("bytes=", StringComparison.Ordinal) ? text["bytes=".Length..].Split('-') : [];
        if (bounds.Length != 2 || !TryBound(bounds[0], out var first) || !TryBound(bounds[1], out var last))
        {
            return false;
        }

        var isRange = first is null ? last is not null : last is null || first <= last;
        range = isRange ? new(first, last) : null;
        return isRange;
    }

    /// <summary>Where the range lies in an object of this size.</summary>
    /// <returns>False when no byte of the object is in it.</returns>
    public bool TryResolve(long size, out long first, out long length)
    {
        first = First ?? Math.Max(0, size - Last!.Value);
        var end = First is null || Last is null ? size : Last.Value < size ? Last.Value + 1 : size;
        length = Math.Max(0, end - first);
        return length > 0;
    }

    private static bool TryBound(string text, out long? bound)
    {
        bound = null;
        if (text.Length == 0)
        {
            return true;
        }

        var isNumber = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        bound = number;
        return isNumber;
    }
}
