namespace Sluice.Engine.Ownership;

/// <summary>Which shards are this engine's, and since which epoch. A shard never claims itself: it is given.</summary>
/// <remarks>Callers on any thread.</remarks>
internal interface IShardDirectory : IAsyncDisposable
{
    /// <summary>Asks for a shard, once.</summary>
    /// <param name="given">
    /// Called each time that the shard has become this engine's, with its new epoch: by then it is claimed, and what was
    /// in memory of it counts for nothing. Be quick.
    /// </param>
    void Join(int shard, Action<long> given);

    /// <summary>
    /// A shard that was given is lost: it has another owner, or its memory is ahead of the store. It is given anew when it
    /// is this engine's again.
    /// </summary>
    /// <param name="pause">Not before this time has passed, for what made it fail to pass as well.</param>
    void NoteLost(int shard, TimeSpan pause);
}
