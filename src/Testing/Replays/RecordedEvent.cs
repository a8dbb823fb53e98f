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

    /// <summary>Stands for the token of an attempt: as long as one, since data has limits.</summary>
    public static string TokenOf(int frame, int attempt, ulong nonce) =>
        string.Create(CultureInfo.InvariantCulture, $"AQ{frame:D10}{attempt:D10}").PadRight(55, 'A');

    /// <summary>41 bytes as base64url, the first of them 1.</summary>
    [GeneratedRegex("AQ[A-Za-z0-9_-]{53}")]
    private static partial Regex Tokens();
}
