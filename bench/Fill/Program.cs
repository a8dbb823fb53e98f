using System.Globalization;
using Sluice.Bench.Fill;

// Fills a store that no server has open: sluice-fill DATA-DIRECTORY FLOW COUNT
if (args is not [var directory, var flow, var count])
{
    Console.Error.WriteLine("Usage: <data directory> <flow> <count>");
    return 2;
}

Filling.Run(directory, flow, int.Parse(count, CultureInfo.InvariantCulture));
return 0;
