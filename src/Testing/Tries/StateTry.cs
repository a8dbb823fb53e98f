using Sluice.Definitions;
using Sluice.Definitions.Outlines;
using Sluice.Definitions.States;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Testing.Files;
using Sluice.Testing.Runs;

namespace Sluice.Testing.Tries;

/// <summary>One state alone: what becomes of an input on its way through it, step by step. Nothing calls out.</summary>
public static class StateTry
{
    /// <summary>The state of a flow that a path or a name means.</summary>
    /// <param name="problem">Why there is none that can be tried alone, as a sentence.</param>
    public static State? Find(Flow flow, string name, out string problem)
    {
        var index = FlowIndex.Of(flow);
        var found = index.Find(name).Where(state => state.Name == name || index.PathOf(state.Id) == name).ToList();
        problem = found switch
        {
            [] => $"There is no state '{Excerpt.Of(name)}'. {Suggestion.For(name, flow.States.Select(state => state.Name)) ?? ""}".TrimEnd(),
            [ParallelState or MapState or DistributedMapState] =>
                $"'{found[0].Name}' runs other states; try those, such as {index.PathOf(FirstWithin(flow, found[0]).Id)}, or the whole with a test.",
            [_] => "",
            _ => $"There are {found.Count} states '{Excerpt.Of(name)}'; name one by its path: {string.Join(", ", found.Select(state => index.PathOf(state.Id)))}.",
        };
        return problem.Length == 0 ? found[0] : null;
    }

    /// <param name="state">One that <see cref="Find"/> gave.</param>
    public static TriedState Of(Flow flow, State state, GivenToState given, Limits limits)
    {
        var trial = new StateTrial(flow, state, given, limits);
        while (trial.GoOn())
        {
            // Whoever has nobody else to think of.
        }

        return trial.Read();
    }

    private static State FirstWithin(Flow flow, State container) =>
        flow.States.First(state => FlowIndex.ScopesOf(container).Contains(state.ScopeId));
}

/// <summary>What a state is given.</summary>
public sealed record GivenToState
{
    public JsonObject Input { get; init; } = JsonObject.Empty;

    /// <summary><c>$Global</c> as it is before.</summary>
    public JsonObject Global { get; init; } = JsonObject.Empty;

    /// <summary>What each call comes to, or what is reported on it.</summary>
    public Outcome<JsonPayload> Answer { get; init; } = JsonPayload.EmptyObject;

    /// <summary>Makes each call, in place of <see cref="Answer"/>; null for that.</summary>
    public Func<OpenCall, Outcome<JsonPayload>>? Call { get; init; }

    /// <summary>How long an answer takes.</summary>
    public TimeSpan After { get; init; }

    /// <summary>In <c>$Context</c>.</summary>
    public string ExecutionName { get; init; } = "try";

    /// <summary>In <c>$Context</c>.</summary>
    public string Role { get; init; } = "";

    /// <summary>When it is entered; the first of January 2026 when nobody says so.</summary>
    public DateTimeOffset? Clock { get; init; }

    /// <summary>Of draws.</summary>
    public int Seed { get; init; } = 1;
}

/// <summary>A station of data on its way through a state.</summary>
/// <param name="Name">Such as <c>input</c>, <c>request 1</c>, <c>outputConstructed</c>.</param>
public sealed record TriedStep(string Name, JsonValue? Value);

/// <summary>What became of an input in a state.</summary>
/// <param name="Failure">What it failed with, though a Catch may have taken it; null for nothing.</param>
/// <param name="By">The kind of way by which it was left; null when nothing took its failure.</param>
/// <param name="Next">The state that follows; null when the scope ends here.</param>
/// <param name="Global"><c>$Global</c> as it is behind it.</param>
/// <param name="Took">In virtual time.</param>
public sealed record TriedState(
    string State, IReadOnlyList<TriedStep> Steps, StepFailure? Failure, EdgeKind? By, string? Next, JsonObject Global, TimeSpan Took)
{
    /// <summary>As programs get it.</summary>
    public JsonObject ToJson() => JsonObject.Of(
        ("state", JsonValue.Of(State)),
        ("steps", new JsonArray([.. Steps.Select(step => JsonObject.Of(("name", JsonValue.Of(step.Name)), ("value", step.Value ?? JsonValue.Null)))])),
        ("error", Failure is null ? JsonValue.Null : JsonValue.Of(Failure.Code)),
        ("cause", Failure is null ? JsonValue.Null : JsonValue.Of(Failure.Cause)),
        ("by", By is { } kind ? JsonValue.Of(kind.ToString()) : JsonValue.Null),
        ("next", Next is null ? JsonValue.Null : JsonValue.Of(Next)),
        ("global", Global),
        ("virtualMs", JsonValue.Of((long)Took.TotalMilliseconds)));
}
