using System.Globalization;
using Sluice.Bench.Load;

// Starts a server of its own on a new data directory, measures it over HTTP with signatures on, prints a table.
var server = args.Length > 0 ? args[0] : throw new ArgumentException("Name the built server, sluice.dll.");
var seconds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10;

await using var process = await ServerProcess.StartAsync(server);
var measures = new Measures(process.Port, TimeSpan.FromSeconds(seconds));
await measures.PrepareAsync();

Console.WriteLine($"{Environment.ProcessorCount} processors, load generator included; {seconds} s each");
Console.WriteLine(await measures.TenPassesAsync(callers: 64));
Console.WriteLine(await measures.OnePassAsync());
Console.WriteLine(await measures.MapAsync(items: 1_000));
Console.WriteLine(await measures.DistributedMapAsync("Standard", items: 10_000, process));
Console.WriteLine(await measures.DistributedMapAsync("Express", items: 10_000, process));
Console.WriteLine(await measures.ExpressAsync(callers: 1));
Console.WriteLine(await measures.ExpressAsync(callers: 64));
Console.WriteLine(await measures.HistoryPagesAsync());
Console.WriteLine(await measures.StartsAsync(callers: 64));
Console.WriteLine(await measures.DescribesAsync(callers: 64));
Console.WriteLine($"server: {process.ResidentMiB} MiB resident, {process.DataMiB} MiB of data");
