using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Sluice.Engine.Scheduling;

/// <summary>Where seeds come from: the operating system, or the simulation's own seed.</summary>
public interface IEntropy
{
    /// <summary>128 unpredictable bits.</summary>
    UInt128 NextSeed();
}

/// <summary>The operating system's randomness, fetched in blocks.</summary>
public sealed class SystemEntropy : IEntropy
{
    private readonly Lock _lock = new();
    private readonly UInt128[] _block = new UInt128[64];
    private int _used = int.MaxValue;

    public UInt128 NextSeed()
    {
        lock (_lock)
        {
            if (_used >= _block.Length)
            {
                RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(_block.AsSpan()));
                _used = 0;
            }

            var seed = _block[_used];
            _block[_used++] = UInt128.Zero;
            return seed;
        }
    }
}
