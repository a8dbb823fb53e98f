using Sluice.Model.Rates;

namespace Sluice.Server.Throttling;

/// <summary>The documented rates of calls. Source: API reference, section 11.1.</summary>
public sealed record CallRateOptions
{
    /// <summary>100 at once, 100 a second.</summary>
    public Rate StartExecution { get; init; } = new(100, 100);

    /// <summary>1 000 at once, 1 000 a second: the documented rate of Express starts.</summary>
    public Rate StartSyncExecution { get; init; } = new(1000, 1000);

    /// <summary>50 at once, 5 a second.</summary>
    public Rate DescribeExecution { get; init; } = new(50, 5);

    /// <summary>50 at once, 5 a second.</summary>
    public Rate GetExecutionHistory { get; init; } = new(50, 5);

    /// <summary>Of every other operation: 10 at once, 2 a second.</summary>
    public Rate Other { get; init; } = new(10, 2);

    public Rate Of(string operation) => operation switch
    {
        nameof(StartExecution) => StartExecution,
        nameof(StartSyncExecution) => StartSyncExecution,
        nameof(DescribeExecution) => DescribeExecution,
        nameof(GetExecutionHistory) => GetExecutionHistory,
        _ => Other,
    };
}
