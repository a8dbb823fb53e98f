using Sluice.Engine;
using Sluice.Engine.Metering;
using Sluice.Engine.Vitals;
using Sluice.Server.Hosting;
using Sluice.Sharing.Pots;

namespace Sluice.Server.Health;

/// <summary>What whoever runs a server wants to know of it as a whole.</summary>
/// <param name="Disk">Null where none is looked at.</param>
/// <param name="Memory">Null where requests have no budget.</param>
internal sealed record SystemFacts(
    EngineVitals Engine,
    LimitWarnings Warnings,
    ReadyChecks Ready,
    DiskWatch? Disk,
    Pot? Memory,
    HealthOptions Options,
    DateTimeOffset StartedAt)
{
    /// <summary>Such as <c>0.1.0</c>.</summary>
    public static string Version { get; } = typeof(SystemFacts).Assembly.GetName().Version!.ToString(3);

    /// <summary>Of an engine, without a server around it.</summary>
    public static SystemFacts Of(SluiceEngine engine, HealthOptions options, TimeProvider time) => new(
        engine.Vitals,
        engine.Warnings,
        new ReadyChecks(engine.Vitals, disk: null, options, new StopOrder(TimeSpan.Zero, time)),
        Disk: null,
        Memory: null,
        options,
        time.GetUtcNow());
}
