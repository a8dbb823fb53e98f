using System.Globalization;

namespace Sluice.Bench.Load;

/// <summary>Two builds of the server beside each other: both run, take turns in short rows, and are compared round by round.</summary>
/// <remarks>
/// Machines drift by more than what is looked for, so rows of the one and the other alternate, each round in the other
/// order. The change is the median of the rounds' changes. Processor time for each call is steadier
/// than calls a second. With <see cref="Watched"/> behind its name, a server gives out metrics and sends metrics and traces of
/// everything.
/// </remarks>
internal static class Comparison
{
    private const string Watched = "+telemetry";

    /// <summary>So many rounds are measured first and not counted: until then the two are not compiled equally well.</summary>
    private const int WarmUpRounds = 5;

    public static async Task RunAsync(
        string before, string after, TimeSpan time, int rounds, IReadOnlyList<IMeasure> measures)
    {
        var warmUp = TimeSpan.FromSeconds(0.5);
        using var collector = new Collector();
        await using var first = Open(before);
        await using var second = Open(after);
        Dictionary<string, (List<Times> Before, List<Times> After)> seen = [];
        for (var round = -WarmUpRounds; round < rounds; round++)
        {
            foreach (var measure in measures)
            {
                (Bench Bench, bool IsAfter)[] turns = [(first, false), (second, true)];
                foreach (var (bench, isAfter) in round % 2 == 0 ? turns : turns.Reverse())
                {
                    await MeasureAsync(measure, bench, (what, times) => Keep(what, times, isAfter, round));
                }
            }
        }

        foreach (var (what, (old, young)) in seen)
        {
            Print(what, "busy each, ms", old, young, times => times.BusyEach);
            Print(what, "p50, ms", old, young, times => times.At(0.5));
        }

        if (collector.Bytes > 0)
        {
            Console.WriteLine($"{collector.Bytes >> 20} MiB of metrics and traces were sent");
        }

        Bench Open(string server) => server.EndsWith(Watched, StringComparison.Ordinal)
            ? new(
                server[..^Watched.Length],
                time,
                warmUp,
                ("SLUICE_METRICS_PROMETHEUS", "true"),
                ("SLUICE_METRICS_LISTEN", "http://127.0.0.1:0"),
                ("SLUICE_METRICS_OTLP", "true"),
                ("SLUICE_TRACES_OTLP", "true"),
                ("SLUICE_OTLP_PROTOCOL", "http"),
                ("SLUICE_OTLP_ENDPOINT", collector.Url.ToString()))
            : new(server, time, warmUp);

        void Keep(string what, Times times, bool isAfter, int round)
        {
            if (round < 0)
            {
                return;
            }

            if (!seen.TryGetValue(what, out var lists))
            {
                seen[what] = lists = ([], []);
            }

            (isAfter ? lists.After : lists.Before).Add(times);
        }
    }

    private static async Task MeasureAsync(IMeasure measure, Bench bench, Action<string, Times> keep)
    {
        Row.Printed += keep;
        await measure.MeasureAsync(bench);
        Row.Printed -= keep;
    }

    private static void Print(
        string what, string unit, List<Times> before, List<Times> after, Func<Times, double> figure)
    {
        var (old, young) = (before.Select(figure).ToList(), after.Select(figure).ToList());
        var change = Median(young.Zip(old, (its, others) => its / others)) * 100 - 100;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-64} {unit,-14} {Median(old):F3} -> {Median(young):F3}  {change,6:+0.0;-0.0} %"));
    }

    private static double Median(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
