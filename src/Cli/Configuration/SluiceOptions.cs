using Sluice.Cli.Wording;
using Sluice.Engine;
using Sluice.Identity.Sealing;
using Sluice.Server;
using Sluice.Server.Authentication;
using Sluice.Server.Hosting;
using Sluice.Server.Logging;
using Sluice.Server.Operations;
using Sluice.Server.Starting;
using Sluice.Sharing.Memory;
using Sluice.Targets.Chat;
using Sluice.Targets.Events;
using Sluice.Targets.Functions;
using Sluice.Targets.Http;
using Sluice.Targets.Messages;
using Sluice.Targets.Services;
using Sluice.Telemetry;

namespace Sluice.Cli.Configuration;

/// <summary>Everything that can be set, checked once at the start.</summary>
internal sealed record SluiceOptions
{
    /// <summary>The data directory.</summary>
    public required string Data { get; init; }

    /// <summary>Executions are kept in memory, whatever else is set, and go with the process. False.</summary>
    public bool IsInMemory { get; init; }

    /// <summary>The connection string of the PostgreSQL that stores everything, a secret; null for a file in the data directory.</summary>
    public string? Postgres { get; init; }

    /// <summary>Null for a server that is alone.</summary>
    public ClusterOptions? Cluster { get; init; }

    /// <summary>The code of a loss that the store is opened with; null for none.</summary>
    public string? AcceptedLoss { get; init; }

    /// <summary>Where buckets are.</summary>
    public required string ObjectsDirectory { get; init; }

    public required ServerOptions Server { get; init; }

    public EngineOptions Engine { get; init; } = new();

    /// <summary>How much memory callers may fill.</summary>
    public required MemoryBudget Memory { get; init; }

    public HttpTargetOptions Http { get; init; } = new();

    public FunctionTargetOptions Functions { get; init; } = new();

    public ServiceTargetOptions Services { get; init; } = new();

    public ChatTargetOptions Chat { get; init; } = new();

    /// <summary>What is collected of metrics and traces.</summary>
    public TelemetryOptions Telemetry { get; init; } = new();

    /// <summary>Where metrics are answered, and nothing else; empty for nowhere in particular.</summary>
    public IReadOnlyList<ListenUrl> MetricsListen { get; init; } = [];

    public LogOptions Log { get; init; } = new();

    public MessageTargetOptions Messages { get; init; } = new();

    public EventTargetOptions Events { get; init; } = new();

