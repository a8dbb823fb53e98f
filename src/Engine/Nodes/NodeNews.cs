using Sluice.Model;
using Sluice.Model.Packing;

namespace Sluice.Engine.Nodes;

/// <summary>Which executions have come further somewhere; how far, is in the store.</summary>
/// <param name="Progressed">Their numbers, and whether they have ended.</param>
/// <param name="TakenUp">Shards that were taken up: more of their executions may be stored than was told of.</param>
/// <param name="IsAll">More than is told: whoever watches anything looks.</param>
internal sealed record NodeNews(
    IReadOnlyList<(ExecutionId Execution, bool HasEnded)> Progressed, IReadOnlyList<int> TakenUp, bool IsAll = false)
{
    /// <summary>Nodes of different releases know the form by this number.</summary>
    private const byte Form = 1;

    public byte[] Encode()
    {
        var writer = new PackedWriter();
        writer.Byte(Form);
        writer.Flag(IsAll);
        writer.Count(TakenUp.Count);
        foreach (var shard in TakenUp)
        {
            writer.Count(shard);
        }

        writer.Count(Progressed.Count);
        foreach (var (execution, hasEnded) in Progressed)
        {
            writer.Fixed((ulong)execution.Value);
            writer.Flag(hasEnded);
        }

        return writer.ToArray();
    }

    /// <exception cref="InvalidDataException">Not such bytes, or of a newer release.</exception>
    public static NodeNews Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new PackedReader(bytes);
        if (reader.Byte() != Form)
        {
            throw new InvalidDataException("News of a node are of a newer release.");
        }

        var isAll = reader.Flag();
        var shards = new List<int>();
        for (var left = reader.ItemCount(); left > 0; left--)
        {
            shards.Add(reader.SmallCount());
        }

        var progressed = new List<(ExecutionId, bool)>();
        for (var left = reader.ItemCount(); left > 0; left--)
        {
            progressed.Add((new ExecutionId((long)reader.Fixed()), reader.Flag()));
        }

        return new(progressed, shards, isAll);
    }
}
