using Sluice.Engine.Starting;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Link;

/// <summary>Start an execution, or find the running one of this name. Answered with the execution.</summary>
/// <remarks>The second one finds the execution of the first by its name.</remarks>
/// <param name="Revision">Number of the revision to run; not of an Express flow.</param>
/// <param name="Name">Drawn at random when it <paramref name="IsGenerated"/>.</param>
/// <param name="CallbackToken">A task token to be reported on when the execution ends; null for none.</param>
/// <param name="Qualifier">The version or alias that led to the revision; null for the working copy.</param>
/// <param name="Depth">How many executions were started one by another before this one.</param>
internal sealed record StartRequest(
    long Revision,
    string Name,
    bool IsGenerated,
    ExecutionInput Input,
    string? CallbackToken = null,
    string? Qualifier = null,
    int Depth = 0) : ShardRequest<ExecutionRow>
{
    /// <summary>The execution a task of which starts it; null for none.</summary>
    public ExecutionId? Parent { get; init; }

    /// <summary>The execution that it is a rerun of; null for none.</summary>
    public RerunOf? RerunOf { get; init; }

    /// <summary>
    /// It came from another node, and perhaps for the second time: then even a generated name is looked for, which costs a
    /// read. Not sent.
    /// </summary>
    public bool MayHaveComeBefore { get; init; }

    public override bool MayBeDoneTwice => true;

    public override ShardRequest<ExecutionRow> Again() => this with { MayHaveComeBefore = true };
}

/// <summary>Stop an execution at once. Answered with the execution as it has ended.</summary>
/// <remarks>The second one finds it ended, and is told so.</remarks>
internal sealed record StopRequest(ExecutionId Execution, string FlowName, string Error, string Cause)
    : ShardRequest<ExecutionRow>;

/// <summary>Go on with an execution that has ended without success. Answered with the execution as it runs again.</summary>
/// <remarks>The second one finds it running, and is told so.</remarks>
/// <param name="Revision">Number of the revision to go on with; null for the one that it has run.</param>
/// <param name="By">Who asks for it; for the history.</param>
internal sealed record RedriveRequest(ExecutionId Execution, string FlowName, long? Revision, string By)
    : ShardRequest<ExecutionRow>;

/// <summary>Remove an execution that has ended. Answered with whether it is gone; if not, the next one goes on with it.</summary>
/// <remarks>The second one finds it gone.</remarks>
internal sealed record DeleteRequest(ExecutionId Execution) : ShardRequest<bool>
{
    public override bool MayBeDoneTwice => true;
}

/// <summary>Take a report on a task whose token has been verified. Answered with the EventId of the event that records it.</summary>
/// <remarks>The second one finds no such attempt pending, and is told so.</remarks>
/// <param name="Account">Whose caller it is; the token of another account counts as unknown.</param>
/// <param name="Nonce">The random bits of the token.</param>
internal sealed record ReportRequest(
    AccountId Account, ExecutionId Execution, int Frame, int Attempt, ulong Nonce, Outcome<JsonPayload> Result)
    : ShardRequest<long>
{
    /// <summary>Who has decided so, for the history; null for whoever has the token.</summary>
    public string? By { get; init; }
}

/// <summary>A flow is deleted, and that is stored: its executions stop after the step they are in, its schedules go.</summary>
/// <remarks>
/// The second one finds nothing left. One that never arrives costs nothing but time: the shard learns it from the store when
/// it is taken up. Answered with true.
/// </remarks>
internal sealed record FlowDeletedRequest(long FlowId) : ShardRequest<bool>
{
    public override bool MayBeDoneTwice => true;
}
