using Microsoft.Extensions.Logging;
using Sluice.Storage;

namespace Sluice.Engine.Commits;

internal sealed partial class Committer
{
    [LoggerMessage(Level = LogLevel.Error, Message =
        "The store did not take a commit ({Result}); {Batches} batches are dropped and their shards read back. "
        + "Check the disk's free space and permissions.")]
    private partial void LogNotWritten(CommitResult result, int batches);

    [LoggerMessage(Level = LogLevel.Error, Message = "A commit failed in an unforeseen way.")]
    private partial void LogCommitFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The store failed; the process must end.")]
    private partial void LogStoreFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Something that waited for a commit failed.")]
    private partial void LogReleaseFailed(Exception exception);
}
