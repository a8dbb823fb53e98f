using Microsoft.Extensions.Logging;
using Sluice.Model;

namespace Sluice.Engine.Shards;

internal sealed partial class Shard
{
    [LoggerMessage(Level = LogLevel.Error, Message =
        "A turn of shard {Shard} failed; the shard begins anew from the store.")]
    private partial void LogTurnFailed(Exception exception, int shard);

    [LoggerMessage(Level = LogLevel.Error, Message =
        "Execution {Execution} of flow {Flow} broke the interpreter at stimulus {Stimulus}; it is left alone until a restart.")]
    private partial void LogInterpreterBroke(Exception exception, ExecutionId execution, string flow, string stimulus);

    [LoggerMessage(Level = LogLevel.Error, Message =
        "Execution {Execution} of flow number {FlowId} cannot be gone on with; it is left alone until a restart.")]
    private partial void LogCannotLoad(Exception exception, ExecutionId execution, long flowId);

    [LoggerMessage(Level = LogLevel.Information, Message =
        "Call {Key} of {Action}, for step {Step} of execution {Execution} of flow {Flow}, was out when the engine went down; "
        + "it is made again by the same key.")]
    private partial void LogCalledAgain(string key, string action, string step, string execution, string flow);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Shard {Shard} makes {Calls} calls again that were out when the engine went down, each by the same key; histories "
        + "tell which, and so does the log at level information.")]
    private partial void LogCallsMadeAgain(int shard, int calls);

    [LoggerMessage(Level = LogLevel.Error, Message =
        "Map run {Run} of execution {Execution} cannot be gone on with; it is left alone until a restart.")]
    private partial void LogCannotLoadMapRun(Exception exception, string run, ExecutionId execution);

    [LoggerMessage(Level = LogLevel.Error, Message = "Letter {Id} between shards cannot be read; it is left in the store.")]
    private partial void LogCannotReadLetter(Exception exception, long id);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Schedule {Schedule} of flow {Flow} missed {Count} firings, from {From} to {Until}; it goes on with what comes now.")]
    private partial void LogMissed(string schedule, string flow, long count, string from, string until);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Schedule {Schedule} of flow {Flow} missed more firings than are counted: {Count} from {From} to {Until}, and others "
        + "after that; it goes on with what comes now.")]
    private partial void LogMissedMany(string schedule, string flow, long count, string from, string until);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Execution {Execution} of flow {Flow}, due by a schedule, is not started: {Code}: {Reason}")]
    private partial void LogNotStarted(string execution, string flow, string code, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message =
        "Schedule {Schedule} of flow number {FlowId} does not fire: this machine cannot read its expression '{Cron}', "
        + "perhaps for want of its time zone.")]
    private partial void LogCannotReadSchedule(string schedule, long flowId, string cron);
}
