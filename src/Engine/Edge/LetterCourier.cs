using Sluice.Engine.Commits;
using Sluice.Engine.Link;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Edge;

/// <summary>
/// Sees to letters without delay once they are stored: shards of this engine get them, and the engines of the others are told
/// to look for them.
/// </summary>
/// <param name="isAlone">There are no others, and a shard that is not here will be.</param>
internal sealed class LetterCourier(IReadOnlyList<ShardEdge> edges, IShardLink link, bool isAlone)
{
    /// <param name="account">Whose execution has sent it; null for nobody's.</param>
    public void Pass(LetterRow letter, AccountId? account)
    {
        var edge = edges[letter.Shard];
        if (isAlone || edge.IsHere)
        {
            edge.Post(new Message.Incoming(letter) { Account = account });
        }
        else
        {
            _ = TellAsync(edge.Id);
        }
    }

    /// <summary>A shard may have stored letters that nobody was told of: the others look for them.</summary>
    public void TellOthers(int sender)
    {
        foreach (var edge in edges.Where(edge => edge.Id != sender))
        {
            if (isAlone || edge.IsHere)
            {
                edge.Post(new Message.Collect());
            }
            else
            {
                _ = TellAsync(edge.Id);
            }
        }
    }

    private async Task TellAsync(int shard)
    {
        try
        {
            await link.AskAsync(shard, new CollectLettersRequest());
        }
        catch (Exception e) when (e is ApiException or StoreDamagedException or ShardElsewhereException)
        {
            // Nobody has it, or he cannot be reached: whoever gets it looks by himself, and so does its owner now and then.
        }
    }
}
