using System.Net;
using System.Net.Sockets;
using Sluice.Model;
using Sluice.Model.Rates;

namespace Sluice.Server.Logins;

/// <summary>How often logins may be tried: from one address, and from all of them together.</summary>
/// <remarks>Whoever knows no secret would have to guess, and gets nowhere at this rate.</remarks>
internal sealed class LoginAttempts(TimeProvider time)
{
    private const int AddressesKept = 10_000;

    private static readonly Rate OfAddress = new(Burst: 10, PerSecond: 1);
    private static readonly Rate OfAll = new(Burst: 100, PerSecond: 20);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, TokenBucket> _addresses = new(StringComparer.Ordinal);
    private readonly TokenBucket _all = new(OfAll, time.GetUtcNow());

    /// <param name="address">Null for whoever has none: they share one bucket.</param>
    /// <exception cref="ApiException"><c>ResourceThrottled</c>.</exception>
    public void Count(IPAddress? address)
    {
        var now = time.GetUtcNow();
        if (!BucketOf(address, now).TryTake(now, out var wait) || !_all.TryTake(now, out wait))
        {
            throw ApiException.ResourceThrottled(
                $"too many logins were tried; the next may be tried in {Math.Ceiling(wait.TotalSeconds)} s");
        }
    }

    private TokenBucket BucketOf(IPAddress? address, DateTimeOffset now)
    {
        var name = NameOf(address);
        lock (_lock)
        {
            if (_addresses.TryGetValue(name, out var bucket))
            {
                return bucket;
            }

            if (_addresses.Count >= AddressesKept)
            {
                // Those who would profit are many addresses at once, and for them there is the other bucket.
                _addresses.Clear();
            }

            return _addresses[name] = new TokenBucket(OfAddress, now);
        }
    }

    /// <summary>Of an IPv6 address the network: whoever has one address of it has them all.</summary>
    private static string NameOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}
