namespace Sluice.Engine.Link;

/// <summary>Look for letters in the store: somebody has sent one. Answered with true.</summary>
/// <remarks>
/// The second one finds what is there. One that never arrives costs nothing but time: shards look now and then by themselves.
/// </remarks>
internal sealed record CollectLettersRequest : ShardRequest<bool>
{
    public override bool MayBeDoneTwice => true;
}
