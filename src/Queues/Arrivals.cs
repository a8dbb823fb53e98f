using System.Collections.Concurrent;
using Sluice.Model.Names;

namespace Sluice.Queues;

/// <summary>Wakes whoever waits for a message of a queue.</summary>
internal sealed class Arrivals
{
    private readonly ConcurrentDictionary<(AccountId, string), TaskCompletionSource> _signals = new();

    /// <summary>Ends when a message arrives after this was asked.</summary>
    public Task Next(AccountId account, string queue) => _signals.GetOrAdd(
        (account, queue), _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Tell(AccountId account, string queue)
    {
        if (_signals.TryRemove((account, queue), out var signal))
        {
            signal.SetResult();
        }
    }
}
