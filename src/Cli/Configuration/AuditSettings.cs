using Sluice.Server.Audit;

namespace Sluice.Cli.Configuration;

/// <summary>What is recorded of calls.</summary>
internal static class AuditSettings
{
    private static readonly Setting<AuditedCalls> Calls = Setting.Choice("audit.calls", AuditedCalls.All);

    private static readonly Setting<string?> Directory = Setting.Text("audit.directory", null);

    private static readonly Setting<int> Megabytes = Setting.Number("audit.megabytes", 1, 1_000_000, 256);

    private static readonly Setting<int> Days = Setting.Number("audit.days", 1, 36_500, 365);

    private static readonly Setting<int> DeniedPerSecond = Setting.Number("audit.deniedPerSecond", 1, 1_000_000, 10);

    public static IReadOnlyList<Setting> All { get; } = [Calls, Directory, Megabytes, Days, DeniedPerSecond];

    public static AuditOptions Read(SettingValues values) => new()
    {
        Directory = values.Get(Directory) ?? Path.Combine(values.Get(Settings.Data)!, "audit"),
        Calls = values.Get(Calls),
        MostBytes = (long)values.Get(Megabytes) << 20,
        MostDays = values.Get(Days),
        RefusedPerSecond = values.Get(DeniedPerSecond),
    };
}
