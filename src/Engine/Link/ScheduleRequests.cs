using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Link;

/// <summary>Create a schedule, in the shard of its name. Answered with the schedule.</summary>
/// <remarks>The second one finds the schedule of the first, and is told that there is one.</remarks>
/// <param name="Payload">JSON text of an object, or empty.</param>
internal sealed record CreateScheduleRequest(
    long FlowId, string FlowName, string Name, string Cron, string Payload, string Description, bool Enabled)
    : ShardRequest<ScheduleRow>;

/// <summary>Change a schedule; null leaves a member as it is. Answered with the schedule.</summary>
/// <remarks>The second one sets the values that are set. For one that is late see <see cref="UpdateMapRunRequest"/>.</remarks>
/// <param name="Payload">JSON text of an object; empty clears it.</param>
internal sealed record UpdateScheduleRequest(
    ExecutionId Schedule,
    string FlowName,
    string Name,
    string? Cron,
    string? Payload,
    string? Description,
    bool? Enabled) : ShardRequest<ScheduleRow>
{
    public override bool MayBeDoneTwice => true;
}

/// <summary>Delete a schedule. Answered with true.</summary>
/// <remarks>The second one finds none of that number, which is never given out again, and is told so.</remarks>
internal sealed record DeleteScheduleRequest(ExecutionId Schedule, string FlowName, string Name) : ShardRequest<bool>;
