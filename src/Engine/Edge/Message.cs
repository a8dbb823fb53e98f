using Sluice.Engine.Link;
using Sluice.Engine.MapRuns;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Tasks;
using Sluice.Engine.Timers;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Edge;

/// <summary>What a shard is told. All its work begins with one of these, or with a timer.</summary>
internal abstract record Message
{
    private Message()
    {
    }

    /// <summary>Whose it is: it waits among the account's own. Null for nobody's, or when that is not known.</summary>
    public AccountId? Account { get; init; }

    /// <summary>It is about the shard as a whole, and keeps its place among all messages.</summary>
    public bool IsOfShard => this is Given or Lost or Close;

    /// <summary>Of the data that it brings, while nobody else counts them.</summary>
    public virtual long Bytes => 0;

    /// <summary>Somebody waits for an answer.</summary>
    public abstract record Asked : Message
    {
        /// <summary>Tells him that he gets none, and why.</summary>
        public abstract void Refuse(Exception reason);
    }

    /// <summary>A request from outside.</summary>
    public sealed record Asked<TAnswer>(ShardRequest<TAnswer> Request, Reply<TAnswer> Reply) : Asked
        where TAnswer : notnull
    {
        public override void Refuse(Exception reason) => Reply.Refuse(reason);
    }

    /// <summary>A call of a task has answered or failed.</summary>
    public sealed record CallEnded(
        ExecutionId Execution, int Frame, int Attempt, Outcome<JsonPayload> Result) : Message
    {
        public override long Bytes => Result.TryGet(out var output, out _) ? output.ByteCount : 0;
    }

    /// <summary>A call was out when its execution was read back, and is to be made again.</summary>
    public sealed record CallAgain(AttemptId Key) : Message;

    /// <summary>A call that had to wait has a place now.</summary>
    public sealed record CallNow(AttemptId Key) : Message;

    /// <summary>A letter of another shard, to be taken off by the commit that deals with it.</summary>
    public sealed record Incoming(LetterRow Letter) : Message;

    /// <summary>A commit with letters was lost from sight: ask the store for those that are there.</summary>
    public sealed record Collect : Message;

    /// <summary>News of something that a map run has set going.</summary>
    public sealed record OfMapRun(MapRunNews News) : Message
    {
        public override long Bytes => News is MapRunNews.ItemsRead { Fed: { } fed } ? fed.Bytes : 0;
    }

    /// <summary>Something has come due.</summary>
    public sealed record Due(TimerEntry Entry) : Message;

    /// <summary>The shard's system timer has gone off.</summary>
    public sealed record Alarm : Message;

    /// <summary>Write Express executions, which ran and ended elsewhere.</summary>
    /// <param name="Writes">Rows and journals whose numbers are this shard's.</param>
    public sealed record Record(CommitBatch Writes, Reply<bool> Reply) : Asked
    {
        public override void Refuse(Exception reason) => Reply.Refuse(reason);
    }

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
