using Sluice.Engine.Api;
using Sluice.Engine.Flows;
using Sluice.Engine.MapRuns;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Tasks;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Shards;

/// <summary>What a shard is told. All its work begins with one of these, or with a timer.</summary>
internal abstract record Message
{
    private Message()
    {
    }

    /// <summary>Start an execution, or find the one of this name.</summary>
    /// <param name="Name">Unique when it <paramref name="IsGenerated"/>.</param>
    /// <param name="Input">A JSON object.</param>
    /// <param name="InputText">The caller's own bytes; null when none were sent.</param>
    public sealed record Start(
        CompiledRevision Revision,
        string Name,
        bool IsGenerated,
        JsonPayload Input,
        byte[]? InputText,
        string? CallbackToken,
        Reply<ExecutionRow> Reply) : Message
    {
        /// <summary>The version or alias that led to the revision; null for the working copy.</summary>
        public string? Qualifier { get; init; }

        /// <summary>How many executions were started one by another before this one.</summary>
        public int Depth { get; init; }
    }

    /// <summary>Stop an execution at once.</summary>
    public sealed record Stop(
        ExecutionId Execution, string FlowName, string Error, string Cause, Reply<ExecutionRow> Reply) : Message;

    /// <summary>Somebody reports on a task; the token has been verified.</summary>
    /// <param name="Account">Whose caller it is; the token of another account counts as unknown.</param>
    /// <param name="Reply">EventId of the event that records it.</param>
    public sealed record Report(
        AccountId Account,
        ExecutionId Execution,
        int Frame,
        int Attempt,
        ulong Nonce,
        Outcome<JsonPayload> Result,
        Reply<long> Reply) : Message;

    /// <summary>A call of a task has answered or failed.</summary>
    public sealed record CallEnded(
        ExecutionId Execution, int Frame, int Attempt, Outcome<JsonPayload> Result) : Message;

    /// <summary>A call was out when its execution was read back, and is to be made again.</summary>
    public sealed record CallAgain(AttemptId Key) : Message;

    /// <summary>An execution's turn stopped before it came to rest.</summary>
    public sealed record GoOn(ExecutionId Execution) : Message;

    /// <summary>A letter of another shard, to be taken off by the commit that deals with it.</summary>
    public sealed record Incoming(LetterRow Letter) : Message;

    /// <summary>A commit with letters was lost from sight: ask the store for those that are there.</summary>
    public sealed record Collect : Message;

    /// <summary>A map run has moved on, and that is stored: see what can be done next.</summary>
    public sealed record MapDrive(MapRun Run) : Message;

    /// <summary>Items of a map run have been read.</summary>
    public sealed record MapItems(MapRun Run, FedChildren Fed) : Message;

    /// <summary>An Express child of a map run has begun.</summary>
    public sealed record MapChildBegun(MapRun Run, int Index, ExecutionId Execution) : Message;

    /// <summary>An Express child of a map run has ended.</summary>
    public sealed record MapChildEnded(MapRun Run, MapResult Result) : Message;

    /// <summary>The results of a map run are where its ResultWriter says, or cannot be written.</summary>
    public sealed record MapWritten(MapRun Run, Outcome<JsonPayload> Result) : Message;

    /// <summary>Change what is asked of a map run; null leaves a member as it is.</summary>
    /// <param name="Reply">The run as it is then.</param>
    public sealed record MapUpdate(
        ExecutionId Execution,
        string ExecutionName,
        string Name,
        int? Concurrency,
        long? ToleratedCount,
        double? ToleratedPercentage,
        Reply<MapProgress> Reply) : Message;

    public sealed record CreateSchedule(FlowRow Flow, NewSchedule Request, Reply<ScheduleRow> Reply) : Message;

    public sealed record UpdateSchedule(
        ExecutionId Schedule, ScheduleUpdate Changes, Reply<ScheduleRow> Reply) : Message;

    public sealed record DeleteSchedule(
        ExecutionId Schedule, FlowName Flow, ScheduleName Name, Reply<bool> Reply) : Message;

    /// <summary>Executions of this flow stop after the step they are in, and its schedules go.</summary>
    public sealed record FlowDeleted(long FlowId) : Message;

    /// <summary>The shard's system timer has gone off.</summary>
    public sealed record Alarm : Message;

    /// <summary>Write Express executions, which ran and ended elsewhere.</summary>
    /// <param name="Writes">Rows and journals whose numbers are this shard's.</param>
    public sealed record Record(CommitBatch Writes, Reply<bool> Reply) : Message;

    /// <summary>Load the executions that were hot when the store was last closed, a few at a time.</summary>
    public sealed record Recover(ExecutionId After) : Message;

    /// <summary>The shard is this engine's from this epoch on: forget everything, and recover.</summary>
    public sealed record Given(long Epoch) : Message;

    /// <summary>A commit of this epoch is lost, or the shard has another owner: forget everything, and wait to be given.</summary>
    /// <param name="Damage">What kept the store from taking the shard's last commit, if it was damage.</param>
    public sealed record Lost(long Epoch, StoreDamagedException? Damage) : Message;

    /// <summary>Ask the store, and the executions in memory, for what comes due soon.</summary>
    public sealed record Sweep : Message;

    /// <summary>The engine stops: hand over what is decided, and turn away what still comes.</summary>
    public sealed record Close(TaskCompletionSource Done) : Message;
}
