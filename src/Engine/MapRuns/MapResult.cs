using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Packing;

namespace Sluice.Engine.MapRuns;

/// <summary>What a child has come to.</summary>
/// <param name="Output">Null unless it succeeded.</param>
/// <param name="Failure">Null when it succeeded.</param>
/// <param name="Input">Of a child that failed; null where it is not kept.</param>
internal sealed record MapResult(
    int Index,
    string ExecutionName,
    ExecutionStatus Status,
    JsonPayload? Output,
    StepFailure? Failure,
    JsonPayload? Input)
{
    private const byte Format = 1;

    /// <summary>What stands for the child in the Map's output.</summary>
    public JsonPayload InOutput => Output ?? JsonPayload.Of(JsonObject.Of(("Error", JsonObject.Of(
        ("Code", JsonValue.Of(Failure!.Code)), ("Detail", JsonValue.Of(Failure.Cause))))));

    public static byte[] Encode(IReadOnlyList<MapResult> results)
    {
        var writer = new PackedWriter();
        writer.Byte(Format);
        writer.Count(results.Count);
        foreach (var result in results)
        {
            writer.Count(result.Index);
            writer.Text(result.ExecutionName);
            writer.Byte((byte)result.Status);
            writer.OptionalPayload(result.Output);
            writer.OptionalText(result.Failure?.Code);
            writer.OptionalText(result.Failure?.Cause);
            writer.OptionalPayload(result.Input);
        }

        return writer.ToArray();
    }

    /// <exception cref="InvalidDataException">Not such bytes, or of a newer release.</exception>
    public static List<MapResult> Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new PackedReader(bytes);
        var format = reader.Byte();
        if (format != Format)
        {
            throw new InvalidDataException($"Results of a map run in format {format} are of a newer release.");
        }

        var results = new List<MapResult>();
        for (var rest = reader.ItemCount(); rest > 0; rest--)
        {
            var (index, name, status) = (reader.SmallCount(), reader.Text(), (ExecutionStatus)reader.Byte());
            var output = reader.OptionalPayload();
            var (code, cause) = (reader.OptionalText(), reader.OptionalText());
            var failure = code is null ? null : new StepFailure(code, cause ?? "");
            results.Add(new(index, name, status, output, failure, reader.OptionalPayload()));
        }

        return results;
    }
}
