using System.Diagnostics.Metrics;
using Sluice.Server.Guests;
using Sluice.Server.Health;

namespace Sluice.Server.Metering;

/// <summary>What the doors count: calls by operation and status, connections, memory, and the disk.</summary>
/// <remarks>With nobody who listens a call costs a look.</remarks>
internal sealed class ServerMeter : IDisposable
{
    /// <summary>By which collectors know it.</summary>
    public const string Name = "Sluice.Server";

    private static readonly object Ok = StatusCodes.Status200OK;

    private readonly Meter _meter = new(Name);
    private readonly Histogram<double> _requests;

    /// <param name="disk">Null where none is looked at.</param>
    public ServerMeter(Lobby lobby, DiskWatch? disk)
    {
        _requests = _meter.CreateHistogram<double>(
            "sluice.server.request.duration",
            "s",
            "Time from a call's head to its answer, by operation and status.",
            advice: new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60] });
        _meter.CreateObservableUpDownCounter(
            "sluice.server.connections", () => lobby.Connections, "{connection}", "Connections that are open.");
        _meter.CreateObservableUpDownCounter(
            "sluice.server.memory.used", () => lobby.Memory.Pot.Used, "By", "Memory that requests and answers hold.");
        _meter.CreateObservableGauge(
            "sluice.server.memory.limit", () => lobby.Memory.Pot.Size, "By", "Memory that requests and answers may hold.");
        _meter.CreateObservableGauge(
            "sluice.server.disk.free", () => Disk(disk, space => space.Free), "By", "Room on the disk of the data directory.");
        _meter.CreateObservableGauge(
            "sluice.server.disk.size", () => Disk(disk, space => space.Total), "By", "Size of the disk of the data directory.");
    }

    /// <param name="operation">One that there is; empty where the call was none.</param>
    public void Note(string operation, int status, double milliseconds)
    {
        if (_requests.Enabled)
        {
            _requests.Record(
                milliseconds / 1_000,
                new("sluice.operation", operation.Length == 0 ? "(none)" : operation),
                new("http.response.status_code", Boxed(status)));
        }
    }

    public void Dispose() => _meter.Dispose();

    /// <summary>Nearly every call ends well, and each would have a box of its own.</summary>
    private static object Boxed(int status) => status == StatusCodes.Status200OK ? Ok : status;

    private static IEnumerable<Measurement<long>> Disk(DiskWatch? disk, Func<DiskSpace, long> what) =>
        disk?.Space is { } space ? [new(what(space))] : [];
}
