using Sluice.Server.Hosting;

namespace Sluice.Cli.Configuration;

/// <summary>What a connection and a request may take of the server.</summary>
internal static class ServerSettings
{
    private static readonly Setting<int> RequestSeconds = Setting.Number("server.requestSeconds", 1, 3_600, 30);

    private static readonly Setting<int> FirstByteSeconds = Setting.Number("server.firstByteSeconds", 1, 600, 10);

    private static readonly Setting<int> Http2Streams = Setting.Number("server.http2Streams", 1, 1_000, 32);

    private static readonly Setting<int> PageMegabytes = Setting.Number("server.pageMegabytes", 1, 1_024, 4);

    private static readonly Setting<int> DrainSeconds = Setting.Number("server.drainSeconds", 0, 3_600, 0);

    public static IReadOnlyList<Setting> All { get; } =
        [RequestSeconds, FirstByteSeconds, Http2Streams, PageMegabytes, DrainSeconds];

    /// <summary>Bytes of one page.</summary>
    public static long ReadPageBytes(SettingValues values) => (long)values.Get(PageMegabytes) << 20;

    public static HostingOptions Read(SettingValues values) => new()
    {
        Listen = values.Get(Settings.Listen),
        TrustedProxies = values.Get(HttpSettings.TrustedProxies),
        MaxConnections = values.Get(Settings.MaxConnections),
        HeaderTime = TimeSpan.FromSeconds(values.Get(Settings.HeaderSeconds)),
        RequestTime = TimeSpan.FromSeconds(values.Get(RequestSeconds)),
        FirstByteTime = TimeSpan.FromSeconds(values.Get(FirstByteSeconds)),
        Http2Streams = values.Get(Http2Streams),
        DrainTime = TimeSpan.FromSeconds(values.Get(DrainSeconds)),
    };
}
