namespace Sluice.Storage;

/// <summary>How a commit ended: durable, fenced, or nobody knows.</summary>
public sealed class CommitResult
{
    /// <summary>Written; survives a power cut.</summary>
    public static readonly CommitResult Durable = new(nameof(Durable), []);

    /// <summary>Nobody knows: the connection was lost before the answer. Read back before anything else.</summary>
    public static readonly CommitResult Unknown = new(nameof(Unknown), []);

    private readonly string _text;

    private CommitResult(string text, IReadOnlyList<ShardEpoch> fenced) => (_text, Fenced) = (text, fenced);

    /// <summary>
    /// Those of the batch's <see cref="CommitBatch.Epochs"/> that are outdated, in its order: these shards have another
    /// owner. With any of them nothing was written; drop what is in memory of these shards. What the batch held of the
    /// others may be written in another batch.
    /// </summary>
    public IReadOnlyList<ShardEpoch> Fenced { get; }

    /// <summary>The result of a batch some of whose epochs are outdated.</summary>
    /// <param name="outdated">At least one.</param>
    public static CommitResult FencedFor(IReadOnlyList<ShardEpoch> outdated)
    {
        ArgumentOutOfRangeException.ThrowIfZero(outdated.Count);
        return new($"Fenced for shards {string.Join(", ", outdated.Select(claim => claim.Shard))}", outdated);
    }

    public override string ToString() => _text;
}
