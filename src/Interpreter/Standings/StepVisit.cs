using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;

namespace Sluice.Interpreter.Standings;

/// <summary>One visit of a step, from its entry to its exit, as a history tells it.</summary>
public sealed class StepVisit
{
    private StepVisit(HistoryEvent entered, StepVisit? around) =>
        (Name, EnteredEvent, Entered, Around) = (entered.StepName, entered.Id, entered.Time, around);

    public string Name { get; }

    /// <summary>EventId of its StepEntered.</summary>
    public long EnteredEvent { get; }

    public DateTimeOffset Entered { get; }

    /// <summary>The visit of the container that it lies in; null in the flow's own scope.</summary>
    public StepVisit? Around { get; }

    /// <summary>Null while it goes on, and for one that was given up.</summary>
    public DateTimeOffset? Exited { get; private set; }

    public bool HasSucceeded { get; private set; }

    /// <summary>How often a task was called, or 1.</summary>
    public int Attempts { get; private set; } = 1;

    /// <summary>The newest; null for none. It may have been retried or caught.</summary>
    public StepFailure? Failure { get; private set; }

    /// <summary>The newest request, as history shows it; null for what calls nothing.</summary>
    public HistoryEvent? Request { get; private set; }

    /// <summary>What came of it; null while nothing has.</summary>
    public HistoryEvent? Answer { get; private set; }

    /// <summary>All visits, in the order of their entries.</summary>
    /// <param name="events">A history from its beginning.</param>
    public static IReadOnlyList<StepVisit> Of(IReadOnlyList<HistoryEvent> events)
    {
        var visits = new List<StepVisit>();
        var byEvent = new Dictionary<long, StepVisit?>(events.Count);
        foreach (var happened in events)
        {
            var from = byEvent.GetValueOrDefault(happened.CauseId);
            if (happened.Type == EventType.StepEntered)
            {
                // What led here is the exit of the step before it, or else something of the container.
                var visit = new StepVisit(happened, from is { Exited: not null } ? from.Around : from);
                visits.Add(visit);
                byEvent[happened.Id] = visit;
                continue;
            }

            var own = Find(from, happened.StepName);
            own?.Take(happened);
            byEvent[happened.Id] = own ?? from;
        }

        return visits;
    }

    /// <summary>The innermost visit that an event can belong to, by the name it bears.</summary>
    private static StepVisit? Find(StepVisit? from, string name)
    {
        while (from is not null && (from.Exited is not null || from.Name != name))
        {
            from = from.Around;
        }

        return from;
    }

    private void Take(HistoryEvent happened)
    {
        switch (happened.Type)
        {
            case EventType.StepSucceeded:
                HasSucceeded = true;
                break;
            case EventType.StepExited:
                Exited = happened.Time;
                break;
            case EventType.TaskScheduled:
                (Request, Answer) = (happened, null);
                Attempts = Number(happened, "attempt") is { } attempt and > 0 ? (int)attempt : Attempts + 1;
                break;
            case EventType.TaskSubmitted or EventType.TaskSucceeded or EventType.TaskFailed or EventType.TaskTimedOut
                or EventType.TaskSubmitFailed:
                Answer = happened;
                break;
            default:
                break;
        }

        if (FailureIn(happened) is { } failure)
        {
            Failure = failure;
        }
    }

    /// <summary>What an event says that something failed with; null when it says nothing of the kind.</summary>
    public static StepFailure? FailureIn(HistoryEvent happened) => Text(happened, "error") is { } code
        ? new(code, Text(happened, "cause") ?? "")
        : null;

    /// <summary>A text of an event's detail; null when there is none of this key.</summary>
    public static string? Text(HistoryEvent happened, string key) => (Find(happened, key) as JsonString)?.Value;

    /// <summary>A whole number of an event's detail; null when there is none of this key.</summary>
    public static long? Number(HistoryEvent happened, string key) =>
        Find(happened, key) is JsonNumber { IsInteger: true } number ? number.Int64 : null;

    private static JsonValue? Find(HistoryEvent happened, string key)
    {
        foreach (var (name, value) in happened.Detail.Members)
        {
            if (name == key)
            {
                return value.Value;
            }
        }

        return null;
    }
}
