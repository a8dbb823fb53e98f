using Sluice.Cli.Wording;
using Sluice.Events;
using Sluice.Model;
using Sluice.Queues.Buses;
using Sluice.Targets.Events;

namespace Sluice.Cli.Configuration;

/// <summary>Event buses: which there are, what they keep, and who gets their events.</summary>
internal static class EventSettings
{
    private static readonly Setting<IReadOnlyList<string>> Buses = Setting.List<string>(
        "events.buses",
        static () => SettingTexts.FormOfBuses,
        "*",
        (string text, out string name) => (name = text).Length is > 0 and <= 127 && text.All(IsOfPattern));

    private static readonly Setting<int> KeepDays = Setting.Number("events.keepDays", 1, 365, 7);

    private static readonly Setting<int> AccountEvents = Setting.Number("events.accountEvents", 1, int.MaxValue, 100_000);

    private static readonly Setting<int> AccountMegabytes = Setting.Number("events.accountMegabytes", 1, 1_000_000, 256);

    private static readonly Setting<int> AccountRules = Setting.Number("events.accountRules", 1, 100_000, 300);

    public static IReadOnlyList<Setting> All { get; } = [Buses, KeepDays, AccountEvents, AccountMegabytes, AccountRules];

    /// <param name="problems">Gets all that cannot be of what the file tells.</param>
    public static EventTargetOptions Read(SettingValues values, Limits limits, SettingProblems problems) => new()
    {
        Buses = problems.Gather(() => ReadBuses(values, limits), new()),
        Sinks = values.File.EventSinks is { } sinks ? ConfiguredSinks.Read(sinks, new FileSection(values, problems)) : [],
    };

    private static EventBusOptions ReadBuses(SettingValues values, Limits limits) => new()
    {
        Buses = values.Get(Buses),
        Kept = TimeSpan.FromDays(values.Get(KeepDays)),
        PerAccount = new BusLimits(values.Get(AccountEvents), (long)values.Get(AccountMegabytes) << 20),
        RulesPerAccount = values.Get(AccountRules),
        Limits = limits,
    };

    private static bool IsOfPattern(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '*';
}
