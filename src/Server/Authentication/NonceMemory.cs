using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Server.Authentication;

/// <summary>Remembers which nonces were used, for as long as a request that bears one could still be
/// accepted.</summary>
/// <remarks>
/// <para>
/// Holds 64 bits of a hash for each, in generations of five minutes that are dropped whole. The memory
/// belongs to this process alone. Source: protocol, section 11.4.
/// </para>
/// <para>
/// Above <paramref name="most"/> nonces the generation that expires first is forgotten early: a flood of
/// genuine calls shortens the memory, and never exhausts the process.
/// </para>
/// </remarks>
/// <param name="keep">How long after the request's own time a nonce is remembered: <see cref="Window"/> and the allowed
/// skew.</param>
/// <param name="most">Most nonces held at once.</param>
internal sealed class NonceMemory(TimeSpan keep, int most = NonceMemory.DefaultMost)
{
    /// <summary>Within this time a nonce must not come again, however far apart the clocks are. 15 minutes.</summary>
    /// <remarks>Source: protocol, section 11.4.</remarks>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>At most 85 MiB when full.</summary>
    public const int DefaultMost = 4_000_000;

    private static readonly long GenerationTicks = TimeSpan.FromMinutes(5).Ticks;

    private readonly Lock _lock = new();

    /// <summary>By the five minutes in which they expire, the earliest first.</summary>
    private readonly SortedList<long, Marks> _generations = [];

    private int _count;

    /// <summary>When a nonce of a request may be forgotten.</summary>
    public DateTimeOffset Expires(DateTimeOffset requestTime) => requestTime + keep;

    /// <summary>Remembers a nonce of a request whose signature has been verified.</summary>
    /// <param name="requestTime">The time that the request bears.</param>
    /// <returns>False when it was there already.</returns>
    public bool TryAdd(string accessKeyId, string nonce, DateTimeOffset requestTime, DateTimeOffset now)
    {
        var mark = Mark(accessKeyId, nonce);
        lock (_lock)
        {
            while (_generations.Count > 0 && _generations.Keys[0] < now.UtcTicks / GenerationTicks)
            {
                ForgetFirst_NeedsLock();
            }

            foreach (var generation in _generations.Values)
            {
                if (generation.Contains(mark))
                {
                    return false;
                }
            }

            while (_count >= most)
            {
                ForgetFirst_NeedsLock();
            }

            var expires = (requestTime + keep).UtcTicks / GenerationTicks;
            if (!_generations.TryGetValue(expires, out var marks))
            {
                _generations.Add(expires, marks = new Marks());
            }

            marks.Add(mark);
            _count++;
            return true;
        }
    }

    private void ForgetFirst_NeedsLock()
    {
        _count -= _generations.Values[0].Count;
        _generations.RemoveAt(0);
    }

    /// <summary>What is remembered of a nonce.</summary>
    public static ulong Mark(string accessKeyId, string nonce)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(accessKeyId + "\n" + nonce), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
