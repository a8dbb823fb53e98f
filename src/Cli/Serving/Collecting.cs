using System.Runtime.CompilerServices;
using Sluice.Server.Hosting;
using Sluice.Server.Metering;
using Sluice.Telemetry;

namespace Sluice.Cli.Serving;

/// <summary>Has metrics and traces collected, where the settings ask for it.</summary>
internal static class Collecting
{
    /// <returns>Null when nothing is collected: then none of the libraries for it is loaded.</returns>
    public static Instrumentation? Of(TelemetryOptions options, IReadOnlyList<ListenUrl> listen) =>
        options.IsOn ? Load(options, listen) : null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Instrumentation Load(TelemetryOptions options, IReadOnlyList<ListenUrl> listen) => new()
    {
        AddTo = services => Collection.Add(services, options with { Version = Banner.Version }),
        Scrape = options.Prometheus ? Collection.Scrape : null,
        Listen = listen,
    };
}
