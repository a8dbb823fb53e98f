using Sluice.Definitions.States;
using Sluice.Interpreter.Frames;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Interpreter;

/// <summary>What a state wants next. Plain data: nothing has happened yet.</summary>
internal abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>The state is done, without a result of its own; move along its Next, or end the scope.</summary>
    /// <param name="Jump">Id of the sibling to go on at; null to follow the state's own Next.</param>
    /// <param name="Option">Of a Choice: the place of the option that holds; their count for the default.</param>
    public sealed record Leave(int? Jump = null, int Option = 0) : Decision
    {
        /// <summary>Along the state's own Next.</summary>
        public static Leave Onwards { get; } = new();
    }

    /// <summary>Wake the state once, this long after it is recorded.</summary>
    public sealed record Sleep(TimeSpan Delay) : Decision;

    /// <summary>Call a service and wait for it.</summary>
    /// <param name="Timeout"><see cref="TimeSpan.Zero"/> for none.</param>
    /// <param name="ServiceParams">Classic language: those that were written, for the history; null for none.</param>
    public sealed record Call(
        string Action,
        TaskMode Mode,
        JsonPayload Parameters,
        TimeSpan Timeout,
        JsonPayload? ServiceParams = null) : Decision;

    /// <summary>Run the scopes inside the state; it is done when all of them are.</summary>
    public sealed record Open(PendingScopes Scopes) : Decision;

    /// <summary>Run children for the items of a distributed Map; it is done when its run is.</summary>
    public sealed record RunMap(MapRunPlan Plan) : Decision;

    /// <summary>The attempt failed; Retry and Catch have their say.</summary>
    public sealed record Fail(StepFailure Failure) : Decision;
}
