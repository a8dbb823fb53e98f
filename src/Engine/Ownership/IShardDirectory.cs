namespace Sluice.Engine.Ownership;

/// <summary>Which shards are this engine's, and since which epoch. A shard never claims itself: it is given.</summary>
/// <remarks>
/// What a directory says is a hint, late or wrong at times: who owns a shard is decided by the store, whose fence stands in
/// each commit. Callers on any thread.
/// </remarks>
public interface IShardDirectory : IAsyncDisposable
{
    /// <summary>
    /// No other engine works on the store, and all shards are given: the engine is open when it has them, and what is in
    /// memory of a shard is never behind the store. A request for a shard that has not been given then is told to come
    /// again, and not that it is at the wrong engine.
    /// </summary>
    bool IsAlone { get; }

    /// <summary>Asks for a shard, once.</summary>
    /// <param name="given">
    /// Called each time that the shard has become this engine's, with its new epoch: by then it is claimed, and what was
    /// in memory of it counts for nothing. Be quick.
    /// </param>
    /// <param name="taken">
    /// Called when the shard, given with this epoch, is this engine's no longer, as far as is known. Be quick.
    /// </param>
    void Join(int shard, Action<long> given, Action<long> taken);

    /// <summary>
    /// A shard that was given is lost: it has another owner, or its memory is ahead of the store. It is given anew when it
    /// is this engine's again.
    /// </summary>
    /// <param name="pause">Not before this time has passed, for what made it fail to pass as well.</param>
    void NoteLost(int shard, TimeSpan pause);
}