    /// <summary>What is no mistake for sure, and still worth a line at the start: sentences.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <exception cref="StartException">All settings that cannot be, a line each, with a sentence that says what would
    /// be right.</exception>
    public static SluiceOptions Read(SettingValues values)
    {
        var problems = values.Check();
        var key = problems.Gather(() => ReadKey(values), null);
        var accounts = ConfiguredAccounts.Read(values, key, problems);
        var tls = problems.Gather(() => TlsSettings.Read(values), new());
        var engine = problems.Gather(() => EngineSettings.Read(values), new());
        var telemetry = problems.Gather(
            () => TelemetrySettings.Read(values, isOpen: accounts.Keys.IsEmpty), new());
        var sealing = problems.Gather(() => ReadSealingKey(values), null);
        CheckListen(values, mayBeOpen: accounts.Keys.IsEmpty && !problems.HasAny, problems);
        var http = problems.Gather(() => HttpSettings.Read(values, engine.Limits, problems), new());
        var functions = FunctionSettings.Read(values, http, problems);
        var services = ConfiguredServices.Read(values, problems);
        var messages = MessageSettings.Read(values, problems);
        var events = EventSettings.Read(values, engine.Limits, problems);
        var cluster = ClusterSettings.Read(values, problems);
        problems.ThrowIfAny();

        var data = values.Get(Settings.Data)!;
        var listen = values.Get(Settings.Listen);
        return new SluiceOptions
        {
            Data = data,
            Postgres = values.Get(StoreSettings.Postgres),
            Cluster = cluster,
            AcceptedLoss = values.Get(Settings.AcceptLoss),
            ObjectsDirectory = values.Get(Settings.ObjectsDirectory) ?? Path.Combine(data, "objects"),
            Server = new ServerOptions
            {
                Hosting = ServerSettings.Read(values),
                Authentication = ReadAuthentication(values, key),
                Accounts = accounts,
                Logins = LoginSettings.Read(values),
                SealingKey = sealing,
                KeyFile = values.Get(Settings.KeyFile) ?? Path.Combine(data, "sealing.key"),
                KeyFileFlag = Settings.KeyFile.Flag,
                Audit = AuditSettings.Read(values),
                Tls = tls,
                TlsDirectory = Path.Combine(data, "tls"),
                Region = ReadRegion(values),
                Health = HealthSettings.Read(values, engine),
                CallRates = RateSettings.ReadCalls(values),
                Limits = engine.Limits,
            },
            Engine = engine with { PageBytes = ServerSettings.ReadPageBytes(values) },
            Memory = MemorySettings.Read(values, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes),
            Http = http,
            Telemetry = telemetry,
            MetricsListen = TelemetrySettings.ReadListen(values),
            Log = new()
            {
                Least = values.Get(Settings.LogLevel),
                Format = values.Get(Settings.LogForm),
                TellsEvents = values.Get(Settings.LogEvents),
            },
            Functions = functions,
            Services = new() { Services = services, Connections = http.Connections, JsonDepth = http.JsonDepth },
            Chat = ChatSettings.Read(values, http),
            Messages = messages with { Connections = http.Connections },
            Events = events with { Connections = http.Connections },
            Remarks = !listen.Any(url => url.IsTls) && TlsSettings.Unused(values) is { } unused ? [unused] : [],
        };
    }

    private static AuthenticationOptions ReadAuthentication(SettingValues values, AccessKey? key) => new()
    {
        Key = key,
        Nonces = values.Get(Settings.Nonces),
        ClockSkew = TimeSpan.FromMinutes(values.Get(Settings.ClockSkewMinutes)),
        ExpectedHost = values.Get(Settings.ExpectedHost),
    };

    /// <param name="mayBeOpen">Whether there is no key for sure, so that anybody may call.</param>
    private static void CheckListen(SettingValues values, bool mayBeOpen, SettingProblems problems)
    {
        var listen = problems.Gather(() => values.Get(Settings.Listen), Settings.Listen.Absent);
        var origin = values.OriginOf(Settings.Listen) ?? Settings.Listen.Flag;
        if (listen.Count == 0)
        {
            problems.Add(null, SettingTexts.FormatListensNowhere(origin));
        }

        if (listen.Where(url => url.EndPoint.Port != 0).GroupBy(url => url.EndPoint).FirstOrDefault(same => same.Count() > 1)
            is { } twice)
        {
            problems.Add(null, SettingTexts.FormatListensTwice(origin, twice.Key));
        }

        if (mayBeOpen && listen.FirstOrDefault(url => !url.IsLoopback) is { } remote)
        {
            problems.Add(
                null,
                SettingTexts.FormatOpenToAll(origin, remote, Settings.Listen.Default));
        }
    }

    private static MasterKey? ReadSealingKey(SettingValues values) =>
        values.Get(Settings.SealingKey) is { } key ? SealingKeySource.OfText(key, Settings.SealingKey.Name) : null;

    private static Region ReadRegion(SettingValues values) => new(
        values.Get(Settings.RegionId)!,
        values.Get(Settings.RegionEndpoint) ?? values.Get(Settings.Listen).FirstOrDefault()?.Authority ?? "");

    private static AccessKey? ReadKey(SettingValues values)
    {
        var (id, secret) = (values.Get(Settings.AccessKeyId), values.Get(Settings.AccessKeySecret));
        return (id, secret) switch
        {
            (null, null) => null,
            (not null, not null) => new AccessKey(id, secret),
            _ => throw Wrong(
                SettingTexts.FormatBelongTogether(Settings.AccessKeyId.Variable, Settings.AccessKeySecret.Variable)),
        };
    }

    private static StartException Wrong(string sentence) => new(sentence, StartException.Usage);
}
