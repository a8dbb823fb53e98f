using Sluice.Server.Audit;

namespace Sluice.Cli.Configuration;

/// <summary>What is recorded of calls.</summary>
internal static class AuditSettings
{
    private static readonly Setting<AuditedCalls> Calls = Setting.Choice(
        "audit.calls", AuditedCalls.All, "Which calls are recorded: all, those that change something or were denied, or none.");

    private static readonly Setting<string?> Directory = Setting.Text(
        "audit.directory", null, "Where the record is kept. Without it, 'audit' in the data directory.");

    private static readonly Setting<int> Megabytes = Setting.Number(
        "audit.megabytes", 1, 1_000_000, 256, "All files of the record together; beyond it the oldest lines go of the accounts that have most.");

    private static readonly Setting<int> Days = Setting.Number(
        "audit.days", 1, 36_500, 365, "Files of days that are further back go.");

    private static readonly Setting<int> DeniedPerSecond = Setting.Number(
        "audit.deniedPerSecond",
        1,
        1_000_000,
        10,
        "Denied, malformed and throttled calls of one account that are recorded one by one, after 100 at once. Of what is left "
        + "out, one record a minute has the count by outcome.");

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
