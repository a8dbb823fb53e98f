namespace Sluice.Server.Hosting;

/// <summary>Marks a connection that has come over the listener of metrics.</summary>
internal sealed class MetricsConnection
{
    public static MetricsConnection Mark { get; } = new();
}
