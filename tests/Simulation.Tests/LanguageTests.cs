using System.Collections.Concurrent;
using System.Text;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;

namespace Sluice.Simulation.Tests;

/// <summary>
/// Goal: both languages run on one engine, and mean the same by the same. Method: write made-up programs in both, run
/// both, and compare how they end.
/// </summary>
public sealed class LanguageTests
{
    [Fact]
    public async Task A_program_ends_alike_in_both_languages()
    {
        var endings = new ConcurrentDictionary<string, bool>();
        var count = Seeds.Count(300);
        await Seeds.ForEachAsync(count, seed =>
            endings[Seeds.Name(seed, "", nameof(LanguageTests), () => RunInBoth(seed))] = true);

        // Programs that all end alike would show nothing.
        Assert.True(endings.Count > Math.Min(5, count - 1), string.Join(", ", endings.Keys));
    }

    private static string RunInBoth(int seed)
    {
        var program = GeneratedProgram.Of(seed);
        var stateMachine = Run(program.StateMachine, seed);
        var classic = Run(program.Classic, seed);
        Assert.True(
            stateMachine == classic,
            $"'{stateMachine}' and '{classic}'\n{program.StateMachine}\n{program.Classic}");
        return stateMachine;
    }

    private static string Run(string definition, int seed)
    {
        var world = new World(seed);
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
        var row = world.Describe("flow", "run");
        return $"{row.Status} {Encoding.UTF8.GetString(row.Output ?? [])}{row.Error} {row.Cause}";
    }
}
