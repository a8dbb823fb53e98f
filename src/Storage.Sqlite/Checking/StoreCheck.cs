namespace Sluice.Storage.Sqlite.Checking;

/// <summary>What a check of a store asks of others, and tells them.</summary>
/// <remarks>All of it is called on the thread that checks.</remarks>
public sealed record StoreCheck
{
    /// <summary>Something that is not what was written, or is missing: what, as the beginning of a sentence, and the problem.</summary>
    public required Action<string, string> Found { get; init; }

    /// <summary>A part that is looked at, and how many of its rows have been; now and then.</summary>
    public Action<string, long> Progress { get; init; } = (_, _) => { };

    /// <summary>Reads a state: a snapshot and the changes behind it. Throws <see cref="InvalidDataException"/>.</summary>
    public Action<IReadOnlyList<ReadOnlyMemory<byte>>> ReadState { get; init; } = _ => { };

    /// <summary>Reads a message between shards. Throws <see cref="InvalidDataException"/>.</summary>
    public Action<byte[]> ReadLetter { get; init; } = _ => { };

    /// <summary>Reads what is kept of a map run. Throws <see cref="InvalidDataException"/>.</summary>
    public Action<byte[]> ReadMapRun { get; init; } = _ => { };
}

/// <summary>What was looked at.</summary>
/// <param name="Format">
/// Of the file; of an earlier one, only SQLite's own check was made. Null when it cannot be told: then that, at most.
/// </param>
/// <param name="HasPageSums">Whether its pages have checksums too.</param>
/// <param name="Rows">By table.</param>
/// <param name="UnsealedRows">Those that an earlier format has written without a checksum.</param>
/// <param name="Damages">How often <see cref="StoreCheck.Found"/> was told.</param>
public sealed record StoreCheckReport(
    int? Format, bool HasPageSums, IReadOnlyDictionary<string, long> Rows, long UnsealedRows, long Damages);
