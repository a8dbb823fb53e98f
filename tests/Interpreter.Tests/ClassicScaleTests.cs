using Sluice.Model;
using Sluice.Model.History;

namespace Sluice.Interpreter.Tests;

/// <summary>As many branches and iterations of the classic language as it allows, and loops in loops.</summary>
public sealed class ClassicScaleTests
{
    [Fact]
    public void A_hundred_branches_are_begun_at_once_and_joined_in_order()
    {
        var branches = string.Concat(Enumerable.Range(0, 100).Select(i =>
            $"      - steps: [{{ type: wait, name: w, duration: {100 - i}, outputMappings: [{{ target: i, source: {i} }}] }}]\n"));
        var run = new FlowRun($$"""
            version: v1
            type: flow
            steps:
              - type: parallel
                name: all
                branches:
            {{branches.TrimEnd()}}
                outputMappings: [{ target: places, source: '$local[*].i' }]
            """).Start();
        Assert.Equal(100, run.Effects.OfType<Effect.SetTimer>().Count());

        foreach (var timer in run.Effects.OfType<Effect.SetTimer>().OrderBy(timer => timer.Due).ToList())
        {
            run.Wait(timer);
        }

        Assert.Equal(
            $$"""{"places":[{{string.Join(',', Enumerable.Range(0, 100))}}]}""",
            run.End!.Output!.ToString());
    }

    [Fact]
    public void Iterations_without_steps_take_turns_like_all_others()
    {
        const string Definition = """
            version: v1
            type: flow
            steps:
              - type: foreach
                name: all
                iterationMapping: { collection: $.items, item: i }
                steps: []
            """;
        var input = $$"""{"items":[{{string.Join(',', Enumerable.Range(0, 120))}}]}""";
        var inPieces = new FlowRun(Definition, input) { MaxEvents = 20 }.Start();
        for (var advances = 0; inPieces.End is null; advances++)
        {
            Assert.True(advances < 120);
            inPieces.Give(new Stimulus.Continue());
        }

        Assert.Equal(new FlowRun(Definition, input).Start().HistoryText(), inPieces.HistoryText());
        var limited = new FlowRun(Definition, input, Limits.Default with { Events = 150 }).Start();
        Assert.Equal((FailureCodes.EventLimitExceeded, 150), (limited.End?.Error, limited.History.Count));
    }

    [Fact]
    public void Iterations_beyond_a_hundred_get_their_slot_when_another_ends()
    {
        var run = new FlowRun(
            """
            version: v1
            type: flow
            steps:
              - type: foreach
                name: all
                iterationMapping: { collection: $.items, item: i }
                steps: [{ type: wait, name: w, duration: 5, outputMappings: [{ target: i, source: $input.i }] }]
                outputMappings: [{ target: seen, source: '$local[*].i' }]
            """,
            $$"""{"items":[{{string.Join(',', Enumerable.Range(0, 101))}}]}""").Start();
        var timers = run.Effects.OfType<Effect.SetTimer>().ToList();
        Assert.Equal((100, 100), (timers.Count, Entered(run)));

        // The last of the first hundred ends first, and lets the one beyond them in.
        run.Wait(timers[99]);

        timers[99] = run.Timer;
        Assert.Equal(101, Entered(run));
        timers.ForEach(timer => run.Wait(timer));
        Assert.Equal(
            $$"""{"seen":[{{string.Join(',', Enumerable.Range(0, 101))}}]}""",
            run.End!.Output!.ToString());
    }

    [Fact]
    public void A_foreach_in_a_foreach_gives_lists_of_lists()
    {
        var run = new FlowRun(
            """
            version: v1
            type: flow
            steps:
              - type: foreach
                name: rows
                iterationMapping: { collection: $.rows, item: row, index: y }
                steps:
                  - type: foreach
                    name: cells
                    iterationMapping: { collection: $.row, item: cell, index: x }
                    steps:
                      - type: pass
                        name: one
                        outputMappings:
                          - { target: at, source: $input.cell }
                          - { target: x, source: $input.x }
                          - { target: y, source: $input.y }
                    outputMappings: [{ target: cells, source: $local }]
                outputMappings: [{ target: flat, source: '$local[*].cells[*].at' }, { target: last, source: '$local[-1].cells[-1]' }]
            """,
            """{"rows":[[1,2],[],[3]]}""").Start();

        Assert.Equal(
            """{"flat":[1,2,3],"last":{"at":3,"x":0,"y":2}}""", run.End!.Output!.ToString());
    }

    private static int Entered(FlowRun run) => run.History.Count(item => item.Type == EventType.IterationEntered);
}
