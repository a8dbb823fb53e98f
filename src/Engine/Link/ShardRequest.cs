using Sluice.Model.Names;

namespace Sluice.Engine.Link;

/// <summary>What somebody outside asks of a shard: plain values, which can go from one node to another.</summary>
/// <remarks>A request may arrive twice, or after its shard has moved; each kind says why that does no harm.</remarks>
internal abstract record ShardRequest
{
    /// <summary>Whose caller asks; null for nobody's, or when that is not known. Not sent.</summary>
    public AccountId? Owner { get; init; }

    /// <summary>
    /// Done a second time, by a node that knows nothing of the first, it comes to the same and has the same answer.
    /// </summary>
    public virtual bool MayBeDoneTwice => false;

    /// <summary>Asks this of a shard, whatever the kind of answer.</summary>
    public abstract ValueTask<object> AskAsync(IShardLink link, int shard);
}

/// <inheritdoc/>
/// <typeparam name="TAnswer">What it is answered; one of the kinds that <see cref="AnswerCodec"/> knows.</typeparam>
internal abstract record ShardRequest<TAnswer> : ShardRequest
    where TAnswer : notnull
{
    /// <summary>The same request, when it may have been carried out before.</summary>
    public virtual ShardRequest<TAnswer> Again() => this;

    public sealed override async ValueTask<object> AskAsync(IShardLink link, int shard) =>
        await link.AskAsync(shard, this);
}
