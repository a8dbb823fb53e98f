using Sluice.Model.Names;

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

/// <summary>A place in a list of all schedules.</summary>
public sealed record SchedulePlace(string Flow, string Schedule);

/// <summary>A schedule, and whose it is.</summary>
public sealed record FlowSchedule(string Flow, ScheduleView Schedule);

/// <param name="Next">Where the next page begins; null when this is the last one.</param>
public sealed record SchedulePage(IReadOnlyList<FlowSchedule> Items, SchedulePlace? Next);
