using Sluice.Engine.Commits;
using Sluice.Engine.Link;
using Sluice.Engine.Scheduling;
using Sluice.Model;

namespace Sluice.Engine.Nodes;

/// <summary>The way to all shards: to those of this engine by its own end, to others as bytes.</summary>
/// <remarks>
/// <para>
/// Whose a shard is, may be known wrongly or late: whoever gets a request that is not his says so, and then it is looked for
/// again, until the caller has waited long enough.
/// </para>
/// <para>
/// What is not answered is sent again, under the same number, to the same node: it alone knows whether it has carried the
/// request out. When that one is gone, only what does the same when it is done twice goes to another; of all else the
/// caller is told that nobody knows.
/// </para>
/// </remarks>
internal sealed class ForwardingLink(INodes nodes, IShardLink own, IEntropy entropy, TimeProvider time) : IShardLink
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Longer than it takes to find out that a node is gone, and for another one to take its shards over.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public Task<TAnswer> AskAsync<TAnswer>(int shard, ShardRequest<TAnswer> request)
        where TAnswer : notnull => new Errand<TAnswer>(this, shard, request).RunAsync();

    /// <summary>One request, until it is answered.</summary>
    private sealed class Errand<TAnswer>(ForwardingLink link, int shard, ShardRequest<TAnswer> request)
        where TAnswer : notnull
    {
        private readonly long _begun = link.Time.GetTimestamp();
        private UInt128 _number;
        private byte[]? _bytes;

        /// <summary>Who has not answered yet; null for nobody.</summary>
        private INode? _silent;

        private bool _mayHaveBeenDone;

        public async Task<TAnswer> RunAsync()
        {
            do
            {
                try
                {
                    return await AskOnceAsync();
                }
                catch (ShardElsewhereException)
                {
                    _silent = null;
                }
                catch (NodeSilentException)
                {
                    _mayHaveBeenDone = true;
                }

                await Task.Delay(Pause, link.Time);
            }
            while (MayGoOn());

            throw ApiException.InternalServerError();
        }

        private async Task<TAnswer> AskOnceAsync()
        {
            _silent ??= link.Nodes.FindOther(shard);
            if (_silent is not { } node)
            {
                return await link.Own.AskAsync(shard, _mayHaveBeenDone ? request.Again() : request);
            }

            if (_bytes is null)
            {
                (_number, _bytes) = (link.Entropy.NextSeed(), Wire.Encode(request));
            }

            return Wire.Decode(request, await node.AskAsync(_number, shard, _bytes));
        }

        private bool MayGoOn()
        {
            if (_silent is { IsGone: true })
            {
                if (!request.MayBeDoneTwice)
                {
                    return false;
                }

                _silent = null;
            }

            return link.Time.GetElapsedTime(_begun) < Patience;
        }
    }

    private INodes Nodes => nodes;

    private IShardLink Own => own;

    private IEntropy Entropy => entropy;

    private TimeProvider Time => time;
}
