using Sluice.Engine;
using Sluice.Server.Health;

namespace Sluice.Cli.Configuration;

/// <summary>When the server says that it is not ready.</summary>
internal static class HealthSettings
{
    private static readonly Setting<int> FreeMegabytes = Setting.Number(HealthOptions.FreeSetting, 0, 1_000_000, 64);

    public static IReadOnlyList<Setting> All { get; } = [FreeMegabytes];

    /// <param name="engine">What is kept is its to see to.</param>
    public static HealthOptions Read(SettingValues values, EngineOptions engine) => new()
    {
        Retention = engine.Retention,
        RetentionCount = engine.RetentionCount,
        RetentionByFlow = engine.RetentionByFlow,
        Settings = values.InUse(),
        Licences = Configuration.Licences.All,
        LeastFreeBytes = (long)values.Get(FreeMegabytes) << 20,
    };
}
