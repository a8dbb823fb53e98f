namespace Sluice.Engine.Commits;

/// <summary>Why something that waits for a commit waits in vain.</summary>
/// <param name="Problem">Why the store cannot write, as a sentence; null when that is not the reason.</param>
/// <param name="Elsewhere">
/// The shard, when it is another engine's: nothing has happened, and that one can be asked. Null when nobody knows, and always
/// for an engine that is alone.
/// </param>
internal readonly record struct Loss(string? Problem, int? Elsewhere = null);

/// <summary>A request has come to an engine that does not work on its shard. Nothing has happened.</summary>
internal sealed class ShardElsewhereException(int shard) : Exception($"Shard {shard} is not worked on here.")
{
    public int Shard => shard;
}
