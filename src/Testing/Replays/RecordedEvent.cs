using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Model.History;

namespace Sluice.Testing.Replays;

/// <summary>What an event and its recorded one must have in common.</summary>
/// <remarks>
/// Not the sentences that say why something failed, nor the parameters of a call as the history shows them, nor the names
/// of map runs, nor task tokens, which flows may map wherever they want.
/// </remarks>
internal static partial class RecordedEvent
{
    /// <summary>Whether two events have it in common. As a rule they are equal byte for byte, and nothing is looked into.</summary>
    public static bool AreSame(HistoryEvent left, HistoryEvent right) =>
        (left.Id, left.CauseId, left.Type) == (right.Id, right.CauseId, right.Type)
        && left.StepName == right.StepName
        && left.Time == right.Time
        && (left.Detail.Equals(right.Detail) || TextOf(left) == TextOf(right));

    public static string TextOf(HistoryEvent item)
    {
        var members = item.Detail.Members.ToArray()
            .Where(member => member.Key is not ("cause" or "parameters"))
            .Select(member => item.Type == EventType.MapRunStarted
                ? member.Key
                : $"{member.Key} {Tokens().Replace(member.Value.ToString(), "TOKEN")}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"event {item.Id} <- {item.CauseId} {item.Type} '{item.StepName}' at {item.Time:O} {{{string.Join(", ", members)}}}");
    }

    /// <summary>41 bytes as base64url, the first of them 1.</summary>
    [GeneratedRegex("A[Q-Za-f][A-Za-z0-9_-]{53}")]
    private static partial Regex Tokens();
}
