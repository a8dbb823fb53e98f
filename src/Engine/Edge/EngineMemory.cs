using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Sharing.Memory;
using Sluice.Sharing.Pots;

namespace Sluice.Engine.Edge;

/// <summary>What the engine holds for accounts, in the one budget of memory that they share with what callers send.</summary>
/// <remarks>What was accepted once is never refused any more: only new work is asked whether there is room. Callers on any
/// thread.</remarks>
internal sealed class EngineMemory(SharedMemory memory)
{
    /// <summary>What an execution takes beside its data, with its frames and its places in tables.</summary>
    private const long Overhead = 2 * 1024;

    /// <summary>So little is not counted while it waits for a shard: places in mailboxes bound it. Nor is so
    /// little refused.</summary>
    private const int SmallRequest = 4 * 1024;

    /// <summary>Whoever has something that can be read back gives it up.</summary>
    public bool IsLow => memory.IsLow;

    /// <summary>Enough has been given up.</summary>
    public bool IsEased => memory.Level == MemoryLevel.Ample && memory.Filled <= 0.5;

    /// <summary>What the account holds that holds most.</summary>
    public long MostHeld => memory.Accounts.All.Max(share => (long?)share.Held) ?? 0;

    /// <summary>What an execution weighs that has so many bytes of data.</summary>
    public static long WeightOf(long storedBytes) => Overhead + AccountMemory.WeightOfData(storedBytes);

    /// <summary>For those who only count.</summary>
    public AccountMemory Accounts { get; } = new(memory);

    public Share Of(AccountId account) => Accounts.Of(account);

    /// <inheritdoc cref="AccountMemory.Change"/>
    public void Change(Share share, long by) => Accounts.Change(share, by);

    /// <summary>Takes so much, unless the account would hold more than its bound.</summary>
    public bool TryTake(Share share, long bytes) => memory.Pot.TryTake(share, bytes);

    /// <summary>Why the account gets no execution with data of so many bytes; null when there is room for it.</summary>
    /// <remarks>A small one is never refused: answers that nobody reads count in the account's share, too, and would keep
    /// its own callers out. What such executions take together is bounded by how many may be in progress, and those that only
    /// wait leave memory when it gets short.</remarks>
    public ApiException? Refuse(AccountId account, long bytes)
    {
        if (bytes <= SmallRequest)
        {
            return null;
        }

        var share = Of(account);
        var (wanted, most) = (share.Held + WeightOf(bytes), memory.Pot.BoundOf(share));
        return wanted <= most || wanted <= AccountMemory.FreeBytes
            ? null
            : ApiException.ResourceThrottled(Surplus.Memory(share.Held, most));
    }

    /// <summary>A message waits for a shard; what has come with it is never refused.</summary>
    public void CountWaiting(Message message) => Change(message, 1);

    /// <summary>The shard has it.</summary>
    public void CountNoMore(Message message) => Change(message, -1);

    /// <summary>Counts what is asked of a shard until it is answered; nobody else does once its caller has gone.</summary>
    public void CountUntil(Task answered, AccountId account, long bytes)
    {
        if (bytes > SmallRequest)
        {
            var share = Of(account);
            memory.Pot.Take(share, AccountMemory.WeightOfData(bytes));
            _ = answered.ContinueWith(
                _ => memory.Pot.GiveBack(share, AccountMemory.WeightOfData(bytes)),
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }

    private void Change(Message message, int sign)
    {
        if (message is { Account: { } its, Bytes: > SmallRequest and var bytes })
        {
            Change(Of(its), sign * AccountMemory.WeightOfData(bytes));
        }
    }
}
