using Sluice.Engine.Edge;
using Sluice.Sharing.Memory;

namespace Sluice.Cli.Configuration;

/// <summary>How much memory callers may fill.</summary>
internal static class MemorySettings
{
    private static readonly Setting<int> BudgetMegabytes = Setting.Number(Surplus.MemoryBudget, 0, 1_000_000, 0);

    private static readonly Setting<int> StrangersPercent = Setting.Number("memory.strangersPercent", 1, 100, 12);

    public static IReadOnlyList<Setting> All { get; } = [BudgetMegabytes, StrangersPercent];

    /// <param name="available">What the process can have, in bytes.</param>
    public static MemoryBudget Read(SettingValues values, long available) => MemoryBudget.Of(
        available,
        values.Get(BudgetMegabytes) is > 0 and var megabytes ? (long)megabytes << 20 : null,
        values.Get(StrangersPercent));
}
