using System.Buffers;

namespace Sluice.Outbound;

/// <summary>What is special about some header names.</summary>
public static class HeaderRules
{
    /// <summary>Carries a text that is the same when a request is made again. Source: the IETF's draft of this name.</summary>
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>RFC 9110, section 5.6.2.</summary>
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Describe the connection or the framing, and are therefore not the flow's to set.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Content-Length", "Expect", "Host", "Keep-Alive", "Proxy-Authenticate",
        "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    };

    /// <summary>Whether a text can be the name of a header.</summary>
    public static bool IsName(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(TokenCharacters);

    /// <summary>What is wrong with a header name, without a full stop; null for nothing.</summary>
    public static string? ProblemWithName(string name) =>
        !IsName(name)
            ? "is not a header name; use letters, digits and '-'"
        : string.Equals(name, "Host", StringComparison.OrdinalIgnoreCase)
            ? "cannot be set; the host is the one in url"
        : Reserved.Contains(name) ? "cannot be set; it belongs to the connection, not to the request"
        : null;

    /// <summary>What is wrong with a header value, without a full stop; null for nothing.</summary>
    public static string? ProblemWithValue(string value) =>
        value.AsSpan().IndexOfAnyInRange('\0', '\b') >= 0
        || value.AsSpan().IndexOfAnyInRange('\n', '\u001f') >= 0
        || value.Contains('\u007f')
            ? "holds a line break or another control character; a header value is one line of text"
            : null;
}
