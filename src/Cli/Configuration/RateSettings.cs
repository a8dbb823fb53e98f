using Sluice.Model.Rates;
using Sluice.Server.Throttling;

namespace Sluice.Cli.Configuration;

/// <summary>The documented rates; none is kept unless it is switched on.</summary>
internal static class RateSettings
{
    private const int Most = 10_000_000;

    private static readonly CallRateOptions Documented = new();
    private static readonly Rate DocumentedSteps = new(100, 100);

    private static readonly Setting<bool> LimitCalls = Setting.Flagged("rates.limitCalls", absent: false);

    private static readonly Setting<bool> LimitSteps = Setting.Flagged("rates.limitSteps", absent: false);

    private static readonly RatePair StartExecution = new("startExecution", Documented.StartExecution);
    private static readonly RatePair StartSyncExecution = new("startSyncExecution", Documented.StartSyncExecution);
    private static readonly RatePair DescribeExecution = new("describeExecution", Documented.DescribeExecution);
    private static readonly RatePair GetExecutionHistory = new("getExecutionHistory", Documented.GetExecutionHistory);
    private static readonly RatePair Other = new("otherCalls", Documented.Other);
    private static readonly RatePair Steps = new("steps", DocumentedSteps);

    public static IReadOnlyList<Setting> All { get; } =
    [
        LimitCalls,
        .. StartExecution.All, .. StartSyncExecution.All, .. DescribeExecution.All, .. GetExecutionHistory.All,
        .. Other.All,
        LimitSteps,
        .. Steps.All,
    ];

    /// <returns>Null when calls are not limited.</returns>
    public static CallRateOptions? ReadCalls(SettingValues values)
    {
        var rates = new CallRateOptions
        {
            StartExecution = StartExecution.Read(values),
            StartSyncExecution = StartSyncExecution.Read(values),
            DescribeExecution = DescribeExecution.Read(values),
            GetExecutionHistory = GetExecutionHistory.Read(values),
            Other = Other.Read(values),
        };
        return values.Get(LimitCalls) ? rates : null;
    }

    /// <returns>Null when steps are not limited.</returns>
    public static Rate? ReadSteps(SettingValues values)
    {
        var rate = Steps.Read(values);
        return values.Get(LimitSteps) ? rate : null;
    }

    /// <summary>The two numbers of a rate.</summary>
    private sealed class RatePair(string name, Rate documented)
    {
        private readonly Setting<int> _burst = Setting.Number($"rates.{name}Burst", 1, Most, documented.Burst);

        private readonly Setting<int> _perSecond = Setting.Number(
            $"rates.{name}PerSecond", 1, Most, documented.PerSecond);

        public IReadOnlyList<Setting> All => [_burst, _perSecond];

        public Rate Read(SettingValues values) => new(values.Get(_burst), values.Get(_perSecond));
    }
}
