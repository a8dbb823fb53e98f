using Sluice.Server.Hosting;

namespace Sluice.Server.Metering;

/// <summary>What collects metrics and traces of the process and gives them out. The program brings it, or there is none.</summary>
public sealed record Instrumentation
{
    /// <summary>Adds what has to start and to stop with the server.</summary>
    public required Action<IServiceCollection> AddTo { get; init; }

    /// <summary>Makes what answers <c>GET /metrics</c>; null where metrics are given out otherwise, or not at all.</summary>
    public Func<IServiceProvider, RequestDelegate>? Scrape { get; init; }

    /// <summary>Where that is answered, and nothing else is. Where this is empty, an open server answers it among other calls.</summary>
    public IReadOnlyList<ListenUrl> Listen { get; init; } = [];
}
