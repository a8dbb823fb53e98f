namespace Sluice.Telemetry;

/// <summary>What is collected, and where it goes.</summary>
public sealed record TelemetryOptions
{
    /// <summary>Such as <c>0.1.0</c>.</summary>
    public string Version { get; init; } = "";

    /// <summary>Whether metrics are kept for whoever scrapes them.</summary>
    public bool Prometheus { get; init; }

    /// <summary>Whether metrics are sent to the collector.</summary>
    public bool SendsMetrics { get; init; }

    /// <summary>Whether traces are sent to the collector.</summary>
    public bool SendsTraces { get; init; }

    /// <summary>How many of a hundred traces that begin here are sent; those that callers begin are theirs to choose. 100.</summary>
    public int TracePercent { get; init; } = 100;

    /// <summary>The collector's address.</summary>
    public Uri Collector { get; init; } = new("http://127.0.0.1:4317");

    /// <summary>Whether the collector speaks gRPC; otherwise OTLP over plain HTTP.</summary>
    public bool IsGrpc { get; init; } = true;

    /// <summary>Headers for the collector, as <c>name=value,name=value</c>; null for none. May hold credentials.</summary>
    public string? Headers { get; init; }

    /// <summary>Whether anything is collected at all.</summary>
    public bool IsOn => Prometheus || SendsMetrics || SendsTraces;
}
