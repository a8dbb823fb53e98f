using System.Collections.Concurrent;
using Sluice.Model.Rates;

namespace Sluice.Server.Audit;

/// <summary>
/// How many of an account's refused calls are recorded one by one, so that a flood of them pushes nothing else out of the
/// record. What is left out is counted, and told in one record by the outcomes.
/// </summary>
/// <remarks>Callers on any thread. Accounts are few, so those that were seen are kept.</remarks>
/// <param name="perSecond">Of one account, in the long run; 1 or more.</param>
internal sealed class RefusedCalls(int perSecond)
{
    /// <summary>Action of the record that tells what was left out.</summary>
    public const string Summary = "RefusedCalls";

    private const int Burst = 100;

    private readonly ConcurrentDictionary<string, OfAccount> _accounts = new();

    /// <summary>Denied, malformed, or too many.</summary>
    public static bool IsOne(AuditRecord record) => record.Account.Length > 0
        && record.Status is StatusCodes.Status400BadRequest
            or StatusCodes.Status403Forbidden
            or StatusCodes.Status429TooManyRequests;

    /// <summary>Whether this call is recorded; if not, it is counted.</summary>
    public bool Admits(AuditRecord record)
    {
        var its = _accounts.GetOrAdd(
            record.Account,
            static (_, begun) => new OfAccount(new TokenBucket(begun.Rate, begun.Time)),
            (Rate: new Rate(Burst, perSecond), record.Time));
        if (its.Recorded.TryTake(record.Time, out _))
        {
            return true;
        }

        its.Count(record.Outcome);
        return false;
    }

    /// <summary>A record for each account of what was left out since the last time.</summary>
    public IEnumerable<AuditRecord> TakeLeftOut(DateTimeOffset now) =>
        from account in _accounts
        let counts = account.Value.Take()
        where counts.Count > 0
        select new AuditRecord(
            now,
            RequestId: "",
            account.Key,
            Caller: "",
            AccessKeyId: "",
            SourceIp: "",
            Service: "",
            Summary,
            Names: new Dictionary<string, string>(),
            Status: 0,
            Outcome: Summary,
            Milliseconds: 0)
        {
            LeftOut = counts,
        };

    private sealed class OfAccount(TokenBucket recorded)
    {
        private readonly Lock _lock = new();
        private Dictionary<string, int> _counts = [];

        public TokenBucket Recorded => recorded;

        public void Count(string outcome)
        {
            lock (_lock)
            {
                _counts[outcome] = _counts.GetValueOrDefault(outcome) + 1;
            }
        }

        public Dictionary<string, int> Take()
        {
            lock (_lock)
            {
                var counts = _counts;
                _counts = [];
                return counts;
            }
        }
    }
}
