using Sluice.Interpreter;
using Sluice.Storage;

namespace Sluice.Engine.Shards;

/// <summary>Messages between shards: written with the commit that sends them, taken off by the one that deals with them.</summary>
/// <remarks>The only kind so far: an execution has ended, and a task of another one waits for that.</remarks>
internal sealed partial class Shard
{
    private void Send(Draft draft, Effect.ReportEnd end)
    {
        if (!_ports.Tokens.TryRead(end.TaskToken, out var attempt))
        {
            return;
        }

        var id = _ids.Next(_ports.Clock.Now).Value;
        var message = new OutboxMessage(id, attempt.Execution.Shard, EndMessageCodec.Encode(end.TaskToken, end.Result));
        draft.Sent.Add(message);
        draft.Releases.Add(new DeliveryRelease(message, _ports.Shards));
    }

    private async ValueTask DeliverAsync(Message.Delivery delivery)
    {
        var (token, result) = EndMessageCodec.Decode(delivery.Content.Body);
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
}
