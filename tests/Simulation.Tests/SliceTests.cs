using Sluice.Engine;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;

namespace Sluice.Simulation.Tests;

/// <summary>
/// Goal: where an execution stops and lets others go on, its history does not tell. Method: run made-up programs of both
/// languages with slices that a step fills and with slices that nothing fills, and compare their histories.
/// </summary>
public sealed class SliceTests
{
    [Fact]
    public async Task A_history_is_the_same_in_the_smallest_slices_and_in_one_piece() =>
        await Seeds.ForEachAsync(Seeds.Count(100), seed => Seeds.Name(seed, "", nameof(SliceTests), () =>
        {
            var program = GeneratedProgram.Of(seed);
            foreach (var definition in new[] { program.StateMachine, program.Classic })
            {
                Assert.Equal(Run(definition, seed, slice: int.MaxValue), Run(definition, seed, slice: 1));
            }

            return true;
        }));

    private static IReadOnlyList<string> Run(string definition, int seed, int slice)
    {
        var world = new World(seed, options: new EngineOptions { SliceWork = slice });
        var reported = new HashSet<string>();
        world.CreateFlow("flow", definition);
        world.Start("flow", "run");
        world.RunUntil(() =>
        {
            foreach (var (token, parameters, _) in world.Target.Tokens.Where(given => reported.Add(given.Token)).ToList())
            {
                var output = JsonPayload.Of(JsonObject.Of(("n", parameters.Get("value"))));
                world.Await(engine => engine.Executions.ReportSucceededAsync(
                    AccountId.Default, token, output, CancellationToken.None));
            }

            return world.Describe("flow", "run").Status.HasEnded();
        });
        return ComparableHistory.Of(world.History("flow", "run"));
    }
}
