using System.Buffers;

namespace Sluice.Targets.Http;

/// <summary>What is special about some header names.</summary>
public static class HeaderRules
{
    /// <summary>Carries the task token of a callback task. Source: definition language, section 7.1.</summary>
    public const string TaskToken = "X-FnF-Http-Callback-Task-Token";

    /// <summary>Carries <see cref="TaskCall.AttemptKey"/>, unless the flow sets a key of its own.</summary>
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>RFC 9110, section 5.6.2.</summary>
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Describe the connection or the framing, and are therefore the target's alone.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Content-Length", "Expect", "Host", "Keep-Alive", "Proxy-Authenticate",
        "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    };

    private static readonly HashSet<string> Credentials = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization", "Cookie", TaskToken,
    };

    /// <summary>Whether a redirect to another origin must leave this header behind.</summary>
    public static bool IsCredential(string name) => Credentials.Contains(name);

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

    /// <summary><c>x-request-ID</c> becomes <c>X-Request-Id</c>.</summary>
    public static string Canonical(string name) => string.Create(name.Length, name, (letters, from) =>
    {
        var first = true;
        for (var i = 0; i < letters.Length; i++)
        {
            letters[i] = first ? char.ToUpperInvariant(from[i]) : char.ToLowerInvariant(from[i]);
            first = from[i] == '-';
        }
    });
}
