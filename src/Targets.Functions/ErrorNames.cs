using System.Text;
using System.Text.Json;

namespace Sluice.Targets.Functions;

/// <summary>Looks for the names of an error in the body of a failure while it comes in, wherever they stand.</summary>
/// <remarks>
/// Reads the body as JSON without holding it: a stack trace before the name may be longer than anybody wants to keep.
/// What is not JSON is read as well as it can be. <c>errorType</c> at the top counts before one further in; the
/// platform's own <c>ErrorCode</c> stands at the top or is none.
/// </remarks>
internal sealed class ErrorNames
{
    private const int MaxNameLength = 256;

    /// <summary>Longest string that is kept, in bytes as written: a name of which each letter is escaped.</summary>
    private const int MaxStringBytes = 6 * MaxNameLength;

    private readonly List<byte> _string = [];
    private string? _key;
    private string? _last;
    private string? _innerType;
    private int _depth;
    private bool _isInString;
    private bool _isEscaped;
    private bool _isLong;

    /// <summary>What <c>errorType</c> says; null when there is none.</summary>
    public string? Type => TopType ?? _innerType;

    /// <summary>What the platform's <c>ErrorCode</c> says; null when there is none.</summary>
    public string? PlatformCode { get; private set; }

    /// <summary>Nothing that is still to come can change the name.</summary>
    public bool IsDone => TopType is not null;

    private string? TopType { get; set; }

    public void Read(ReadOnlySpan<byte> bytes)
    {
        foreach (var next in bytes)
        {
            if (_isInString)
            {
                ReadInString(next);
            }
            else
            {
                ReadBetween(next);
            }
        }
    }

    private void ReadInString(byte next)
    {
        if (next == '"' && !_isEscaped)
        {
            EndString();
            return;
        }

        _isEscaped = next == '\\' && !_isEscaped;
        _isLong = _isLong || _string.Count == MaxStringBytes;
        if (!_isLong)
        {
            _string.Add(next);
        }
    }

    private void ReadBetween(byte next)
    {
        switch (next)
        {
            case (byte)'"':
                (_isInString, _isLong) = (true, false);
                _string.Clear();
                break;
            case (byte)':':
                _key = _last;
                break;
            case (byte)'{' or (byte)'[':
                _depth++;
                _key = null;
                break;
            case (byte)'}' or (byte)']':
                _depth--;
                _key = null;
                break;
            case (byte)',':
                _key = null;
                break;
        }
    }

    private void EndString()
    {
        _isInString = false;
        _last = _isLong ? null : Unescape();
        if (_key is null)
        {
            return;
        }

        if (_last is { Length: > 0 and <= MaxNameLength } value)
        {
            Take(_key, value);
        }

        _key = null;
    }

    private void Take(string key, string value)
    {
        var isAtTop = _depth == 1;
        switch (key)
        {
            case "errorType" when isAtTop:
                TopType ??= value;
                break;
            case "errorType":
                _innerType ??= value;
                break;
            case "ErrorCode" when isAtTop:
                PlatformCode ??= value;
                break;
        }
    }

    /// <summary>The string as it is meant; null when it is none.</summary>
    private string? Unescape()
    {
        byte[] quoted = [(byte)'"', .. _string, (byte)'"'];
        try
        {
            return JsonSerializer.Deserialize<string>(quoted);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            // Half a surrogate pair, a raw line break, bytes that are not UTF-8.
            return null;
        }
    }
}
