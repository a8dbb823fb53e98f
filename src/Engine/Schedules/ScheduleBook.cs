using System.Diagnostics.CodeAnalysis;
using Sluice.Model;

namespace Sluice.Engine.Schedules;

/// <summary>All schedules of a shard, by number and by name.</summary>
internal sealed class ScheduleBook
{
    private readonly Dictionary<ExecutionId, LiveSchedule> _schedules = [];
    private readonly HashSet<(long FlowId, string Name)> _names = [];

    public IReadOnlyCollection<LiveSchedule> All => _schedules.Values;

    public bool Has(long flowId, string name) => _names.Contains((flowId, name));

    public bool TryGet(ExecutionId id, [NotNullWhen(true)] out LiveSchedule? schedule) =>
        _schedules.TryGetValue(id, out schedule);

    /// <summary>Adds a schedule, or replaces the one of its number.</summary>
    public void Keep(LiveSchedule schedule)
    {
        _schedules[schedule.Row.Id] = schedule;
        _names.Add((schedule.Row.FlowId, schedule.Row.Name));
    }

    public void Remove(LiveSchedule schedule)
    {
        _schedules.Remove(schedule.Row.Id);
        _names.Remove((schedule.Row.FlowId, schedule.Row.Name));
    }

    public void Clear()
    {
        _schedules.Clear();
        _names.Clear();
    }
}
