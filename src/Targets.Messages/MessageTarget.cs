using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Queues;

namespace Sluice.Targets.Messages;

/// <summary>Sends messages to queues and topics of the flow's account: the action <c>MNS:SendMessage</c>.</summary>
/// <param name="queues">Stays the caller's.</param>
/// <param name="makesMissing">A queue or topic that is not there is made; otherwise the task fails.</param>
/// <remarks>Source: definition language, sections 8.4 and 10.4; classic language, section 5.1.</remarks>
public sealed class MessageTarget(QueueStore queues, bool makesMissing) : ITaskTarget
{
    public const string SendMessage = "MNS:SendMessage";

    private const string Prefix = "MNS.";

    public IReadOnlyCollection<string> Actions { get; } = [SendMessage];

    public async Task<Outcome<JsonPayload>> InvokeAsync(TaskCall call, CancellationToken cancellationToken)
    {
        if (!MessageCall.Read(call).TryGet(out var message, out var failure))
        {
            return failure;
        }

        try
        {
            return Result(await SendAsync(message, call), call);
        }
        catch (QueueException e)
        {
            var refused = Refused(e);
            return makesMissing || e.HttpStatus != 404
                ? refused
                : refused with { Cause = $"{refused.Cause} Make it first, or set messages.makeMissing to true." };
        }
        catch (Exception e) when (e is not (OperationCanceledException or ObjectDisposedException))
        {
            // The disk is full, or the file cannot be used: nothing was sent.
            return new StepFailure(Prefix + "InternalServerError", $"The message could not be stored: {e.Message.TrimEnd('.')}.");
        }
    }

    private static StepFailure Refused(QueueException e) => new(Prefix + e.Code, e.Message);

    private Task<SentMessage> SendAsync(MessageCall message, TaskCall call)
    {
        // The same when the attempt is made again, so that it is the same message.
        var made = new NewMessage(message.Body, message.Priority, message.DelaySeconds, call.IdempotencyKey);
        return message.IsTopic
            ? queues.PublishAsync(call.Context.Account, message.Name, made, message.Tag, makesMissing)
            : queues.SendAsync(call.Context.Account, message.Name, made, makesMissing ? new QueueAttributes() : null);
    }

    /// <summary>Why no queue or topic of the usual kind would take a message; null when one would.</summary>
    internal static StepFailure? Problem(MessageCall message)
    {
        try
        {
            QueueName.Check(message.IsTopic ? "TopicName" : "QueueName", message.Name);
            var most = new QueueAttributes().MaximumMessageSize;
            return message.Body.Length <= most ? null : Refused(QueueException.TooLong(message.Body.Length, most));
        }
        catch (QueueException e)
        {
            return Refused(e);
        }
    }

    internal static JsonPayload Result(SentMessage sent, TaskCall call) => JsonPayload.Of(JsonObject.Of(
        ("MessageId", JsonValue.Of(sent.Id)),
        ("MessageBodyMD5", JsonValue.Of(sent.BodyMd5)),
        ("RequestId", JsonValue.Of(call.IdempotencyKey))));
}
