using System.Buffers;
using Sluice.Server.Guests;

namespace Sluice.Server.Wire;

/// <summary>A body as it comes: a small first piece, then large ones from a pool, which count as its sender's memory.</summary>
/// <remarks>Nothing doubles, so what is held is what has come, and a little more while the whole is made.</remarks>
internal sealed class BodyPieces(Visit visit) : IDisposable
{
    /// <summary>Up to so much needs no memory besides the connection's own, so a small call always passes.</summary>
    public const int FreeBytes = 4 * 1024;

    private const int PieceBytes = 64 * 1024;

    private readonly byte[] _first = new byte[FreeBytes];
    private readonly List<byte[]> _pieces = [];

    public int Count { get; private set; }

    /// <exception cref="Model.ApiException"><c>ResourceThrottled</c>: there is no memory for more.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var rest = Rest();
            var part = bytes[..Math.Min(bytes.Length, rest.Length)];
            part.CopyTo(rest);
            bytes = bytes[part.Length..];
            Count += part.Length;
        }
    }

    /// <summary>All of it in one array.</summary>
    public byte[] ToArray()
    {
        var whole = new byte[Count];
        _first.AsSpan(0, Math.Min(Count, FreeBytes)).CopyTo(whole);
        for (var (i, begin) = (0, FreeBytes); begin < Count; i++, begin += PieceBytes)
        {
            _pieces[i].AsSpan(0, Math.Min(PieceBytes, Count - begin)).CopyTo(whole.AsSpan(begin));
        }

        return whole;
    }

    public void Dispose()
    {
        foreach (var piece in _pieces)
        {
            ArrayPool<byte>.Shared.Return(piece);
            visit.Release(PieceBytes);
        }

        _pieces.Clear();
    }

    private Span<byte> Rest()
    {
        if (Count < FreeBytes)
        {
            return _first.AsSpan(Count);
        }

        var used = (Count - FreeBytes) % PieceBytes;
        if (used == 0)
        {
            visit.Hold(PieceBytes);
            _pieces.Add(ArrayPool<byte>.Shared.Rent(PieceBytes));
        }

        return _pieces[^1].AsSpan(used, PieceBytes - used);
    }
}
