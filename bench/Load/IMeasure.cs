namespace Sluice.Bench.Load;

/// <summary>Something a user feels, put into numbers.</summary>
internal interface IMeasure
{
    /// <summary>What the command line calls it.</summary>
    string Name { get; }

    /// <summary>Measures it on a started server, or on servers of its own, and prints its rows.</summary>
    Task MeasureAsync(Bench bench);
}
