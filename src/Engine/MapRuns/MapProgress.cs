using Sluice.Model;
using Sluice.Model.Packing;

namespace Sluice.Engine.MapRuns;

/// <summary>How far a map run is: stored with each commit that moves it on, so it stays small.</summary>
internal sealed record MapProgress
{
    /// <summary>Format 1 did not know what had been asked for before, format 2 nothing of redrives, format 3 not how much is
    /// stored.</summary>
    private const byte Format = 4;

    private const int MostPast = 100;

    public ExecutionStatus Status { get; init; } = ExecutionStatus.Running;

    public required DateTimeOffset Started { get; init; }

    /// <summary>Null while it runs.</summary>
    public DateTimeOffset? Stopped { get; init; }

    public required int Concurrency { get; init; }

    /// <summary>Null when nothing is said.</summary>
    public long? ToleratedCount { get; init; }

    /// <summary>0 to 100; null when nothing is said.</summary>
    public double? ToleratedPercentage { get; init; }

    /// <summary>What was asked for before, oldest first; of many changes the last hundred.</summary>
    public IReadOnlyList<PastMapTerms> Past { get; init; } = [];

    /// <summary>Items known so far.</summary>
    public int Total { get; init; }

    /// <summary>Whether <see cref="Total"/> is all of them.</summary>
    public bool KnowsTotal { get; init; }

    /// <summary>Items of children that have succeeded.</summary>
    public int Succeeded { get; init; }

    /// <summary>Items of children that have failed, timed out, or were stopped by somebody.</summary>
    public int Failed { get; init; }

    /// <summary>Says of the first child that failed which it was and why; null while there is none.</summary>
    public string? FirstFailure { get; init; }

    /// <summary>Number of the next page to be written.</summary>
    public int Pages { get; init; } = MapOrder.Page + 1;

    /// <summary>Index of the first child that was never started.</summary>
    public int Next { get; init; }

    /// <summary>Where to read on after a restart: the first child that may have to be started again, or for the first time.</summary>
    public FeedPosition Resume { get; init; } = FeedPosition.Start;

    /// <summary>Children in progress and how many items each stands for, by index.</summary>
    public IReadOnlyList<(int Index, int Items)> Running { get; init; } = [];

    /// <summary>What is stored of its children and their results, about.</summary>
    public long StoredBytes { get; init; }

    /// <summary>Null when it has never gone on after its end.</summary>
    public MapRedrive? Redrive { get; init; }

    public int RunningItems => Running.Sum(child => child.Items);

    public bool HasEnded => Status.HasEnded();

    /// <summary>Whether more items failed than may.</summary>
    /// <remarks>A share of items is judged when it is known how many there are. Source: definition language, section 6.9.</remarks>
    public bool ExceedsTolerance
    {
        get
        {
            if (ToleratedCount is null && ToleratedPercentage is null)
            {
                return Failed > 0;
            }

            return Failed > (ToleratedCount ?? long.MaxValue)
                || (ToleratedPercentage is { } share && (KnowsTotal || share == 0) && Failed * 100.0 > share * Total);
        }
    }

    /// <summary>The progress with other terms from now on; what held until now is remembered.</summary>
    public MapProgress With(int concurrency, long? toleratedCount, double? toleratedPercentage, DateTimeOffset now) =>
        (concurrency, toleratedCount, toleratedPercentage) == (Concurrency, ToleratedCount, ToleratedPercentage)
            ? this
            : this with
            {
                Concurrency = concurrency,
                ToleratedCount = toleratedCount,
                ToleratedPercentage = toleratedPercentage,
                Past =
                [
                    .. Past.Skip(Past.Count + 1 - MostPast),
                    new(now, Concurrency, ToleratedCount, ToleratedPercentage),
                ],
            };

