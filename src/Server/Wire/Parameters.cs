using System.Globalization;
using System.Text;
using Sluice.Model;

namespace Sluice.Server.Wire;

/// <summary>The parameters of one request, wherever they stood, and the rules by which text becomes a
/// value.</summary>
/// <remarks>
/// Names are case-sensitive. Of a name in both parts the body's value counts, as in what clients sign; within one part a
/// name stands once, or one signature would fit two meanings. What an operation reads as optional is absent also when it
/// is empty. Source: protocol, section 3.
/// </remarks>
internal sealed class Parameters
{
    private readonly Dictionary<string, ParameterValue> _values = new(16, StringComparer.Ordinal);
    private readonly bool _hasFlattened;

    /// <param name="query">Decoded.</param>
    /// <param name="body">Decoded members of the form or the JSON object.</param>
    /// <exception cref="ApiException"><c>InvalidArgument</c>: a name that stands twice in one part.</exception>
    public Parameters(List<KeyValuePair<string, ParameterValue>> query, List<KeyValuePair<string, ParameterValue>> body)
    {
        foreach (var (name, value) in body)
        {
            _hasFlattened |= name.Contains('.');
            if (!_values.TryAdd(name, value))
            {
                throw Repeated(name, "body");
            }
        }

        foreach (var (name, value) in query)
        {
            _hasFlattened |= name.Contains('.');
            if (!_values.TryAdd(name, value) && query.Count(pair => pair.Key == name) > 1)
            {
                throw Repeated(name, "query");
            }
        }
    }

    /// <summary>Every parameter, each name once, in no order.</summary>
    public ICollection<KeyValuePair<string, ParameterValue>> All => _values;

    /// <summary>The value as sent, empty or not; null when the parameter is absent.</summary>
    /// <exception cref="ApiException"><c>InvalidArgument</c>: a flattened value that contradicts
    /// itself.</exception>
    public string? Find(string name) =>
        _values.TryGetValue(name, out var value) ? value.Text : _hasFlattened ? Flattened.Fold(name, _values) : null;

    /// <summary>As <see cref="Find"/>, but a flattened value is not folded: this never fails.</summary>
    public string? Plain(string name) => _values.TryGetValue(name, out var value) ? value.Text : null;

    /// <summary>The value as the bytes that were sent, not to be changed; null when it is absent or empty.</summary>
    /// <exception cref="ApiException"><c>InvalidArgument</c>: a flattened value that contradicts itself.</exception>
    public byte[]? Utf8(string name) => _values.TryGetValue(name, out var value)
        ? value.IsEmpty ? null : value.Utf8
        : Optional(name) is { } folded ? Encoding.UTF8.GetBytes(folded) : null;

    /// <summary>The value; null when it is absent or empty.</summary>
    public string? Optional(string name) => Find(name) is { Length: > 0 } value ? value : null;

    /// <exception cref="ApiException"><c>MissingRequiredParams</c> when the value is absent or
    /// empty.</exception>
    public string Required(string name) => Optional(name) ?? throw ApiException.MissingRequiredParams(name);

    /// <summary>Decimal digits with an optional sign, blanks around them.</summary>
    /// <exception cref="ApiException"><c>InvalidArgument</c>: not a whole number, or outside the
    /// bounds.</exception>
    public int Integer(string name, int least, int most, int absent)
    {
        if (Optional(name) is not { } text)
        {
            return absent;
        }

        const NumberStyles Style =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        return int.TryParse(text, Style, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most
            ? value
            : throw ApiException.InvalidArgument(
                name, $"'{Excerpt.Of(text)}' is not a whole number from {least} to {most}");
    }

    /// <summary>A decimal number from 0 to 100, such as <c>12.5</c>; null when it is absent.</summary>
    /// <exception cref="ApiException"><c>InvalidArgument</c> for anything else.</exception>
    public double? Percentage(string name)
    {
        if (Optional(name) is not { } text)
        {
            return null;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value is >= 0 and <= 100
            ? value
            : throw ApiException.InvalidArgument(name, $"'{Excerpt.Of(text)}' is not a number from 0 to 100");
    }

    /// <summary><c>true</c> or <c>false</c> in any letter case, <c>1</c> or <c>0</c>.</summary>
    /// <exception cref="ApiException"><c>InvalidArgument</c> for anything else.</exception>
    public bool Boolean(string name, bool absent)
    {
        var text = Optional(name);
        return text switch
        {
            null => absent,
            "1" => true,
            "0" => false,
            _ when text.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
            _ when text.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
            _ => throw ApiException.InvalidArgument(name, $"'{Excerpt.Of(text)}' is not 'true' or 'false'"),
        };
    }

    /// <summary>An RFC 3339 instant, any offset and any fraction.</summary>
    /// <exception cref="ApiException"><c>InvalidArgument</c> for anything else.</exception>
    public DateTimeOffset? Instant(string name)
    {
        if (Optional(name) is not { } text)
        {
            return null;
        }

        return InstantText.TryParse(text, out var instant)
            ? instant
            : throw ApiException.InvalidArgument(
                name, $"'{Excerpt.Of(text)}' is not an RFC 3339 time such as '2025-01-02T03:04:05Z'");
    }

    /// <summary>Text of 1 to <paramref name="most"/> characters; null when it is absent or empty.</summary>
    /// <exception cref="ApiException"><c>InvalidArgument</c> when it is longer.</exception>
    public string? Text(string name, int most) =>
        Optional(name) is { } text ? CheckLength(name, text, most) : null;

    /// <inheritdoc cref="Text"/>
    /// <exception cref="ApiException"><c>MissingRequiredParams</c> when it is absent or empty.</exception>
    public string RequiredText(string name, int most) => CheckLength(name, Required(name), most);

    private static ApiException Repeated(string name, string part) => ApiException.InvalidArgument(
        Excerpt.Of(name), $"it is given more than once in the {part}; send it once");

    private static string CheckLength(string name, string text, int most)
    {
        // Surrogates come in pairs here, since the text came from valid UTF-8; a pair is one character.
        var characters = text.Length;
        for (var i = 0; i < text.Length && characters > most; i++)
        {
            characters -= char.IsLowSurrogate(text[i]) ? 1 : 0;
        }

        return characters <= most
            ? text
            : throw ApiException.InvalidArgument(name, $"it must have 1 to {most} characters, not {characters}");
    }
}
