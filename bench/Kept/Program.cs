using System.Globalization;
using Sluice.Bench.Kept;
using Sluice.Engine;
using Sluice.Model;
using Sluice.Simulation;

// What the kept state of executions that failed costs, in bytes of what their store is given: sluice-kept
Console.WriteLine("| what failed | stored | of that kept to go on | state | pages of the map run |");
Console.WriteLine("|---|---|---|---|---|");
foreach (var shape in Shape.All)
{
    var kept = new Kept();
    var world = new World(seed: 1, kept.Note, new EngineOptions { CleaningInterval = TimeSpan.FromDays(1) });
    world.CreateFlow("flow", shape.Definition);
    world.Start("flow", "run", shape.Input);
    world.RunToRest();
    if (world.Describe("flow", "run") is { Status: not ExecutionStatus.Failed } row)
    {
        throw new InvalidOperationException($"'{shape.Name}' was to fail, and is {row.Status}.");
    }

    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {shape.Name} | {kept.Total:N0} | {kept.State + kept.Pages:N0} | {kept.State:N0} | {kept.Pages:N0} |"));
}
