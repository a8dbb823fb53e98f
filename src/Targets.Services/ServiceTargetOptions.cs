using Sluice.Model;
using Sluice.Outbound;

namespace Sluice.Targets.Services;

/// <summary>Which services can be called, and how they are reached. Read once, when the target is made.</summary>
public sealed record ServiceTargetOptions
{
    /// <summary>Each name once. Default: none.</summary>
    public IReadOnlyList<ConfiguredService> Services { get; init; } = [];

    public ConnectionOptions Connections { get; init; } = new();

    /// <summary>Levels of arrays and objects in an answer that is read as JSON; deeper ones are text. 128.</summary>
    public int JsonDepth { get; init; } = Limits.Default.JsonDepth;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
