using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Api;

/// <summary>A schedule to create.</summary>
public sealed record NewSchedule(FlowName Flow, ScheduleName Name, string Cron)
{
    /// <summary>JSON text of an object, or empty.</summary>
    public string Payload { get; init; } = "";

    public string Description { get; init; } = "";

    public bool Enabled { get; init; } = true;
}

/// <summary>Changes to a schedule; null leaves a member as it is.</summary>
public sealed record ScheduleUpdate(FlowName Flow, ScheduleName Name)
{
    public string? Cron { get; init; }

    /// <summary>JSON text of an object; empty clears it.</summary>
    public string? Payload { get; init; }

    public string? Description { get; init; }

    public bool? Enabled { get; init; }
}

/// <param name="HasMore">Whether schedules follow after the last one here.</param>
public sealed record SchedulePage(IReadOnlyList<ScheduleRow> Schedules, bool HasMore);
