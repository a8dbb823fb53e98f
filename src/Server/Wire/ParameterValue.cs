using System.Text;

namespace Sluice.Server.Wire;

/// <summary>The value of a parameter. A long one is kept as the bytes that it came as, and is text only for who asks.</summary>
/// <remarks>So an execution's input goes from the wire into the store without being text in between.</remarks>
internal readonly struct ParameterValue
{
    /// <summary>Bytes up to which a value is kept as text: most are read as text, and once.</summary>
    private const int LongestText = 256;

    private readonly string? _text;
    private readonly byte[]? _utf8;

    private ParameterValue(string text) => _text = text;

    private ParameterValue(byte[] utf8) => _utf8 = utf8;

    public static ParameterValue Empty { get; } = new("");

    /// <summary>Whether it is kept as bytes: then these cost nothing, and otherwise the text does not.</summary>
    public bool IsLong => _utf8 is not null;

    public bool IsEmpty => _utf8 is null && _text is null or "";

    /// <summary>As text; made anew with each call when it is long.</summary>
    public string Text => _utf8 is null ? _text ?? "" : Encoding.UTF8.GetString(_utf8);

    /// <summary>As bytes, which nobody changes; made anew with each call when it is short.</summary>
    public byte[] Utf8 => _utf8 ?? Encoding.UTF8.GetBytes(_text ?? "");

    /// <param name="utf8">Valid UTF-8.</param>
    public static ParameterValue Of(ReadOnlySpan<byte> utf8) =>
        utf8.Length <= LongestText ? new(Encoding.UTF8.GetString(utf8)) : new(utf8.ToArray());

    /// <summary>Bytes that need not be text; not to be changed any more.</summary>
    public static ParameterValue OfBytes(byte[] bytes) => new(bytes);

    public static implicit operator ParameterValue(string text) => new(text);

    public override string ToString() => Text;
}
