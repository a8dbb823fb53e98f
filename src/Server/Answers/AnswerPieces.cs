using System.Buffers;
using Sluice.Server.Guests;

namespace Sluice.Server.Answers;

/// <summary>Bytes of an answer in pieces: a small first one, which stays, and large ones from a pool, which count as
/// memory of whoever is answered.</summary>
internal sealed class AnswerPieces : IBufferWriter<byte>
{
    public const int PieceBytes = 64 * 1024;

    private const int FirstBytes = 256;
    private const int MostFirstBytes = 16 * 1024;

    private readonly List<Piece> _pieces = [];

    // Small at first, because thousands may be waiting for a long poll's end; those kept have grown to their use.
    private byte[] _first = new byte[FirstBytes];
    private int _firstCount;

    /// <summary>On whose account it is; null where answers are small.</summary>
    public Visit? Visit { get; set; }

    public ReadOnlySequence<byte> Written
    {
        get
        {
            if (_pieces.Count == 0)
            {
                return new(_first, 0, _firstCount);
            }

            var begin = new Segment(_first.AsMemory(0, _firstCount));
            var end = begin;
            foreach (var piece in _pieces)
            {
                end = end.Append(piece.Bytes.AsMemory(0, piece.Count));
            }

            return new(begin, 0, end, end.Memory.Length);
        }
    }

    public void Advance(int count)
    {
        if (_pieces.Count == 0)
        {
            _firstCount += count;
        }
        else
        {
            _pieces[^1].Count += count;
        }
    }

    /// <exception cref="Model.ApiException"><c>ResourceThrottled</c>: there is no memory for more.</exception>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var size = Math.Max(sizeHint, 1);
        if (_pieces.Count > 0)
        {
            return _pieces[^1].Rest is var rest && rest.Length >= size ? rest : Next(size).Rest;
        }

        if (_first.Length - _firstCount < size && _firstCount + size <= MostFirstBytes)
        {
            Array.Resize(ref _first, Math.Min(MostFirstBytes, Math.Max(2 * _first.Length, _firstCount + size)));
        }

        return _first.Length - _firstCount >= size ? _first.AsMemory(_firstCount) : Next(size).Rest;
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Forgets what was written.</summary>
    public void Clear()
    {
        foreach (var piece in _pieces)
        {
            GiveBack(piece);
        }

        _pieces.Clear();
        _firstCount = 0;
    }

    private Piece Next(int size)
    {
        if (_pieces.Count > 0)
        {
            Trim();
        }

        return Add(Math.Max(size, PieceBytes));
    }

    private Piece Add(int size)
    {
        Visit?.Hold(size);
        var piece = new Piece(ArrayPool<byte>.Shared.Rent(size), size);
        _pieces.Add(piece);
        return piece;
    }

    /// <remarks>A writer asks for as much as a text could take at the worst: several times of what it takes.</remarks>
    private void Trim()
    {
        var last = _pieces[^1];
        if (last.Bytes.Length <= PieceBytes || last.Count > last.Bytes.Length / 2)
        {
            return;
        }

        _pieces.RemoveAt(_pieces.Count - 1);
        try
        {
            for (var copied = 0; copied < last.Count; copied += PieceBytes)
            {
                var part = last.Bytes.AsMemory(copied, Math.Min(PieceBytes, last.Count - copied));
                var piece = Add(PieceBytes);
                part.CopyTo(piece.Bytes);
                piece.Count = part.Length;
            }
        }
        finally
        {
            GiveBack(last);
        }
    }

    private void GiveBack(Piece piece)
    {
        ArrayPool<byte>.Shared.Return(piece.Bytes);
        Visit?.Release(piece.Held);
    }

    private sealed class Piece(byte[] bytes, int held)
    {
        public byte[] Bytes => bytes;

        /// <summary>What was taken for it.</summary>
        public int Held => held;

        public int Count { get; set; }

        public Memory<byte> Rest => bytes.AsMemory(Count);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory) => Memory = memory;

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory) { RunningIndex = RunningIndex + Memory.Length };
            Next = next;
            return next;
        }
    }
}
