using Microsoft.Extensions.Logging;

namespace Sluice.Engine.Commits;

internal sealed partial class Committer
{
    [LoggerMessage(Level = LogLevel.Error, Message =
        "Whether a commit was written is not known; its callers are told so, and {Batches} batches are dropped and read "
        + "back.")]
    private partial void LogUncertain(int batches);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Somebody else has taken over these shards: {Shards}. What they had decided since is dropped; the others go on.")]
    private partial void LogFenced(string shards);

    [LoggerMessage(Level = LogLevel.Error, Message = "A commit failed in an unforeseen way.")]
    private partial void LogCommitFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The store failed; the process must end.")]
    private partial void LogStoreFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Something that waited for a commit failed.")]
    private partial void LogAfterCommitFailed(Exception exception);
}
