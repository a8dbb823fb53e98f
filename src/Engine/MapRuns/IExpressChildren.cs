using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Engine.MapRuns;

/// <summary>Runs the children of map runs that are Express executions: in memory, beside the shard's loop.</summary>
internal interface IExpressChildren
{
    /// <summary>Begins a child, on a thread of its own.</summary>
    /// <param name="index">Of the child.</param>
    /// <param name="begun">Told its number, when it does not end at once. On any thread, as is <paramref name="ended"/>.</param>
    /// <param name="ended">Told its end, but for one that the server's stop made.</param>
    void StartChild(
        MapRun run, int index, JsonPayload input, Action<ExecutionId> begun, Action<MapResult> ended);

    /// <summary>Stops an execution.</summary>
    /// <returns>False when none in progress has this number.</returns>
    bool TryStop(ExecutionId execution, Stimulus.StopRequested stop);
}
