using Sluice.Server.Wire;

namespace Sluice.Server.Answers;

/// <summary>The id of one call: the caller's own, or a new one.</summary>
internal static class RequestIds
{
    private const int Longest = 128;

    /// <summary>A lower-case UUID.</summary>
    public static string New() => Guid.NewGuid().ToString();

    /// <summary>The parameter <c>RequestId</c> when it is short and printable, so that it can stand in a
    /// header.</summary>
    /// <remarks>It correlates calls and does no more: a repeated one suppresses nothing. Source: protocol,
    /// section 4.</remarks>
    public static string? FindOwn(Parameters parameters) =>
        parameters.Optional("RequestId") is { Length: <= Longest } own && IsPrintable(own) ? own : null;

    private static bool IsPrintable(string text) => text.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0;
}
