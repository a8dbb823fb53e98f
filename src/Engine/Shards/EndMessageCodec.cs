using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Packing;

namespace Sluice.Engine.Shards;

/// <summary>The stored form of the message that an execution has ended, for a task of another one that waits for it.</summary>
/// <remarks>
/// Format 1: the task's token, then the output, or code and cause. Every format ever written stays readable, and has a
/// golden text among the tests.
/// </remarks>
internal static class EndMessageCodec
{
    private const byte Format = 1;

    public static byte[] Encode(string taskToken, Outcome<JsonPayload> result)
    {
        var writer = new PackedWriter();
        writer.Byte(Format);
        writer.Text(taskToken);
        var hasOutput = result.TryGet(out var output, out var failure);
        writer.Flag(hasOutput);
        if (hasOutput)
        {
            writer.Payload(output!);
        }
        else
        {
            writer.Text(failure!.Code);
            writer.Text(failure.Cause);
        }

        return writer.ToArray();
    }

    public static (string Token, Outcome<JsonPayload> Result) Decode(byte[] body)
    {
        var reader = new PackedReader(body);
        var format = reader.Byte();
        if (format != Format)
        {
            throw new InvalidDataException(
                $"A message is stored in format {format}; this release reads {Format}.");
        }

        var token = reader.Text();
        return reader.Flag()
            ? (token, reader.Payload())
            : (token, new StepFailure(reader.Text(), reader.Text()));
    }
}
