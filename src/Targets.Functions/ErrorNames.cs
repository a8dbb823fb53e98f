using System.Text;
using System.Text.Json;

namespace Sluice.Targets.Functions;

/// <summary>Looks for the names of an error in the body of a failure while it comes in, wherever they stand.</summary>
/// <remarks>
/// Reads the body as JSON without holding it: a stack trace before the name may be longer than anybody wants to keep.
/// What is not JSON is read as well as it can be. <c>errorType</c> at the top counts before one further in; the
/// platform's own code stands at the top or is none.
/// </remarks>
/// <param name="platformCode">The member that holds the platform's own code.</param>
internal sealed class ErrorNames(string platformCode)
{
    /// <summary>Of what has a custom runtime, and of the older version of the vendor's service.</summary>
    public const string UsualPlatformCode = "ErrorCode";

    private const int MaxNameLength = 256;

    /// <summary>Longest string that is kept, in bytes as written: a name of which each letter is escaped.</summary>
    private const int MaxStringBytes = 6 * MaxNameLength;

    private readonly byte[] _platformCode = Encoding.UTF8.GetBytes(platformCode);
    private readonly List<byte> _string = [];
    private Member _member;
    private string? _topType;
    private string? _innerType;
    private int _depth;
    private bool _isInString;
    private bool _isEscaped;
    private bool _isTooLong;

    /// <summary>A string has just ended: a colon makes it a key.</summary>
    private bool _mayBeKey;

    private enum Member
    {
        Other,
        ErrorType,
        ErrorCode,
    }

    /// <summary>What <c>errorType</c> says; null when there is none.</summary>
    public string? Type => _topType ?? _innerType;

    /// <summary>What the platform's code says; null when there is none.</summary>
    public string? PlatformCode { get; private set; }

    /// <summary>Nothing that is still to come can change the name.</summary>
    public bool IsDone => _topType is not null;

    public void Read(ReadOnlySpan<byte> bytes)
    {
        foreach (var next in bytes)
        {
            if (!_isInString)
            {
                ReadBetween(next);
            }
            else if (next == '"' && !_isEscaped)
            {
                EndString();
            }
            else
            {
                Keep(next);
            }
        }
    }

    private void Keep(byte next)
    {
        _isEscaped = next == '\\' && !_isEscaped;
        _isTooLong = _isTooLong || _string.Count == MaxStringBytes;
        if (!_isTooLong)
        {
            _string.Add(next);
        }
    }

    private void ReadBetween(byte next)
    {
        switch (next)
        {
            case (byte)'"':
                (_isInString, _isTooLong, _mayBeKey) = (true, false, false);
                _string.Clear();
                break;
            case (byte)':':
                (_member, _mayBeKey) = (_mayBeKey ? MemberOf(_string) : Member.Other, false);
                break;
            case (byte)'{' or (byte)'[' or (byte)'}' or (byte)']' or (byte)',':
                _depth += next is (byte)'{' or (byte)'[' ? 1 : next == ',' ? 0 : -1;
                (_member, _mayBeKey) = (Member.Other, false);
                break;
        }
    }

    private void EndString()
    {
        _isInString = false;
        if (_member == Member.Other)
        {
            _mayBeKey = true;
        }
        else if (!_isTooLong && Unescape() is { Length: > 0 and <= MaxNameLength } value)
        {
            Take(value);
        }

        _member = Member.Other;
    }

    private void Take(string value)
    {
        var isAtTop = _depth == 1;
        switch (_member)
        {
            case Member.ErrorType when isAtTop:
                _topType ??= value;
                break;
            case Member.ErrorType:
                _innerType ??= value;
                break;
            case Member.ErrorCode when isAtTop:
                PlatformCode ??= value;
                break;
        }
    }

    private Member MemberOf(List<byte> key) => key.Count > "errorType"u8.Length ? Member.Other
        : "errorType"u8.SequenceEqual([.. key]) ? Member.ErrorType
        : _platformCode.AsSpan().SequenceEqual([.. key]) ? Member.ErrorCode
        : Member.Other;

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
