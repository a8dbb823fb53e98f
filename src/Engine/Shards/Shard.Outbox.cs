using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Packing;
using Sluice.Storage;

namespace Sluice.Engine.Shards;

/// <summary>Messages between shards: written with the commit that sends them, taken off by the one that deals with them.</summary>
/// <remarks>The only kind so far: an execution has ended, and a task of another one waits for that.</remarks>
internal sealed partial class Shard
{
    private const byte MessageFormat = 1;

    private void Send(Draft draft, Effect.ReportEnd end)
    {
        if (!_ports.Tokens.TryRead(end.TaskToken, out var attempt))
        {
            return;
        }

        var id = _ids.Next(_ports.Clock.Now).Value;
        var message = new OutboxMessage(id, attempt.Execution.Shard, Encode(end));
        draft.Sent.Add(message);
        draft.Releases.Add(new DeliveryRelease(message, _ports.Shards));
    }

    private async ValueTask DeliverAsync(Message.Delivery delivery)
    {
        var (token, result) = Decode(delivery.Content.Body);
        if (_ports.Tokens.TryRead(token, out var attempt)
            && await FindAsync(attempt.Execution) is { } resident
            && Advance(resident, new Input.TaskReported(attempt.Frame, attempt.Attempt, attempt.Nonce, result))
                is { Accepted: true })
        {
            _drafts.For(resident).Received.Add(delivery.Content.Id);
            return;
        }

        // Nobody waits for it any more, or it came twice.
        _drafts.Receive(delivery.Content.Id);
    }

    private static byte[] Encode(Effect.ReportEnd end)
    {
        var writer = new PackedWriter();
        writer.Byte(MessageFormat);
        writer.Text(end.TaskToken);
        var hasOutput = end.Result.TryGet(out var output, out var failure);
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

    private static (string Token, Outcome<JsonPayload> Result) Decode(byte[] body)
    {
        var reader = new PackedReader(body);
        var format = reader.Byte();
        if (format != MessageFormat)
        {
            throw new InvalidDataException(
                $"A message is stored in format {format}; this release reads {MessageFormat}.");
        }

        var token = reader.Text();
        return reader.Flag()
            ? (token, reader.Payload())
            : (token, new StepFailure(reader.Text(), reader.Text()));
    }
}
