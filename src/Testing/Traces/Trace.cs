using Sluice.Model.History;
using Sluice.Model.Json;

namespace Sluice.Testing.Traces;

/// <summary>What an execution did, step by step, put together from its history.</summary>
public sealed class Trace
{
    private readonly Dictionary<long, (ScopeRun Scope, Visit? Visit)> _byEvent = [];
    private readonly List<Visit> _visits = [];

    /// <summary>The flow's own scope.</summary>
    public ScopeRun Root { get; } = new(Container: null, Index: -1);

    /// <summary>All visits, in the order of their entries.</summary>
    public IReadOnlyList<Visit> Visits => _visits;

    /// <param name="events">A history from its beginning.</param>
    public static Trace Of(IReadOnlyList<HistoryEvent> events)
    {
        var trace = new Trace();
        foreach (var happened in events)
        {
            trace.Add(happened);
        }

        return trace;
    }

    /// <summary>The next event of the history.</summary>
    public void Add(HistoryEvent happened) => _byEvent[happened.Id] = Take(happened);

    /// <summary>The visit that an event belongs to: its StepEntered, for one. Null for none.</summary>
    public Visit? Find(long eventId) => _byEvent.GetValueOrDefault(eventId).Visit;

    /// <summary>The visits of the states that a key means: a path of names, a path with indexes, or a name.</summary>
    public IEnumerable<Visit> Of(string key) =>
        _visits.Where(visit => visit.Name == key || visit.Path == key || visit.Place == key);

    private (ScopeRun Scope, Visit? Visit) Take(HistoryEvent happened)
    {
        var from = _byEvent.GetValueOrDefault(happened.CauseId, (Root, null));
        switch (happened.Type)
        {
            case EventType.StepEntered:
                return Enter(happened, from);
            case EventType.BranchEntered or EventType.IterationEntered when Find(from, happened.StepName) is { } container:
                container.Take(happened);
                return (Open(container, (int)((JsonNumber)happened.Find("index")!).Int64), null);
            default:
                var visit = happened.StepName.Length == 0 ? null : Find(from, happened.StepName);
                visit?.Take(happened);
                return visit is null ? from : (visit.Scope, visit);
        }
    }

    private (ScopeRun, Visit?) Enter(HistoryEvent happened, (ScopeRun Scope, Visit? Visit) from)
    {
        // A visit that goes on is a choice whose steps begin: they have no event of their own.
        var scope = from.Visit is { Exited: null } choice ? Open(choice, index: -1) : from.Scope;
        var visit = new Visit(happened, scope, scope.CountOf(happened.StepName) + 1);
        scope.Visits.Add(visit);
        _visits.Add(visit);
        return (scope, visit);
    }

    private static ScopeRun Open(Visit container, int index)
    {
        var scope = new ScopeRun(container, index);
        container.Inner.Add(scope);
        return scope;
    }

    /// <summary>The innermost visit that an event can belong to, by the name it bears.</summary>
    private static Visit? Find((ScopeRun Scope, Visit? Visit) from, string name)
    {
        for (var visit = from.Visit ?? from.Scope.Container; visit is not null; visit = visit.Scope.Container)
        {
            if (visit.Exited is null && visit.Name == name)
            {
                return visit;
            }
        }

        return null;
    }
}