    public byte[] Encode()
    {
        var writer = new PackedWriter();
        writer.Byte(Format);
        writer.Byte((byte)Status);
        writer.Time(Started);
        writer.OptionalTime(Stopped);
        WriteTerms(writer, Concurrency, ToleratedCount, ToleratedPercentage);
        writer.Count(Total);
        writer.Flag(KnowsTotal);
        writer.Count(Succeeded);
        writer.Count(Failed);
        writer.OptionalText(FirstFailure);
        writer.Count(Pages);
        writer.Count(Next);
        writer.Count(Resume.Child);
        writer.Count(Resume.Item);
        writer.OptionalPayload(Resume.Source);
        writer.Count(Running.Count);
        foreach (var (index, items) in Running)
        {
            writer.Count(index);
            writer.Count(items);
        }

        writer.Count(Past.Count);
        foreach (var past in Past)
        {
            writer.Time(past.Until);
            WriteTerms(writer, past.Concurrency, past.ToleratedCount, past.ToleratedPercentage);
        }

        writer.Flag(Redrive is not null);
        if (Redrive is { } redrive)
        {
            writer.Count(redrive.StateId);
            writer.Count(redrive.Attempt);
            writer.Count(redrive.Void);
            writer.Count(redrive.Known);
        }

        writer.Count(StoredBytes);

        return writer.ToArray();
    }

    private static void WriteTerms(PackedWriter writer, int concurrency, long? count, double? percentage)
    {
        writer.Count(concurrency);
        writer.Number(count ?? -1);
        writer.Flag(percentage is not null);
        if (percentage is { } share)
        {
            writer.Fixed(BitConverter.DoubleToUInt64Bits(share));
        }
    }

    /// <exception cref="InvalidDataException">Not such bytes, or of a newer release.</exception>
    public static MapProgress Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new PackedReader(bytes);
        var format = reader.Byte();
        if (format is 0 or > Format)
        {
            throw new InvalidDataException($"A map run of format {format} is of a newer release.");
        }

        return new()
        {
            Status = (ExecutionStatus)reader.Byte(),
            Started = reader.Time(),
            Stopped = reader.OptionalTime(),
            Concurrency = reader.SmallCount(),
            ToleratedCount = ReadToleratedCount(ref reader),
            ToleratedPercentage = ReadToleratedPercentage(ref reader),
            Total = reader.SmallCount(),
            KnowsTotal = reader.Flag(),
            Succeeded = reader.SmallCount(),
            Failed = reader.SmallCount(),
            FirstFailure = reader.OptionalText(),
            Pages = reader.SmallCount(),
            Next = reader.SmallCount(),
            Resume = new(reader.SmallCount(), reader.SmallCount(), reader.OptionalPayload()),
            Running = ReadRunning(ref reader),
            Past = format >= 2 ? ReadPast(ref reader) : [],
            Redrive = format >= 3 && reader.Flag()
                ? new(reader.SmallCount(), reader.SmallCount(), reader.SmallCount(), reader.SmallCount())
                : null,
            StoredBytes = format >= 4 ? reader.Count() : 0,
        };
    }

    private static long? ReadToleratedCount(ref PackedReader reader) =>
        reader.Number() is >= 0 and var count ? count : null;

    private static double? ReadToleratedPercentage(ref PackedReader reader) =>
        reader.Flag() ? BitConverter.UInt64BitsToDouble(reader.Fixed()) : null;

    private static List<PastMapTerms> ReadPast(ref PackedReader reader)
    {
        var past = new List<PastMapTerms>();
        for (var rest = reader.ItemCount(); rest > 0; rest--)
        {
            past.Add(new(
                reader.Time(), reader.SmallCount(), ReadToleratedCount(ref reader), ReadToleratedPercentage(ref reader)));
        }

        return past;
    }

    private static List<(int Index, int Items)> ReadRunning(ref PackedReader reader)
    {
        var running = new List<(int, int)>();
        for (var rest = reader.ItemCount(); rest > 0; rest--)
        {
            running.Add((reader.SmallCount(), reader.SmallCount()));
        }

        return running;
    }
}
