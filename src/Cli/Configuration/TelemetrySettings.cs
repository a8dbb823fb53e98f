using Sluice.Server.Hosting;
using Sluice.Server.Starting;
using Sluice.Telemetry;

namespace Sluice.Cli.Configuration;

/// <summary>Which metrics and traces are given out, and to whom.</summary>
internal static class TelemetrySettings
{
    private static readonly Setting<bool> Prometheus = Setting.Flagged(
        "metrics.prometheus", false, "Answers GET /metrics for Prometheus: at metrics.listen, or else on an open server to this machine.");

    private static readonly Setting<IReadOnlyList<ListenUrl>> MetricsListen = Setting.List<ListenUrl>(
        "metrics.listen",
        ListenUrl.Form,
        "",
        "Where only /metrics is answered, /healthz and /readyz, to anybody without a signature. Metrics name accounts and flows.",
        ListenUrl.TryParse);

    private static readonly Setting<bool> MetricsOtlp = Setting.Flagged(
        "metrics.otlp", false, "Sends metrics to the collector at otlp.endpoint.");

    private static readonly Setting<int> MetricsFlows = Setting.Number(
        "metrics.flows", 1, 400, 100, "Flows that have numbers of their own; what all others do is counted together as '(other)'.");

    private static readonly Setting<bool> TracesOtlp = Setting.Flagged(
        "traces.otlp", false, "Sends traces to the collector at otlp.endpoint.");

    private static readonly Setting<int> TracesPercent = Setting.Number(
        "traces.percent",
        0,
        100,
        100,
        "How many of a hundred traces that begin here are sent. Of traces that a caller begins, the caller's choice counts.");

    private static readonly Setting<Uri> Endpoint = new(
        "otlp.endpoint",
        "a URL of http or https",
        "http://127.0.0.1:4317",
        "The address of an OpenTelemetry collector. Nothing is sent unless metrics.otlp or traces.otlp asks for it.",
        new Uri("http://127.0.0.1:4317"),
        TryParseUrl);

    private static readonly Setting<OtlpProtocol> Protocol = Setting.Choice(
        "otlp.protocol", OtlpProtocol.Grpc, "What the collector speaks: gRPC, or Protobuf over plain HTTP.");

    private static readonly Setting<string?> Headers = Setting.Text(
        "otlp.headers", null, "Headers for the collector, as name=value,name=value.") with
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
                $"{Prometheus.Name} needs {MetricsListen.Name} where requests are signed, since who collects metrics signs "
                + "nothing: name a URL that only that comes to, such as http://127.0.0.1:9464.");
        }

        return listens && !scrapes
            ? throw Wrong($"{MetricsListen.Name} is for {Prometheus.Name}: set that to true, or leave both out.")
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
