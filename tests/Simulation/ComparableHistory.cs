using System.Text.Json;
using System.Text.RegularExpressions;
using Sluice.Model.History;

namespace Sluice.Simulation;

/// <summary>
/// What two runs of one flow have in common: not the times, not the names drawn at random, not whether a report overtook
/// its call's answer or the call had to be made again, and not how branches that run beside each other happened to interleave.
/// </summary>
public sealed partial class ComparableHistory
{
    private readonly Dictionary<long, HistoryEvent> _byId;
    private readonly ILookup<long, HistoryEvent> _followers;
    private readonly List<ComparableEvent> _lines = [];

    private ComparableHistory(IReadOnlyList<HistoryEvent> events)
    {
        _byId = events.ToDictionary(item => item.Id);
        _followers = events.Where(item => item.CauseId > 0).ToLookup(PlaceOf);
    }

    /// <summary>A line for each event, thread after thread.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<HistoryEvent> events) =>
        [.. WithWaits(events).Select(item => item.Text)];

    /// <summary>As <see cref="Of"/>, each with the wait before it.</summary>
    public static IReadOnlyList<ComparableEvent> WithWaits(IReadOnlyList<HistoryEvent> events)
    {
        var history = new ComparableHistory(events);
        history.Write(events[0], depth: 0);
        return history._lines;
    }

    private void Write(HistoryEvent first, int depth)
    {
        for (HistoryEvent? item = first; item is not null;)
        {
            if (item.Type != EventType.TaskSubmitted)
            {
                // The name of a map run is drawn at random.
                var detail = item.Type == EventType.MapRunStarted ? "" : Common(item.Detail.ToString());
                _lines.Add(new($"{depth} {item.Type} {item.StepName} {detail}", item.Time - CauseOf(item).Time));
            }

            // The scopes of a container hang on one event, and so does what comes after them.
            var followers = _followers[item.Id].ToList();
            foreach (var scope in followers.Where(Enters).OrderBy(scope => Attempt(scope, followers)).ThenBy(Index))
            {
                Write(scope, depth + 1);
            }

            item = followers.SingleOrDefault(follower => !Enters(follower));
        }
    }

    /// <summary>What an event has waited since; the event itself when nothing comes before it.</summary>
    private HistoryEvent CauseOf(HistoryEvent item)
    {
        var cause = item.Type switch
        {
            // A stop comes from outside, whenever it does; the time of an execution runs from its start, wherever it stands.
            EventType.ExecutionStopped => item,
            EventType.ExecutionTimedOut => _byId[1],
            _ => _byId.GetValueOrDefault(item.CauseId, item),
        };
        return cause.Type == EventType.TaskSubmitted ? _byId[cause.CauseId] : cause;
    }

    /// <summary>The event that an event belongs behind: its cause, or where the container began whose last scope is its cause.</summary>
    private long PlaceOf(HistoryEvent item)
    {
        var cause = _byId[item.CauseId];
        return Leaves(cause) ? ContainerOf(cause) : cause.Id;
    }

    private long ContainerOf(HistoryEvent left)
    {
        var item = _byId[left.CauseId];
        while (!Enters(item))
        {
            item = _byId[Leaves(_byId[item.CauseId]) ? ContainerOf(_byId[item.CauseId]) : item.CauseId];
        }

        return PlaceOf(item);
    }

    /// <summary>Scopes of a second attempt come after those of the first.</summary>
    private static int Attempt(HistoryEvent scope, List<HistoryEvent> all) =>
        all.Count(other => Enters(other) && other.Id < scope.Id && Index(other) == Index(scope));

    private static int Index(HistoryEvent item)
    {
        using var detail = JsonDocument.Parse(item.Detail.ToString());
        return detail.RootElement.GetProperty("index").GetInt32();
    }

    private static bool Enters(HistoryEvent item) => item.Type is EventType.BranchEntered or EventType.IterationEntered;

    private static bool Leaves(HistoryEvent item) => item.Type is EventType.BranchExited or EventType.IterationExited;

    private static string Common(string detail) => Drawn().Replace(Repeated().Replace(detail, ""), "");

    /// <summary>That the call of an attempt had to be made again, as after a crash.</summary>
    [GeneratedRegex(@",""calls"":[0-9]+,""requestId"":""[^""]*""(?=\}$)")]
    private static partial Regex Repeated();

    /// <summary>What the start of an execution is answered with, and differs each time.</summary>
    [GeneratedRegex(@"\\?""(RequestID|RequestId|StartedTime)\\?"":\\?""[^""]*""|(?<=""child"":\{)""execution"":""[0-9a-f]*""")]
    private static partial Regex Drawn();
}

/// <summary>An event as two runs can have it in common.</summary>
/// <param name="Text">How deep in scopes it is, its type, its step and its detail.</param>
/// <param name="Wait">How long after the event that it follows from.</param>
public readonly record struct ComparableEvent(string Text, TimeSpan Wait);
