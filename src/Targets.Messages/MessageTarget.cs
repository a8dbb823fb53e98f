using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Outbound;
using Sluice.Queues;
using Sluice.Targets.Messages.Hosts;

namespace Sluice.Targets.Messages;

/// <summary>Sends messages to queues and topics: the action <c>MNS:SendMessage</c>.</summary>
/// <remarks>Source: definition language, sections 8.4 and 10.4; classic language, section 5.1.</remarks>
public sealed class MessageTarget : ITaskTarget, IDisposable
{
    public const string SendMessage = "MNS:SendMessage";

    private readonly HttpMessageInvoker _connections;
    private readonly IMessageHost _own;
    private readonly IReadOnlyList<(MessageRoute Route, IMessageHost Host)> _hosts;

    /// <param name="queues">Stays the caller's.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public MessageTarget(QueueStore queues, MessageTargetOptions options)
    {
        _connections = Connections.Create(options.Connections);
        _own = new EmbeddedHost(queues, options.MakesMissing);
        _hosts = [.. options.Routes.Select(route => (route, Host(route.Backend, options)))];
    }

    public IReadOnlyCollection<string> Actions { get; } = [SendMessage];

    /// <remarks>Whoever takes the message: what hangs, hangs there.</remarks>
    public CallPlace PlaceOf(TaskCall call) =>
        call.Parameters.Value is JsonObject && MessageCall.FindPlace(call) is var (isTopic, name)
            ? HostOf(isTopic, name).Place
            : _own.Place;

    public async Task<Outcome<JsonPayload>> InvokeAsync(TaskCall call, CancellationToken cancellationToken) =>
        MessageCall.Read(call).TryGet(out var message, out var failure)
        && (await HostOf(message.IsTopic, message.Name).SendAsync(message, call, cancellationToken)).TryGet(out var taken, out failure)
            ? Result(taken)
            : failure;

    public void Dispose() => _connections.Dispose();

    /// <summary>Why no queue or topic of the usual kind would take a message; null when one would.</summary>
    internal static StepFailure? Problem(MessageCall message)
    {
        try
        {
            QueueName.Check(message.IsTopic ? "TopicName" : "QueueName", message.Name);
            var most = new QueueAttributes().MaximumMessageSize;
            return message.Body.Length <= most ? null : MessageFailures.Refused(QueueException.TooLong(message.Body.Length, most));
        }
        catch (QueueException e)
        {
            return MessageFailures.Refused(e);
        }
    }

    internal static JsonPayload Result(TakenMessage taken) => JsonPayload.Of(JsonObject.Of(
        ("MessageId", JsonValue.Of(taken.Id)),
        ("MessageBodyMD5", JsonValue.Of(taken.BodyMd5)),
        ("RequestId", JsonValue.Of(taken.RequestId))));

    private IMessageHost HostOf(bool isTopic, string name)
    {
        foreach (var (route, host) in _hosts)
        {
            if (route.Takes(isTopic, name))
            {
                return host;
            }
        }

        return _own;
    }

    private IMessageHost Host(MessageBackend backend, MessageTargetOptions options)
    {
        var most = options.Connections.MaxConnectionsPerHost;
        return backend switch
        {
            MessageBackend.Webhook webhook => new WebhookHost(_connections, webhook, options.Time, most),
            MessageBackend.Service service => new ServiceHost(_connections, service, options.Time, most),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
