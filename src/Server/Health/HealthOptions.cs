using Sluice.Engine;

namespace Sluice.Server.Health;

/// <summary>When the server says that it is not ready.</summary>
public sealed record HealthOptions
{
    /// <summary>What sets <see cref="LeastFreeBytes"/>, by name.</summary>
    public const string FreeSetting = "health.freeMegabytes";

    /// <summary>
    /// Less room than that on the disk of the data directory, and the server is not ready and begins nothing new: what is
    /// left is for ending what runs. 64 MiB.
    /// </summary>
    public long LeastFreeBytes { get; init; } = 64L << 20;

    /// <summary>Why nothing new may begin, as a part of a sentence; null when it may, also while nobody knows.</summary>
    /// <param name="disk">Null where none is looked at.</param>
    public string? WhyNothingBegins(DiskWatch? disk) => disk?.Space is { } space && space.Free < LeastFreeBytes
        ? $"the server's disk is full but for the last {LeastFreeBytes >> 20} MiB, which are for ending what runs "
            + $"(setting {FreeSetting})"
        : null;

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
