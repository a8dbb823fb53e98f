using Microsoft.Extensions.Logging;

namespace Sluice.Engine.Shards;

internal sealed partial class Shard
{
    [LoggerMessage(Level = LogLevel.Error, Message =
        "A turn of shard {Shard} failed; the shard begins anew from the store.")]
    private partial void LogTurnFailed(Exception exception, int shard);
}
