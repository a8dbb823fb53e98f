using Sluice.Model.Names;
using Sluice.Sharing.Memory;
using Sluice.Sharing.Pots;

namespace Sluice.Engine.Scheduling;

/// <summary>What is held for accounts in the one budget of memory that they share. Callers on any thread.</summary>
internal sealed class AccountMemory(SharedMemory memory)
{
    /// <summary>An account that holds no more than this is not refused, whatever all others hold.</summary>
    public const long FreeBytes = 64 * 1024;

    /// <summary>A byte of JSON, stored, becomes so many in memory: 2 as one long text, 10 as numbers.</summary>
    private const long PerByte = 4;

    /// <summary>What JSON weighs that has so many bytes as text.</summary>
    public static long WeightOfData(long bytes) => PerByte * bytes;

    public Share Of(AccountId account) => memory.Accounts.Of(account.Value);

    /// <summary>Whether the account may hold so much more at the moment.</summary>
    public bool HasRoom(Share share, long bytes) =>
        share.Held + bytes <= FreeBytes || share.Held + bytes <= memory.Pot.BoundOf(share);

    /// <summary>Something weighs more, or less, than before; never refused.</summary>
    public void Change(Share share, long by)
    {
        if (by >= 0)
        {
            memory.Pot.Take(share, by);
        }
        else
        {
            memory.Pot.GiveBack(share, -by);
        }
    }
}
