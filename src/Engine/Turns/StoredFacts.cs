using Sluice.Engine.Flows;
using Sluice.Engine.Starting;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Turns;

/// <summary>What an execution knows of itself, as it is stored.</summary>
internal static class StoredFacts
{
    /// <exception cref="InvalidDataException">The stored input cannot be read.</exception>
    public static ExecutionFacts Of(ExecutionRow row, CompiledRevision revision) => new(
        revision.FlowName,
        row.Name,
        ExecutionInput.FromKept(row.Input).Payload,
        revision.Row.RoleArn,
        DateTimeOffset.FromUnixTimeMilliseconds(row.Started))
    {
        Mode = revision.Mode,
    };
}
