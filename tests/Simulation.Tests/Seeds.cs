using System.Globalization;

namespace Sluice.Simulation.Tests;

/// <summary>Which seeds are tried, and how a failure says which one it was.</summary>
internal static class Seeds
{
    /// <summary>One run as a failure has named it; null when none is asked for.</summary>
    public static string? Story => Environment.GetEnvironmentVariable("SLUICE_STORY");

    private static int First => Number("SLUICE_FIRST_SEED") ?? 0;

    /// <summary>As many as SLUICE_SEEDS says.</summary>
    public static int Count(int otherwise) => Number("SLUICE_SEEDS") ?? otherwise;

    /// <summary>Each seed is a world of its own, so that every processor can have one at a time.</summary>
    /// <remarks>On threads of their own: a world may wait for what ends on the pool.</remarks>
    public static Task ForEachAsync(int count, Action<int> run)
    {
        var last = First - 1;
        return Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Factory.StartNew(
            () =>
            {
                while (Interlocked.Increment(ref last) is var seed && seed < First + Math.Max(count, 1))
                {
                    run(seed);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
    }

    /// <summary>Whatever fails, says which run it was and how to repeat it.</summary>
    /// <param name="variables">What the repeating command has to set.</param>
    public static T Name<T>(string which, string variables, Func<T> run, string test = nameof(StoryTests.A_story_can_be_repeated_by_its_name))
    {
        try
        {
            return run();
        }
        catch (Exception e)
        {
            Assert.Fail(
                $"""
                {which}: {e.Message}
                To repeat just this:
                  {variables} dotnet test tests/Simulation.Tests --filter {test}
                {e.StackTrace}
                """);
            throw;
        }
    }

    /// <summary>As the other, for tests that go by seeds alone.</summary>
    public static T Name<T>(int seed, string disturbance, string test, Func<T> run) => Name(
        $"Seed {seed}{(disturbance.Length > 0 ? ", " : "")}{disturbance}",
        $"SLUICE_FIRST_SEED={seed} SLUICE_SEEDS=1",
        run,
        test);

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
