using System.Globalization;
using Sluice.Bench.Load;
using Sluice.Bench.Load.Measures;

// Measures a built server over HTTP with signatures on: sluice-load SLUICE.DLL [SECONDS] [MEASURE[=COUNT]...]
// Compares two builds: sluice-load BEFORE.DLL,AFTER.DLL,ROUNDS [SECONDS] [MEASURE...]
IMeasure[] measures =
[
    new Passes("ten", states: 10, callers: 64),
    new Passes("one", states: 1, callers: 1),
    new InlineMap(items: 1_000),
    new DistributedMap("Standard", items: 10_000),
    new DistributedMap("Express", items: 10_000),
    new Express(callers: 1),
    new Express(callers: 64),
    new HistoryPages(),
    new Starts(callers: 64),
    new Describes(callers: 64),
    new HttpTasks(tasks: 10, callers: 64),
    new Pollers(areTogether: true),
    new Pollers(areTogether: false),
    new Streams(),
    new Sleepers(),
    new Stored(),
    new Recovery(),
    new Idle(),
    new Looping(),
    new Neighbour(callers: 1),
    new Neighbour(callers: 8),
    new Overload(),
    new Tenants(),
];

var program = args.Length > 0 ? args[0] : throw new ArgumentException("Name the built server, sluice.dll.");
var seconds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10;
var wanted = args.Skip(2).Select(name => name.Split('='))
    .ToDictionary(parts => parts[0], parts => parts.ElementAtOrDefault(1));
if (wanted.Keys.FirstOrDefault(name => measures.All(measure => measure.Name != name)) is { } unknown)
{
    throw new ArgumentException(
        $"There is no measure '{unknown}'. There are: {string.Join(", ", measures.Select(measure => measure.Name))}.");
}

foreach (var measure in measures.OfType<ILongMeasure>())
{
    if (wanted.GetValueOrDefault(measure.Name) is { } count)
    {
        measure.Count = int.Parse(count, CultureInfo.InvariantCulture);
    }
}

Console.WriteLine($"{Environment.ProcessorCount} processors, load generator included; {seconds} s a row");
if (program.Split(',') is [var before, var after, var rounds])
{
    await Comparison.RunAsync(
        before,
        after,
        TimeSpan.FromSeconds(seconds),
        int.Parse(rounds, CultureInfo.InvariantCulture),
        [.. measures.Where(IsWanted)]);
    return;
}

await using var bench = new Bench(program, TimeSpan.FromSeconds(seconds), warmUp: TimeSpan.FromSeconds(3));
foreach (var measure in measures.Where(IsWanted))
{
    await measure.MeasureAsync(bench);
}

bool IsWanted(IMeasure measure) =>
    wanted.Count == 0 ? measure is not ILongMeasure : wanted.ContainsKey(measure.Name);
