using Sluice.Identity.Logins;

namespace Sluice.Cli.Configuration;

/// <summary>How long browsers stay logged in.</summary>
internal static class LoginSettings
{
    private static readonly Setting<int> IdleMinutes = Setting.Number("login.idleMinutes", 1, 10_080, 30);

    private static readonly Setting<int> LongestHours = Setting.Number("login.longestHours", 1, 8_760, 12);

    public static IReadOnlyList<Setting> All { get; } = [IdleMinutes, LongestHours];

    public static LoginOptions Read(SettingValues values) => new()
    {
        Idle = TimeSpan.FromMinutes(values.Get(IdleMinutes)),
        Longest = TimeSpan.FromHours(values.Get(LongestHours)),
    };
}
