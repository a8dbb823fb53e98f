using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Sluice.Objects.Directories;

/// <summary>The names of files and directories that stand for keys, and back.</summary>
/// <remarks>
/// <para>
/// A plain part of a key is its own name, so that people find what they look for, and files they drop in are
/// found. What some file system would change, refuse or give a meaning of its own is written <c>%xx</c>:
/// bytes of UTF-8 in lower-case hexadecimal. No name begins with a dot, so none is hidden, and none leads
/// upward.
/// </para>
/// <para>
/// After a <c>%</c> that begins no escape stands a mark: <c>%empty</c> is a part without characters,
/// <c>%more</c> ends the name of a directory in which a long part goes on, and <c>%file</c> ends the name of
/// an object that has to make room for a directory, as <c>a</c> does for <c>a/b</c>.
/// </para>
/// </remarks>
/// <param name="foldsCase">
/// The file system takes <c>A</c> for <c>a</c>, or one form of an accented letter for another: everything but
/// plain lower case is escaped.</param>
internal sealed class KeyNames(bool foldsCase)
{
    public const string ObjectMark = "%file";
    public const string MoreMark = "%more";
    private const string Empty = "%empty";

    /// <summary>Names have at most 255 bytes on the usual file systems; a mark must still fit.</summary>
    private const int MaxNameBytes = 200;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Devices of Windows, with whatever extension.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "con", "prn", "aux", "nul", "conin$", "conout$",
        "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "com¹", "com²", "com³",
        "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "lpt¹", "lpt²", "lpt³",
    };

    /// <summary>The directories that lead to a key, from the bucket down, and last the file.</summary>
    /// <param name="key">A key, or parts of one with <c>/</c> between them.</param>
    public List<string> ToPath(string key)
    {
        var path = new List<string>();
        foreach (var part in key.Split('/'))
        {
            AddPart(path, part);
        }

        return path;
    }

    /// <summary>The piece of a key that a name stands for; the mark at its end counts for nothing
    /// here.</summary>
    /// <returns>False for a name that stands for none, such as a hidden file.</returns>
    public static bool TryRead(string name, [NotNullWhen(true)] out string? text)
    {
        text = null;
        var plain = name.EndsWith(ObjectMark, StringComparison.Ordinal) ? name[..^ObjectMark.Length]
            : name.EndsWith(MoreMark, StringComparison.Ordinal) ? name[..^MoreMark.Length]
            : name;
        if (name[0] == '.' || plain.Length == 0)
        {
            return false;
        }

        text = plain == Empty ? "" : plain.Contains('%') ? Unescape(plain) : plain;
        return text is not null;
    }

    private void AddPart(List<string> path, string part)
    {
        if (part.Length == 0)
        {
            path.Add(Empty);
            return;
        }

        var (name, bytes, at) = (new StringBuilder(), 0, 0);
        foreach (var rune in part.EnumerateRunes())
        {
            at += rune.Utf16SequenceLength;
            var isLast = at == part.Length;
            var unit = Write(rune, isFirst: bytes == 0, isLast);
            if (bytes + Encoding.UTF8.GetByteCount(unit) > MaxNameBytes)
            {
                path.Add(Protect(name.ToString()) + MoreMark);
                (name, bytes) = (new StringBuilder(), 0);
                unit = Write(rune, isFirst: true, isLast);
            }

            name.Append(unit);
            bytes += Encoding.UTF8.GetByteCount(unit);
        }

        path.Add(Protect(name.ToString()));
    }

    private string Write(Rune rune, bool isFirst, bool isLast) =>
        IsPlain(rune, isFirst, isLast) ? rune.ToString() : Escape(rune);

    private bool IsPlain(Rune rune, bool isFirst, bool isLast) => rune.Value switch
    {
        '%' or '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' => false,
        '.' => !isFirst && !isLast,
        ' ' => !isLast,
        _ when Rune.IsControl(rune) => false,
        _ => !foldsCase || (rune.IsAscii && !Rune.IsUpper(rune)),
    };

    private static string Protect(string name) =>
        Reserved.Contains(name.Split('.')[0].TrimEnd(' ')) ? Escape(new Rune(name[0])) + name[1..] : name;

    private static string Escape(Rune rune)
    {
        Span<byte> utf8 = stackalloc byte[4];
        var text = new StringBuilder();
        foreach (var b in utf8[..rune.EncodeToUtf8(utf8)])
        {
            text.Append(CultureInfo.InvariantCulture, $"%{b:x2}");
        }

        return text.ToString();
    }

    /// <summary>Null when a <c>%</c> begins no escape, or the bytes are not UTF-8.</summary>
    private static string? Unescape(string name)
    {
        var utf8 = new List<byte>(name.Length);
        try
        {
            for (var i = 0; i < name.Length; i++)
            {
                if (name[i] != '%')
                {
                    var length = char.IsHighSurrogate(name[i]) && i + 1 < name.Length ? 2 : 1;
                    utf8.AddRange(StrictUtf8.GetBytes(name.Substring(i, length)));
                    i += length - 1;
                }
                else if (byte.TryParse(
                    name.AsSpan(i + 1, Math.Min(2, name.Length - i - 1)),
                    NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var escaped))
                {
                    utf8.Add(escaped);
                    i += 2;
                }
                else
                {
                    return null;
                }
            }

            return StrictUtf8.GetString([.. utf8]);
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair, or escapes that are not UTF-8: no key has this name.
            return null;
        }
    }
}
