using Sluice.Model;
using Sluice.Server.Wire;

namespace Sluice.Server.Answers;

/// <summary>The id of one call: the caller's own, or a new one.</summary>
internal static class RequestIds
{
    private const int Longest = 128;

    /// <summary>A lower-case UUID.</summary>
    /// <remarks>It guards nothing, so it need not be hard to guess, which would cost a call of the system.</remarks>
    public static string New() => SeededEntropy
        .UuidOf(new UInt128((ulong)Random.Shared.NextInt64(), (ulong)Random.Shared.NextInt64()))
        .ToString();

    /// <summary>The parameter <c>RequestId</c> when it is short and printable, so that it can stand in a
    /// header.</summary>
    /// <remarks>It correlates calls and does no more: a repeated one suppresses nothing. Source: protocol,
    /// section 4.</remarks>
    public static string? FindOwn(Parameters parameters) =>
        parameters.Optional("RequestId") is { Length: <= Longest } own && IsPrintable(own) ? own : null;

    private static bool IsPrintable(string text) => text.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0;
}
