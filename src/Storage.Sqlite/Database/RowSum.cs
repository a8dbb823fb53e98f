using System.Buffers.Binary;
using System.IO.Hashing;

namespace Sluice.Storage.Sqlite.Database;

/// <summary>The checksum of a part of a row: of its values, in order, and of the place where they belong.</summary>
/// <remarks>
/// 32 bits of XxHash3, stored as a number. Each value goes in with its kind and its length, so that no two lists of values
/// look alike. The form is stored: it never changes.
/// </remarks>
internal sealed class RowSum
{
    private readonly XxHash3 _hash = new();

    /// <param name="part">What the values are.</param>
    /// <param name="key">The row's number; 0 where the values themselves say which row they belong to.</param>
    public RowSum Begin(RowPart part, long key)
    {
        _hash.Reset();
        Add(Kind.Place, (long)part);
        Add(Kind.Place, key);
        return this;
    }

    /// <summary>What comes next stands at this place, because values before it may be left out.</summary>
    public void AddPlace(int place) => Add(Kind.Place, place);

    public void Add(long number) => Add(Kind.Number, number);

    public void AddText(ReadOnlySpan<byte> utf8) => Add(Kind.Text, utf8);

    public void AddBlob(ReadOnlySpan<byte> bytes) => Add(Kind.Blob, bytes);

    public void AddNull() => Add(Kind.Null, 0);

    public long End() => (int)_hash.GetCurrentHashAsUInt64();

    private void Add(Kind kind, ReadOnlySpan<byte> bytes)
    {
        Add(kind, bytes.Length);
        _hash.Append(bytes);
    }

    private void Add(Kind kind, long number)
    {
        Span<byte> framed = stackalloc byte[1 + sizeof(long)];
        framed[0] = (byte)kind;
        BinaryPrimitives.WriteInt64LittleEndian(framed[1..], number);
        _hash.Append(framed);
    }

    private enum Kind : byte
    {
        Place = 0,
        Null = 1,
        Number = 2,
        Text = 3,
        Blob = 4,
    }
}

/// <summary>What a checksum is of. The numbers go into it and never change.</summary>
internal enum RowPart
{
    /// <summary>What never changes in an execution, but for its input.</summary>
    Execution = 1,

    /// <summary>Status, times and failure of an execution.</summary>
    Life = 2,

    Input = 3,

    Output = 4,

    Events = 5,

    State = 6,

    Flow = 7,

    Revision = 8,

    Version = 9,

    Alias = 10,

    Schedule = 11,

    MapRun = 12,

    MapPage = 13,

    Letter = 14,

    Access = 15,

    Store = 16,

    SearchValue = 17,

    Usage = 18,

    Terms = 19,

    ServerLife = 20,

    Unrecorded = 21,

    Batch = 22,

    BatchFailure = 23,
}
