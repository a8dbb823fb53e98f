namespace Sluice.Cli.Configuration;

/// <summary>How tasks send messages.</summary>
internal static class MessageSettings
{
    private static readonly Setting<bool> MakeMissing = Setting.Flagged(
        "messages.makeMissing",
        absent: true,
        "Whether a message that a task sends makes its queue or topic when it is not there; otherwise the task fails.");

    public static IReadOnlyList<Setting> All { get; } = [MakeMissing];

    /// <returns>Whether what is missing is made.</returns>
    public static bool Read(SettingValues values) => values.Get(MakeMissing);
}
