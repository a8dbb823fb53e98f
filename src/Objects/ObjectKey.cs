using System.Text;

namespace Sluice.Objects;

/// <summary>The name of an object in its bucket, with <c>/</c> between its parts.</summary>
/// <remarks>
/// 1 to 1 023 bytes of UTF-8 that do not begin with <c>/</c> or <c>\</c>. Source: OSS, object naming. Our
/// own: a part may not be <c>.</c> or <c>..</c>, and no NUL: whoever writes these wants out of the bucket.
/// Keys are ordered by code points, which is the order of their UTF-8 bytes.
/// </remarks>
public readonly record struct ObjectKey : IComparable<ObjectKey>
{
    public const int MaxBytes = 1023;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private ObjectKey(string value) => Value = value;

    public string Value { get; }

    /// <exception cref="ObjectException"><c>InvalidKey</c>, with what is wrong.</exception>
    public static ObjectKey Parse(string text) => ProblemWith(text) is { } problem
        ? throw new ObjectException(
            ObjectErrors.InvalidKey, $"'{Shown.Short(text)}' is not an object key: {problem}.")
        : new(text);

    /// <summary>Whether a text is such a key.</summary>
    public static bool IsKey(string text) => ProblemWith(text) is null;

    /// <summary>Code-point order, in which a pair of surrogates comes after every single character.</summary>
    public static int Compare(string one, string other)
    {
        var length = Math.Min(one.Length, other.Length);
        var same = one.AsSpan(0, length).CommonPrefixLength(other);
        return same == length
            ? one.Length.CompareTo(other.Length)
            : Rank(one[same]).CompareTo(Rank(other[same]));
    }

    public int CompareTo(ObjectKey other) => Compare(Value, other.Value);

    public override string ToString() => Value;

    private static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;

    /// <summary>A clause without a full stop; null when nothing is wrong.</summary>
    private static string? ProblemWith(string text) =>
        text.Length == 0 ? "it is empty"
        : text[0] is '/' or '\\' ? $"it must not begin with '{text[0]}'"
        : text.Contains('\0') ? "it holds a NUL character"
        : text.Split('/').Any(part => part is "." or "..") ? "'.' and '..' cannot be parts of it"
        : ProblemWithBytes(text);

    private static string? ProblemWithBytes(string text)
    {
        try
        {
            var bytes = StrictUtf8.GetByteCount(text);
            return bytes > MaxBytes ? $"it has {bytes} bytes, and at most {MaxBytes} are allowed" : null;
        }
        catch (EncoderFallbackException)
        {
            return "it holds half of a surrogate pair";
        }
    }
}
