using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Testing.Attempts;

namespace Sluice.Testing.Explorations;

/// <summary>A call that goes another way than well.</summary>
/// <param name="Key">The attempt; of what goes wrong for good the first try of its visit.</param>
/// <param name="Code">What it fails with; null for an answer or a report that never comes.</param>
/// <param name="IsForGood">Every try of the visit; else this one alone.</param>
public sealed record Deviation(AttemptKey Key, string? Code, bool IsForGood)
{
    private const int LongestShown = 80;

    /// <summary>What it is answered in place of what it was, which is no fault; null for a fault.</summary>
    public JsonPayload? Output { get; init; }

    /// <summary>The call may have been carried out all the same: nobody knows.</summary>
    public bool MayHaveHappened => Output is null && Code is null or FailureCodes.TaskTimeout;

    /// <summary>Whether it is about this attempt.</summary>
    public bool Covers(AttemptKey attempt) =>
        IsForGood ? attempt.Try >= Key.Try && (attempt with { Try = Key.Try }).Equals(Key) : attempt.Equals(Key);

    /// <summary>Such as <c>Charge: HTTP.503 for good</c>.</summary>
    public override string ToString() => Output is null
        ? $"{Key}: {Code ?? "never answered"}{(IsForGood ? " for good" : "")}"
        : $"{Key} answers {Cut(Output.ToString())}";

    private static string Cut(string text) => text.Length <= LongestShown ? text : text[..LongestShown] + "…";
}
