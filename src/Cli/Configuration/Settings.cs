using System.Collections.Frozen;
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
        ListenUrl.Form,
        "http://127.0.0.1:8700",
        "Where to listen, one or more URLs. 'localhost' is 127.0.0.1, '*' all addresses, port 0 any free one.",
        ListenUrl.TryParse);

    public static readonly Setting<string?> Data = Setting.Text(
        "data", "./sluice-data", "The data directory, made when absent.");

    public static readonly Setting<string?> AcceptLoss = Setting.Text(
        "acceptLoss",
        null,
        "Starts once with less than was acknowledged: the code that the refusal to start has given. It stands for that one "
        + "loss only. See operations.md.");

    public static readonly Setting<string?> RegionId = Setting.Text(
        "region.id", "cn-hangzhou", "The region that this server says it is.");

    public static readonly Setting<string?> RegionEndpoint = Setting.Text(
        "region.endpoint",
        null,
        "Host and port by which clients reach the server, as DescribeRegions tells them; without it, those of the "
        + "first URL it listens on.");

    public static readonly Setting<string?> AccessKeyId = Setting.Text(
        "accessKey.id",
        null,
        "The access key that requests are signed with. Without any key the server is open, and answers programs on "
        + "this machine only.");

    public static readonly Setting<string?> AccessKeySecret = Setting.Text(
        "accessKey.secret", null, "Its secret. Better in a file or the environment than on the command line.") with
    {
        IsSecret = true,
    };

    public static readonly Setting<string?> SealingKey = Setting.Text(
        "sealing.key",
        null,
        "The key that seals secrets at rest, 64 hexadecimal digits, as ${secret:NAME}. Without it, a file's.") with
    {
        IsSecret = true,
    };

    public static readonly Setting<string?> KeyFile = Setting.Text(
        "sealing.keyFile",
        null,
        "The file of that key, made when absent; sealing.key of the data directory when not given. Better elsewhere: "
        + "whoever has both has the secrets.");

    public static readonly Setting<NonceMode> Nonces = Setting.Choice(
        "nonces", NonceMode.Writes, "For which calls a repeated nonce is refused.");

    public static readonly Setting<int> ClockSkewMinutes = Setting.Number(
        "clockSkewMinutes", 1, 1440, 15, "How far a request's time may be off, in either direction.");

    public static readonly Setting<string?> ExpectedHost = Setting.Text(
        "expectedHost", null, "The host that clients sign, when a proxy in front rewrites it.");

    public static readonly Setting<int> MaxConnections = Setting.Number(
        "maxConnections",
        1,
        1_000_000,
        10_000,
        "Connections open at once. One account has four fifths of them at the most, an address that has not proved whose it "
        + "is half of what is free; beyond it the oldest that do nothing make room, or new ones are refused.");

    public static readonly Setting<int> HeaderSeconds = Setting.Number(
        "headerSeconds", 1, 600, 30, "The head of a request must be complete within this time.");

    public static readonly Setting<LogLevel> LogLevel = Setting.Choice(
        "log.level",
        Microsoft.Extensions.Logging.LogLevel.Warning,
        "Lines of this level and above are logged. At information, each call is a line.");

    public static readonly Setting<LogFormat> LogForm = Setting.Choice(
        "log.format", LogFormat.Text, "Lines for people, or an object of JSON each, for programs.");

    public static readonly Setting<bool> LogEvents = Setting.Flagged(
        "log.events", false, "Each event of each history is a line too, with names and numbers, and without what it carries.");

    public static readonly Setting<string?> SecretsDirectory = Setting.Text(
        "secrets.directory",
        null,
        "Where ${secret:NAME} finds a file NAME. What is not there is looked for in the environment.");

    public static readonly Setting<string?> ObjectsDirectory = Setting.Text(
        "objects.directory",
        null,
        "Where buckets are, a directory each; made when absent. Without it, 'objects' in the data directory.");

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
