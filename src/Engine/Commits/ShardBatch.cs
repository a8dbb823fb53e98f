using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Commits;

/// <summary>What one turn of a shard wants written, and what waits for it.</summary>
/// <param name="shard">The shard it came from.</param>
/// <param name="epoch">The shard's epoch when the batch was made; one of a former life is not written.</param>
internal sealed class ShardBatch(int shard, long epoch)
{
    public int Shard => shard;

    public long Epoch => epoch;

    /// <summary>Whether the batch was made under a claim that is outdated, or under an older one.</summary>
    public bool IsOf(ShardEpoch outdated) => outdated.Shard == shard && epoch <= outdated.Epoch;

    public CommitBatch Writes { get; } = new();

    /// <summary>What may leave the process once the writes are durable, in order.</summary>
    public List<IAfterCommit> AfterCommit { get; } = [];

    /// <summary>How many bytes of whose it is; what is nobody's counts for nothing.</summary>
    public List<(AccountId Account, long Bytes)> Bytes { get; } = [];

    /// <summary>So much more of it is the account's.</summary>
    public void Count(AccountId account, long bytes)
    {
        var place = Bytes.FindIndex(item => item.Account == account);
        if (place < 0)
        {
            Bytes.Add((account, bytes));
        }
        else
        {
            Bytes[place] = (account, Bytes[place].Bytes + bytes);
        }
    }

    /// <summary>When the batch was handed over, by the clock that never jumps.</summary>
    public long SubmittedAt { get; set; }
}

/// <summary>Something that waits for a commit.</summary>
internal interface IAfterCommit
{
    /// <summary>What the batch wrote would survive a power cut. Runs on the committing thread: be quick.</summary>
    void Stored();

    /// <summary>The batch was not written, or nobody knows; the shard reads back what is stored.</summary>
    void Unstored(Loss loss);
}
