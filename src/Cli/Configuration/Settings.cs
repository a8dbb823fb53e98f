using System.Collections.Frozen;
using Sluice.Cli.Wording;
using Sluice.Server.Authentication;
using Sluice.Server.Hosting;
using Sluice.Server.Logging;

namespace Sluice.Cli.Configuration;

/// <summary>The one table of everything that can be set.</summary>
/// <remarks>File, environment, flags, <c>--help</c> and <c>docs/configuration.md</c> all derive from
/// it.</remarks>
internal static class Settings
{
    public static readonly Setting<IReadOnlyList<ListenUrl>> Listen = Setting.List<ListenUrl>(
        "listen",
        static () => SettingTexts.FormOfListen,
        "http://127.0.0.1:8700",
        ListenUrl.TryParse);

    public static readonly Setting<string?> Data = Setting.Text("data", "./sluice-data");

    public static readonly Setting<string?> AcceptLoss = Setting.Text("acceptLoss", null);

    public static readonly Setting<string?> RegionId = Setting.Text("region.id", "cn-hangzhou");

    public static readonly Setting<string?> RegionEndpoint = Setting.Text("region.endpoint", null);

    public static readonly Setting<string?> AccessKeyId = Setting.Text("accessKey.id", null);

    public static readonly Setting<string?> AccessKeySecret = Setting.Text("accessKey.secret", null) with
    {
        IsSecret = true,
    };

    public static readonly Setting<string?> SealingKey = Setting.Text("sealing.key", null) with
    {
        IsSecret = true,
    };

    public static readonly Setting<string?> KeyFile = Setting.Text("sealing.keyFile", null);

    public static readonly Setting<NonceMode> Nonces = Setting.Choice("nonces", NonceMode.Writes);

    public static readonly Setting<int> ClockSkewMinutes = Setting.Number("clockSkewMinutes", 1, 1440, 15);

    public static readonly Setting<string?> ExpectedHost = Setting.Text("expectedHost", null);

    public static readonly Setting<int> MaxConnections = Setting.Number("maxConnections", 1, 1_000_000, 10_000);

    public static readonly Setting<int> HeaderSeconds = Setting.Number("headerSeconds", 1, 600, 30);

    public static readonly Setting<LogLevel> LogLevel = Setting.Choice(
        "log.level", Microsoft.Extensions.Logging.LogLevel.Warning);

    public static readonly Setting<LogFormat> LogForm = Setting.Choice("log.format", LogFormat.Text);

    public static readonly Setting<bool> LogEvents = Setting.Flagged("log.events", false);

    public static readonly Setting<string?> SecretsDirectory = Setting.Text("secrets.directory", null);

    public static readonly Setting<string?> ObjectsDirectory = Setting.Text("objects.directory", null);

    public static IReadOnlyList<Setting> All { get; } =
    [
        Listen, Data, AcceptLoss, MaxConnections, HeaderSeconds, Nonces, ClockSkewMinutes, ExpectedHost,
        HttpSettings.TrustedProxies,
        .. ServerSettings.All,
        .. HealthSettings.All,
        .. MemorySettings.All,
        .. FunctionSettings.All,
        AccessKeyId, AccessKeySecret, SealingKey, KeyFile,
        RegionId, RegionEndpoint,
        LogLevel, LogForm, LogEvents,
        .. TelemetrySettings.All,
        SecretsDirectory,
        .. StoreSettings.All,
        .. ClusterSettings.All,
        .. LoginSettings.All,
        .. AuditSettings.All,
        ObjectsDirectory,
        .. MessageSettings.All,
        .. EventSettings.All,
        .. ChatSettings.All,
        .. TlsSettings.All,
        .. LimitSettings.All,
        .. RateSettings.All,
        .. EngineSettings.All,
        .. HistorySettings.All,
        .. HttpSettings.All,
    ];

    public static FrozenDictionary<string, Setting> ByName { get; } =
        All.ToFrozenDictionary(setting => setting.Name, StringComparer.Ordinal);

    public static FrozenDictionary<string, Setting> ByFlag { get; } =
        All.ToFrozenDictionary(setting => setting.Flag, StringComparer.Ordinal);

    /// <summary>In the order of the table.</summary>
    public static IReadOnlyList<string> Sections { get; } =
        [.. All.Select(setting => setting.Section).Where(section => section.Length > 0).Distinct()];
}
