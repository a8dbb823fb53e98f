using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;

namespace Sluice.Testing.Traces;

/// <summary>One visit of a step, with all that its history says of it.</summary>
public sealed class Visit
{
    private DateTimeOffset? _failedAt;

    internal Visit(HistoryEvent entered, ScopeRun scope, int number) =>
        (Name, EnteredEvent, Entered, Scope, Number) = (entered.StepName, entered.Id, entered.Time, scope, number);

    public string Name { get; }

    public long EnteredEvent { get; }

    public DateTimeOffset Entered { get; }

    /// <summary>The run of a scope that it is in.</summary>
    public ScopeRun Scope { get; }

    /// <summary>How often that run has entered the state, this time included.</summary>
    public int Number { get; }

    /// <summary>The runs of scopes inside it, those of earlier tries too.</summary>
    public List<ScopeRun> Inner { get; } = [];

    public JsonValue? Input { get; private set; }

    public JsonValue? Output { get; private set; }

    /// <summary>What the last call was asked, as the history shows it.</summary>
    public JsonValue? Request { get; private set; }

    /// <summary>What the last call or report came to.</summary>
    public JsonValue? Answer { get; private set; }

    /// <summary>The newest; null for none. It may have been retried or caught.</summary>
    public StepFailure? Failure { get; private set; }

    public bool HasSucceeded { get; private set; }

    public DateTimeOffset? Exited { get; private set; }

    /// <summary>The state that a choice or a rule has led to; null where it went its usual way.</summary>
    public string? WentTo { get; private set; }

    public int Tries { get; private set; } = 1;

    /// <summary>The back-offs before each further try.</summary>
    public List<TimeSpan> Waits { get; } = [];

    /// <summary>The names of the containers around it and its own: <c>Ship/Pack</c>.</summary>
    public string Path => Scope.Container is { } container ? $"{container.Path}/{Quoted}" : Quoted;

    /// <summary>The same with the index of each branch and iteration: <c>Ship[2]/Pack</c>.</summary>
    public string Place => Scope is { Container: { } container, Index: var index }
        ? $"{container.Place}{(index < 0 ? "" : $"[{index}]")}/{Quoted}"
        : Quoted;

    private string Quoted => Name.AsSpan().ContainsAny('/', '"')
        ? $"\"{Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : Name;

    internal void Take(HistoryEvent happened)
    {
        if (_failedAt is { } failed && happened.Type is EventType.TaskScheduled or EventType.BranchEntered
            or EventType.IterationEntered or EventType.TaskFailed or EventType.MapRunStarted or EventType.StepSucceeded)
        {
            Waits.Add(happened.Time - failed);
            Tries++;
            _failedAt = null;
        }

        switch (happened.Type)
        {
            case EventType.StepStarted:
                Input = happened.Find("input");
                break;
            case EventType.TaskScheduled:
                Request = happened.Find("parameters");
                Answer = null;
                break;
            case EventType.TaskSucceeded:
                Answer = happened.Find("output");
                break;
            case EventType.TaskFailed or EventType.TaskTimedOut or EventType.TaskSubmitFailed:
                _failedAt = happened.Time;
                break;
            case EventType.StepSucceeded:
                (HasSucceeded, Output) = (true, happened.Find("output"));
                break;
            case EventType.StepExited:
                (Exited, WentTo) = (happened.Time, (happened.Find("goto") as JsonString)?.Value);
                break;
            default:
                break;
        }

        if (happened.Type is not EventType.BranchExited and not EventType.IterationExited
            && happened.Find("error") is JsonString code)
        {
            Failure = new(code.Value, (happened.Find("cause") as JsonString)?.Value ?? "");
        }
    }
}

/// <summary>One run of a scope: the flow's own, a branch, an iteration, the steps of an option.</summary>
/// <param name="Container">The visit that runs it; null for the flow's own.</param>
/// <param name="Index">Which branch or iteration it is; -1 where the history does not say.</param>
public sealed record ScopeRun(Visit? Container, int Index)
{
    /// <summary>The visits of its own states, in order.</summary>
    public List<Visit> Visits { get; } = [];

    /// <summary>How often it has entered a state.</summary>
    public int CountOf(string name) => Visits.Count(visit => visit.Name == name);
}

public static class EventReading
{
    /// <summary>A member of an event's detail; null when it has none of this name.</summary>
    public static JsonValue? Find(this HistoryEvent happened, string key)
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
