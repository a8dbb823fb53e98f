using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Sluice.Telemetry;

/// <summary>Collects what the rooms measure, with the libraries of OpenTelemetry.</summary>
public static class Collection
{
    /// <summary>Everything of the product's own is called so.</summary>
    private const string OfSluice = "Sluice.*";

    /// <summary>The web server's spans of requests, in the trace of whoever sends them.</summary>
    private const string OfRequests = "Microsoft.AspNetCore";

    /// <summary>Adds the collectors, which start and stop with their host.</summary>
    public static void Add(IServiceCollection services, TelemetryOptions options)
    {
        var builder = services.AddOpenTelemetry().ConfigureResource(resource => resource
            .AddService("sluice", serviceVersion: options.Version, autoGenerateServiceInstanceId: true));
        if (options.Prometheus || options.SendsMetrics)
        {
            builder.WithMetrics(metrics => Configure(metrics, options));
        }

        if (options.SendsTraces)
        {
            builder.WithTracing(traces => traces
                .AddSource(OfSluice, OfRequests)
                .SetSampler(new TraceSampler(options.TracePercent / 100.0))
                .AddOtlpExporter(exporter => Configure(exporter, options, "v1/traces")));
        }
    }

    /// <summary>What answers whoever scrapes metrics.</summary>
    /// <param name="services">Of the host.</param>
    public static RequestDelegate Scrape(IServiceProvider services) => new ApplicationBuilder(services)
        .UseOpenTelemetryPrometheusScrapingEndpoint(static _ => true)
        .Build();

    private static void Configure(MeterProviderBuilder metrics, TelemetryOptions options)
    {
        metrics.AddMeter(OfSluice).AddRuntimeInstrumentation();
        if (options.Prometheus)
        {
            metrics.AddPrometheusExporter(exporter => exporter.ScopeInfoEnabled = false);
        }

        if (options.SendsMetrics)
        {
            metrics.AddOtlpExporter(exporter => Configure(exporter, options, "v1/metrics"));
        }
    }

    /// <param name="path">Of the signal, where the protocol has one.</param>
    private static void Configure(OtlpExporterOptions exporter, TelemetryOptions options, string path)
    {
        exporter.Protocol = options.IsGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = options.IsGrpc ? options.Collector : new Uri(options.Collector.ToString().TrimEnd('/') + "/" + path);
        exporter.Headers = options.Headers ?? "";
    }
}
