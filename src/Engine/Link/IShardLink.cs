using Sluice.Engine.Commits;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Link;

/// <summary>The way to a shard for whoever is outside of it, wherever the shard is worked on.</summary>
/// <remarks>Callers on any thread.</remarks>
internal interface IShardLink
{
    /// <summary>Asks something of a shard.</summary>
    /// <returns>The shard's answer, once what it speaks of is durable.</returns>
    /// <exception cref="ApiException">The shard refuses, or cannot be reached in time.</exception>
    /// <exception cref="StoreDamagedException">What the request speaks of is damaged in the store.</exception>
    /// <exception cref="ShardElsewhereException">
    /// Only from an engine's own end of the link, and never from one that is alone: the shard is not worked on here, and
    /// nothing has happened. Whoever carries requests between engines asks the directory again.
    /// </exception>
    Task<TAnswer> AskAsync<TAnswer>(int shard, ShardRequest<TAnswer> request)
        where TAnswer : notnull;
}
