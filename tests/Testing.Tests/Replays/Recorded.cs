using Sluice.Definitions;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Testing.Recordings;
using Sluice.Testing.Replays;
using Sluice.Testing.Runs;

namespace Sluice.Testing.Tests.Replays;

/// <summary>Makes recordings without a server: a definition, and what its calls are answered a second later.</summary>
internal static class Recorded
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    /// <param name="answers">By state, in order; the last one repeats. <c>!CODE</c> is a failure, all else is JSON.</param>
    public static Recording Of(string definition, string input = "{}", params (string State, string[] Answers)[] answers)
    {
        var flow = FlowCompiler.Compile(definition, "flow", ExecutionMode.Standard, Limits.Default).Flow!;
        var facts = new ExecutionFacts("flow", "run", Payload(input), "", Start);
        var draws = new DrawSeed(() => 7);
        var run = new FlowRun(new(flow, facts, draws, Limits.Default, 0));
        var given = new Dictionary<string, int>(StringComparer.Ordinal);
        run.Begin();
        while (run.End is null)
        {
            if (run.Calls.Count > 0)
            {
                var call = run.Calls[0];
                var list = answers.First(each => each.State == call.Key.State).Answers;
                var place = given.GetValueOrDefault(call.Key.State);
                given[call.Key.State] = place + 1;
                run.Answer(call, Outcome(list[Math.Min(place, list.Length - 1)]), run.Now.AddSeconds(1));
            }
            else
            {
                var timer = run.Timers.MinBy(each => each.Due)!;
                run.Wake(timer, timer.Due);
            }
        }

        return new(flow, facts, draws, Limits.Default, 0, [.. run.Events]) { Text = definition };
    }

    public static ReplayedExecution On(this Recording recording, string definition, ReplayOptions? options = null)
    {
        options ??= new();
        return Replay.Of(recording, new ReplayTarget(definition, options.Renamed), options);
    }

    public static string Flow(string states) => $"Type: StateMachine\nSpecVersion: v1\nStartAt: {states[8..states.IndexOf(',', StringComparison.Ordinal)]}\nStates:\n{Rows(states)}";

    private static string Rows(string states) => string.Concat(states.Split("; ").Select(row => $"  - {row}\n"));

    private static JsonPayload Payload(string json) =>
        JsonPayload.TryParse(System.Text.Encoding.UTF8.GetBytes(json), 99, out var payload, out var problem)
            ? payload
            : throw new ArgumentException(problem, nameof(json));

    private static Outcome<JsonPayload> Outcome(string text) =>
        text[0] == '!' ? new StepFailure(text[1..], "as the test says") : Payload(text);
}
