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

    /// <summary>Format 1 had the items always by themselves.</summary>
    private const byte Format = 2;

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
        WriteItems(writer);
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

    /// <summary>The Map of an order, without reading the rest of it.</summary>
    /// <exception cref="InvalidDataException">Not such bytes, or of a newer release.</exception>
    public static int StateIn(ReadOnlySpan<byte> bytes)
    {
        var reader = new PackedReader(bytes);
        ReadFormat(ref reader);
        return reader.SmallCount();
    }

    /// <summary>The order again. What a run may change meanwhile is in <see cref="MapProgress"/> and not here.</summary>
    /// <exception cref="InvalidDataException">Not such bytes, or of a newer release.</exception>
    public static MapOrder Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new PackedReader(bytes);
        var format = ReadFormat(ref reader);
        var (state, frame, attempt, depth) =
            (reader.SmallCount(), reader.SmallCount(), reader.SmallCount(), reader.SmallCount());
        var (seed, input) = (new UInt128(reader.Fixed(), reader.Fixed()), reader.Payload());
        var items = format == 1 ? reader.OptionalPayload() : ReadItems(ref reader, input);
        return new(state, frame, attempt, depth, seed, input, ReadPlan(ref reader, items));
    }

    private static byte ReadFormat(ref PackedReader reader) => reader.Byte() is (1 or Format) and var format
        ? format
        : throw new InvalidDataException("A map run's order is of a newer release.");

    // Items mostly are a part of the Map's input, and then stand in it word for word.
    private void WriteItems(PackedWriter writer)
    {
        var place = Plan.Items is { } items ? Input.Utf8.IndexOf(items.Utf8) : -1;
        writer.Flag(place >= 0);
        if (place >= 0)
        {
            writer.Count(place);
            writer.Count(Plan.Items!.ByteCount);
        }
        else
        {
            writer.OptionalPayload(Plan.Items);
        }
    }

    private static JsonPayload? ReadItems(ref PackedReader reader, JsonPayload input)
    {
        if (!reader.Flag())
        {
            return reader.OptionalPayload();
        }

        var (place, length) = (reader.SmallCount(), reader.SmallCount());
        return place <= input.ByteCount - length
            ? JsonPayload.FromStored(input.Utf8.Slice(place, length).ToArray())
            : throw new InvalidDataException("A map run's items lie outside of its input.");
    }

    private static MapRunPlan ReadPlan(ref PackedReader reader, JsonPayload? items)
    {
        var (source, results) = (reader.OptionalPayload(), reader.OptionalPayload());
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
