using System.Collections.Concurrent;
using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Starting;

/// <summary>Whether the store has room for something new: on its disk, and of what an account may have where that is limited.</summary>
/// <remarks>
/// What is in progress goes on all the same: the last room is for ending it. No start waits for the figure: it is read beside the starts, at most once a second for each account, so an account may go
/// beyond its limit by what it starts within that time and by what its executions still write. Callers on any thread.
/// </remarks>
/// <param name="whyNothingBegins">See <see cref="EnginePorts.WhyNothingBegins"/>.</param>
internal sealed class StoreRoom(IUsageStore store, Clock clock, Limits limits, Func<string?> whyNothingBegins)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<AccountId, Known> _accounts = new();

    /// <returns>Null when it may begin something, also while nobody knows.</returns>
    public ApiException? Refuse(AccountId account)
    {
        if (whyNothingBegins() is { } reason)
        {
            return ApiException.ResourceThrottled(reason);
        }

        if (limits.AccountMegabytes == 0)
        {
            return null;
        }

        var known = _accounts.GetOrAdd(account, static _ => new Known());
        if (known.TryBeginReading(clock.Now, Fresh))
        {
            _ = ReadAsync(account, known);
        }

        return known.Bytes >> 20 < limits.AccountMegabytes
            ? null
            : ApiException.ResourceThrottled(
                $"the account's executions have {known.Bytes >> 20} MiB stored, and it may have {limits.AccountMegabytes} "
                + $"(setting {LimitNames.AccountMegabytes})");
    }

    private async Task ReadAsync(AccountId account, Known known)
    {
        try
        {
            var usage = await store.ReadUsageAsync(account, CancellationToken.None);
            known.Bytes = usage.Values.Sum(flow => flow.Bytes);
        }
        catch (Exception e) when (e is StoreDamagedException or StoreRefusedException or StoreFailedException)
        {
            // What was known stays true enough; whoever writes next is told what the store has.
        }
        finally
        {
            known.EndReading(clock.Now);
        }
    }

    private sealed class Known
    {
        private readonly Lock _lock = new();
        private DateTimeOffset _readAt = DateTimeOffset.MinValue;
        private bool _isReading;
        private long _bytes;

        public long Bytes
        {
            get => Volatile.Read(ref _bytes);
            set => Volatile.Write(ref _bytes, value);
        }

        public bool TryBeginReading(DateTimeOffset now, TimeSpan fresh)
        {
            lock (_lock)
            {
                // Also when the clock was set back.
                var isFresh = now - _readAt is var age && age >= TimeSpan.Zero && age < fresh;
                return !_isReading && !isFresh && (_isReading = true);
            }
        }

        public void EndReading(DateTimeOffset now)
        {
            lock (_lock)
            {
                (_isReading, _readAt) = (false, now);
            }
        }
    }
}
