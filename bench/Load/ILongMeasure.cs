namespace Sluice.Bench.Load;

/// <summary>A measure that takes minutes: only made when it is asked for, as NAME or NAME=COUNT.</summary>
internal interface ILongMeasure : IMeasure
{
    /// <summary>How many of what is counted.</summary>
    int Count { get; set; }
}
