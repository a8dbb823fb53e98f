using Sluice.Cli.Wording;
using Sluice.Server.Hosting;
using Sluice.Server.Starting;
using Sluice.Telemetry;

namespace Sluice.Cli.Configuration;

/// <summary>Which metrics and traces are given out, and to whom.</summary>
internal static class TelemetrySettings
{
    private static readonly Setting<bool> Prometheus = Setting.Flagged("metrics.prometheus", false);

    private static readonly Setting<IReadOnlyList<ListenUrl>> MetricsListen = Setting.List<ListenUrl>(
        "metrics.listen", static () => SettingTexts.FormOfListen, "", ListenUrl.TryParse);

    private static readonly Setting<bool> MetricsOtlp = Setting.Flagged("metrics.otlp", false);

    private static readonly Setting<int> MetricsFlows = Setting.Number("metrics.flows", 1, 400, 100);

    private static readonly Setting<bool> TracesOtlp = Setting.Flagged("traces.otlp", false);

    private static readonly Setting<int> TracesPercent = Setting.Number("traces.percent", 0, 100, 100);

    private static readonly Setting<Uri> Endpoint = new(
        "otlp.endpoint",
        static () => SettingTexts.AnyUrl,
        "http://127.0.0.1:4317",
        new Uri("http://127.0.0.1:4317"),
        TryParseUrl);

    private static readonly Setting<OtlpProtocol> Protocol = Setting.Choice("otlp.protocol", OtlpProtocol.Grpc);

    private static readonly Setting<string?> Headers = Setting.Text("otlp.headers", null) with
    {
        IsSecret = true,
    };

    public static IReadOnlyList<Setting> All { get; } =
        [Prometheus, MetricsListen, MetricsOtlp, MetricsFlows, TracesOtlp, TracesPercent, Endpoint, Protocol, Headers];

    public static int ReadFlows(SettingValues values) => values.Get(MetricsFlows);

    public static IReadOnlyList<ListenUrl> ReadListen(SettingValues values) => values.Get(MetricsListen);

    /// <param name="isOpen">Whether calls need no signature.</param>
    /// <exception cref="StartException">There is no place for metrics to be answered, or one for nothing.</exception>
    public static TelemetryOptions Read(SettingValues values, bool isOpen)
    {
        var (scrapes, listens) = (values.Get(Prometheus), values.Get(MetricsListen).Count > 0);
        if (scrapes && !listens && !isOpen)
        {
            throw Wrong(
                SettingTexts.FormatMetricsNeedListen(Prometheus.Name, MetricsListen.Name));
        }

        return listens && !scrapes
            ? throw Wrong(SettingTexts.FormatMetricsListenAlone(MetricsListen.Name, Prometheus.Name))
            : new TelemetryOptions
            {
                Prometheus = scrapes,
                SendsMetrics = values.Get(MetricsOtlp),
                SendsTraces = values.Get(TracesOtlp),
                TracePercent = values.Get(TracesPercent),
                Collector = values.Get(Endpoint),
                IsGrpc = values.Get(Protocol) == OtlpProtocol.Grpc,
                Headers = values.Get(Headers),
            };
    }

    private static bool TryParseUrl(string text, out Uri value) =>
        Uri.TryCreate(text, UriKind.Absolute, out value!) && value.Scheme is "http" or "https";

    private static StartException Wrong(string sentence) => new(sentence, StartException.Usage);
}
