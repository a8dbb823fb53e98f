using System.Collections.Concurrent;
using Sluice.Model.Names;
using Sluice.Model.Rates;

namespace Sluice.Engine.Throttling;

/// <summary>How many steps the executions of each account may enter.</summary>
/// <remarks>
/// Steps over the rate are late and never fail. An execution whose turn stops for want of a token reserves the next
/// one, and goes on when its time has come. Source: runtime, section 4.
/// </remarks>
internal sealed class StepRates(Rate rate)
{
    private readonly ConcurrentDictionary<AccountId, TokenBucket> _buckets = new();

    public TokenBucket Of(AccountId account, DateTimeOffset now) =>
        _buckets.TryGetValue(account, out var bucket)
            ? bucket
            : _buckets.GetOrAdd(account, new TokenBucket(rate, now));
}
