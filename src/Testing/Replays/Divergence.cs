using Sluice.Definitions;
using Sluice.Definitions.Outlines;
using Sluice.Definitions.States;
using Sluice.Model;
using Sluice.Testing.Runs;
using Sluice.Testing.Traces;

namespace Sluice.Testing.Replays;

/// <summary>Where a candidate leaves the way of its record.</summary>
/// <param name="Text">For people, without a full stop.</param>
internal sealed record Divergence(string Text, SourcePosition? Position);

/// <summary>Finds the first place of a thread in which a candidate goes another way than its record, and says by what.</summary>
internal sealed class Divergences(Trace recorded, FlowRun run, ReplayedFlow flows)
{
    private const int LongestCause = 200;

    /// <returns>Null when every thread went the same states to the same ends.</returns>
    public Divergence? FindWay() => In(recorded.Root, run.Trace.Root);

    /// <summary>The first step that gives another output, when all went the same way.</summary>
    public Divergence? FindOutput()
    {
        foreach (var (was, now) in recorded.Visits.Zip(run.Trace.Visits))
        {
            if (was.Output is { } before && now.Output is { } after && ValueDifference.Of(before, after) is { } difference)
            {
                return new($"the output of {now.Place}: {difference}", PositionOf(now));
            }
        }

        return null;
    }

    private Divergence? In(ScopeRun was, ScopeRun now)
    {
        for (var i = 0; i < Math.Max(was.Visits.Count, now.Visits.Count); i++)
        {
            var (before, after) = (i < was.Visits.Count ? was.Visits[i] : null, i < now.Visits.Count ? now.Visits[i] : null);
            if (before is null || after is null || NameOf(before) != after.Name)
            {
                return Way(i == 0 ? null : now.Visits[i - 1], i == 0 ? null : was.Visits[i - 1], after, before);
            }

            if (before.Inner.Zip(after.Inner).Select(pair => In(pair.First, pair.Second)).FirstOrDefault(found => found is not null) is { } inner)
            {
                return inner;
            }

            if (before.HasSucceeded != after.HasSucceeded && End(before, after) is { } end)
            {
                return end;
            }
        }

        return null;
    }

    private string NameOf(Visit recordedVisit) => flows.NewNames.GetValueOrDefault(recordedVisit.Name, recordedVisit.Name);

    /// <summary>A state was left by another way.</summary>
    /// <param name="from">The state that was left last; null where the scope begins.</param>
    private Divergence Way(Visit? from, Visit? fromBefore, Visit? to, Visit? instead)
    {
        if (from is null)
        {
            return to is null
                ? new($"nothing is entered in place of {instead!.Place}", null)
                : new($"begins with {to.Place}", PositionOf(to));
        }

        if (fromBefore is not null && fromBefore.HasSucceeded != from.HasSucceeded && End(fromBefore, from) is { } end)
        {
            return end;
        }

        var edge = EdgeOf(from);
        var place = edge?.Position ?? PositionOf(from);
        return to is null ? new($"ends after {from.Place}", place) : new($"{Shown(edge, from)} → {to.Name}", place);
    }

    private Divergence? End(Visit before, Visit after)
    {
        if (after.HasSucceeded)
        {
            return new($"at {after.Place}: no longer {before.Failure?.Code ?? "fails"}", PositionOf(after));
        }

        if (after.WentTo is { } target)
        {
            var edge = EdgeOf(after);
            return new($"{Shown(edge, after)} → {target}", edge?.Position ?? PositionOf(after));
        }

        return after.Failure is { } failure ? new($"at {after.Place}: {Cut(failure)}", PositionOf(after, failure)) : null;
    }

    private static string Cut(StepFailure failure)
    {
        var text = failure.Cause.Length == 0 ? failure.Code : failure.Cause.TrimEnd('.');
        return text.Length <= LongestCause ? text : text[..LongestCause] + "…";
    }

    private static string Shown(OutlinedEdge? edge, Visit from) => edge switch
    {
        { Kind: EdgeKind.Catch } => $"through Catch of {from.Place}",
        { Kind: EdgeKind.Option, Condition: { } condition } => $"{from.Place} takes {Excerpt.Of(condition)}",
        { Kind: EdgeKind.Default } => $"{from.Place} takes its default",
        _ => $"{from.Place} goes on",
    };

    /// <summary>The way by which a state was left last.</summary>
    private OutlinedEdge? EdgeOf(Visit visit)
    {
        if (StateOf(visit) is not { } state)
        {
            return null;
        }

        var taken = run.Edges.LastOrDefault(edge => edge.State == state.Id && edge.Kind != EdgeKind.Retry);
        return flows.Outline.States[state.Id].Edges
            .FirstOrDefault(edge => edge.Kind == taken.Kind && edge.Ordinal == taken.Ordinal);
    }

    private State? StateOf(Visit visit) =>
        flows.Index.Find(visit.Path).FirstOrDefault(state => flows.Index.PathOf(state.Id) == visit.Path);

    private SourcePosition? PositionOf(Visit visit) => StateOf(visit)?.Position;

    /// <summary>A failure of an expression begins with its field.</summary>
    private SourcePosition? PositionOf(Visit visit, StepFailure failure)
    {
        if (StateOf(visit) is not { } state)
        {
            return null;
        }

        var end = failure.Cause.IndexOf(": ", StringComparison.Ordinal);
        var field = end < 0 ? null
            : flows.Outline.States[state.Id].Fields.FirstOrDefault(each => each.Path == failure.Cause[..end]);
        return field?.ValuePosition ?? state.Position;
    }
}
