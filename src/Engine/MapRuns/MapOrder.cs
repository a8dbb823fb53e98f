using Sluice.Interpreter;
using Sluice.Model.Json;
using Sluice.Model.Packing;

namespace Sluice.Engine.MapRuns;

/// <summary>What a map run was begun with: it never changes, and is stored once, as the run's first page.</summary>
/// <param name="StateId">The Map, in the flow of the execution that the run belongs to.</param>
/// <param name="Frame">With <paramref name="Attempt"/>, whoever waits for the run.</param>
/// <param name="Depth">How many executions were started one by another before the children.</param>
/// <param name="Seed">What random functions in an ItemConstructor draw from, with the item's number.</param>
/// <param name="Input">The Map's own input.</param>
internal sealed record MapOrder(
    int StateId, int Frame, int Attempt, int Depth, UInt128 Seed, JsonPayload Input, MapRunPlan Plan)
{
    /// <summary>The number of the page that it is stored as.</summary>
    public const int Page = 0;

    private const byte Format = 1;

    /// <summary>The order as it is for a run that was redriven.</summary>
    /// <param name="redrive">Null when it never was.</param>
    public MapOrder With(MapRedrive? redrive) =>
        redrive is null ? this : this with { StateId = redrive.StateId, Attempt = redrive.Attempt };

    public byte[] Encode()
    {
        var writer = new PackedWriter();
        writer.Byte(Format);
        writer.Count(StateId);
        writer.Count(Frame);
        writer.Count(Attempt);
        writer.Count(Depth);
        writer.Fixed((ulong)(Seed >> 64));
        writer.Fixed((ulong)Seed);
        writer.Payload(Input);
        writer.OptionalPayload(Plan.Items);
        writer.OptionalPayload(Plan.Reader);
        writer.OptionalPayload(Plan.Writer);
        writer.Flag(Plan.Batches is not null);
        if (Plan.Batches is { } batches)
        {
            writer.Count(batches.MaxItems ?? 0);
            writer.Count(batches.MaxBytes);
            writer.OptionalPayload(batches.BatchInput);
        }

        writer.Count(Plan.MaxItems ?? 0);
        return writer.ToArray();
    }

    /// <summary>The order again. What a run may change meanwhile is in <see cref="MapProgress"/> and not here.</summary>
    /// <exception cref="InvalidDataException">Not such bytes, or of a newer release.</exception>
    public static MapOrder Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new PackedReader(bytes);
        var format = reader.Byte();
        if (format != Format)
        {
            throw new InvalidDataException($"A map run's order of format {format} is of a newer release.");
        }

        return new(
            reader.SmallCount(),
            reader.SmallCount(),
            reader.SmallCount(),
            reader.SmallCount(),
            new UInt128(reader.Fixed(), reader.Fixed()),
            reader.Payload(),
            ReadPlan(ref reader));
    }

    private static MapRunPlan ReadPlan(ref PackedReader reader)
    {
        var (items, source, results) = (reader.OptionalPayload(), reader.OptionalPayload(), reader.OptionalPayload());
        var batches = reader.Flag()
            ? new MapBatchPlan(NullIfZero(reader.SmallCount()), reader.SmallCount(), reader.OptionalPayload())
            : null;
        return new()
        {
            Items = items,
            Reader = source,
            Writer = results,
            Batches = batches,
            MaxItems = NullIfZero(reader.SmallCount()),
            Concurrency = 1,
        };
    }

    private static int? NullIfZero(int number) => number == 0 ? null : number;
}
