using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Model;

/// <summary>What an execution's <c>uuid()</c> and <c>randomInt()</c> draw from: one seed for all of its life.</summary>
/// <remarks>
/// Each draw is a function of the seed and of what it is drawn for, and of nothing else: not of when, in which turn, or
/// after which other draws. So an attempt that is made again draws the same, and so does one whose flow has got other
/// states meanwhile. What must not be guessed, such as the random part of a task token, is never drawn from here.
/// </remarks>
/// <param name="seed">The seed, asked for only when something is drawn. Pure: the same each time.</param>
public sealed class DrawSeed(Func<UInt128> seed)
{
    /// <summary>Numbers for one purpose: always the same ones, in the same order.</summary>
    /// <param name="purpose">Names the attempt and the field, or whatever else is unique within the execution.</param>
    public SeededEntropy Of(string purpose) => new(Derive(purpose));

    /// <summary>A seed of its own for one purpose, for draws that are named further down.</summary>
    public UInt128 Derive(string purpose)
    {
        var text = Encoding.UTF8.GetBytes(purpose);
        var labelled = new byte[16 + text.Length];
        BinaryPrimitives.WriteUInt128LittleEndian(labelled, seed());
        text.CopyTo(labelled, 16);
        return BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(labelled));
    }
}
