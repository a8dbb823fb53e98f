using System.Diagnostics.Metrics;
using Sluice.Engine.Starting;
using Sluice.Storage;

namespace Sluice.Engine.Vitals;

/// <summary>How many executions are being retried or wait for somebody, as the store says when somebody asks.</summary>
/// <remarks>
/// Whoever asks does not wait: the answer is what was counted last, and a count that is too old is begun anew beside it. The
/// first answer is nothing.
/// </remarks>
internal sealed class AttentionCount(IExecutionStore store, RunningCount running, TimeProvider time)
{
    /// <summary>Of an account; more are not counted.</summary>
    private const int Most = 10_000;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private readonly Tally _retrying = new(time, () => CountAsync(store, running, retrying: true));
    private readonly Tally _waiting = new(time, () => CountAsync(store, running, retrying: false));

    public IEnumerable<Measurement<long>> Retrying() => _retrying.Read();

    public IEnumerable<Measurement<long>> Waiting() => _waiting.Read();

    private static async Task<long> CountAsync(IExecutionStore store, RunningCount running, bool retrying)
    {
        var sum = 0L;
        foreach (var account in running.Accounts)
        {
            var search = new ExecutionSearch
            {
                Account = account,
                Limit = 1,
                Retrying = retrying,
                Waiting = !retrying,
                MapChildren = true,
            };
            sum += (await store.CountExecutionsAsync(search, Most, CancellationToken.None)).Count;
        }

        return sum;
    }

    private sealed class Tally(TimeProvider time, Func<Task<long>> count)
    {
        private Counted? _last;
        private int _isCounting;

        public IEnumerable<Measurement<long>> Read()
        {
            var last = Volatile.Read(ref _last);
            if ((last is null || time.GetElapsedTime(last.At) > Fresh) && Interlocked.Exchange(ref _isCounting, 1) == 0)
            {
                _ = Task.Run(CountAsync);
            }

            return last is null ? [] : [new(last.Number)];
        }

        private async Task CountAsync()
        {
            try
            {
                var number = await count();
                Volatile.Write(ref _last, new Counted(number, time.GetTimestamp()));
            }
            catch (Exception e) when (e is StoreRefusedException or StoreDamagedException or StoreFailedException or ObjectDisposedException)
            {
                // The number stays what it was; the log has the rest from whoever works on the store.
            }
            finally
            {
                Volatile.Write(ref _isCounting, 0);
            }
        }
    }

    private sealed record Counted(long Number, long At);
}
