using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Outbound;
using Sluice.Queues;

namespace Sluice.Targets.Messages.Hosts;

/// <summary>The queues and topics of this server, each account's own.</summary>
/// <param name="queues">Stays the caller's.</param>
internal sealed class EmbeddedHost(QueueStore queues, bool makesMissing) : IMessageHost
{
    public CallPlace Place => new(MessageTarget.SendMessage);

    public Task<TargetProbe> ProbeAsync(ConnectionOptions connections, CancellationToken cancellationToken) => TargetProbe.OfAsync(
        () => queues.ListQueuesAsync(AccountId.Default, "", "", most: 1),
        e => e is not (OperationCanceledException or ObjectDisposedException));

    public async Task<Outcome<TakenMessage>> SendAsync(MessageCall message, TaskCall call, CancellationToken cancellationToken)
    {
        try
        {
            var sent = await SendAsync(message, call);
            return new TakenMessage(sent.Id, sent.BodyMd5, call.IdempotencyKey);
        }
        catch (QueueException e)
        {
            var refused = MessageFailures.Refused(e);
            return makesMissing || e.HttpStatus != 404
                ? refused
                : refused with { Cause = $"{refused.Cause} Make it first, or set messages.makeMissing to true." };
        }
        catch (Exception e) when (e is not (OperationCanceledException or ObjectDisposedException))
        {
            // The disk is full, or the file cannot be used: nothing was sent.
            return new StepFailure(MessageFailures.Internal, $"The message could not be stored: {e.Message.TrimEnd('.')}.");
        }
    }

    private Task<SentMessage> SendAsync(MessageCall message, TaskCall call)
    {
        // The same when the attempt is made again, so that it is the same message.
        var made = new NewMessage(message.Body, message.Priority, message.DelaySeconds, call.IdempotencyKey);
        return message.IsTopic
            ? queues.PublishAsync(call.Context.Account, message.Name, made, message.Tag, makesMissing)
            : queues.SendAsync(call.Context.Account, message.Name, made, makesMissing ? new QueueAttributes() : null);
    }
}
