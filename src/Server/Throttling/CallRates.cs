using System.Collections.Concurrent;
using System.Globalization;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Model.Rates;

namespace Sluice.Server.Throttling;

/// <summary>How often each operation may be called, by account.</summary>
/// <remarks>There are as many buckets as accounts that call times operations. Source: API reference, section
/// 11.1.</remarks>
internal sealed class CallRates(CallRateOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<(AccountId, string), TokenBucket> _buckets = new();

    /// <param name="operation">One of ours.</param>
    /// <param name="wait">After which a further call may succeed.</param>
    /// <returns>Null when the call may go on.</returns>
    public ApiException? Refuse(AccountId account, string operation, out TimeSpan wait)
    {
        var (rate, now) = (options.Of(operation), time.GetUtcNow());
        var bucket = _buckets.GetOrAdd((account, operation), static (_, made) => new(made.rate, made.now), (rate, now));
        return bucket.TryTake(now, out wait)
            ? null
            : ApiException.ResourceThrottled(string.Create(
                CultureInfo.InvariantCulture,
                $"'{operation}' may be called {rate.Burst} times at once and {rate.PerSecond} times a second "
                + $"(settings of the section rates)"));
    }
}
