using Sluice.Engine;

namespace Sluice.Server.Health;

/// <summary>When the server says that it is not ready.</summary>
public sealed record HealthOptions
{
    /// <summary>What sets <see cref="LeastFreeBytes"/>, by name.</summary>
    public const string FreeSetting = "health.freeMegabytes";

    /// <summary>Lies on the disk that is looked at; null where none is.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Less room than that on it, and the server is not ready. 64 MiB.</summary>
    public long LeastFreeBytes { get; init; } = 64L << 20;

    /// <summary>How long executions are kept; null for ever. For whoever asks: the engine sees to it.</summary>
    public TimeSpan? Retention { get; init; }

    /// <summary>How many of each flow are kept; null for any number. Likewise.</summary>
    public long? RetentionCount { get; init; }

    /// <summary>Flows with a rule of their own. Likewise.</summary>
    public IReadOnlyList<FlowRetention> RetentionByFlow { get; init; } = [];

    /// <summary>What everything is set to, without secrets; for whoever runs the server.</summary>
    public IReadOnlyList<SettingInUse> Settings { get; init; } = [];

    /// <summary>The terms of what the program brings along.</summary>
    public IReadOnlyList<Licence> Licences { get; init; } = [];
}
