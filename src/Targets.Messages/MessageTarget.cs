using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
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

    /// <param name="queues">Stays the caller's; null for a server without queues of its own, where only routes lead anywhere.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public MessageTarget(QueueStore? queues, MessageTargetOptions options)
    {
        _connections = Connections.Create(options.Connections);
        _own = queues is null ? new AbsentHost() : new EmbeddedHost(queues, options.MakesMissing);
        _hosts = [.. options.Routes.Select(route => (route, Host(route.Backend, options)))];
        Entries = [queues is null ? AbsentEntry : OwnEntry(queues), .. options.Routes.Select(route => Entry(route, options.Connections))];
    }

    public IReadOnlyCollection<string> Actions { get; } = [SendMessage];

    public IReadOnlyList<TargetEntry> Entries { get; }

    /// <remarks>Whoever takes the message: what hangs, hangs there.</remarks>
    public CallPlace PlaceOf(TaskCall call)
    {
        if (call.Parameters.Value is not JsonObject || MessageCall.FindPlace(call) is not var (isTopic, name))
        {
            return _own.Place;
        }

        var (route, host) = Find(isTopic, name);
        return host.Place with { Entry = route?.Title };
    }

    public async Task<Outcome<JsonPayload>> InvokeAsync(TaskCall call, CancellationToken cancellationToken) =>
        MessageCall.Read(call).TryGet(out var message, out var failure)
        && (await Find(message.IsTopic, message.Name).Host.SendAsync(message, call, cancellationToken)).TryGet(out var taken, out failure)
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

    /// <returns>No route for this server's own queues and topics.</returns>
    private (MessageRoute? Route, IMessageHost Host) Find(bool isTopic, string name)
    {
        foreach (var (route, host) in _hosts)
        {
            if (route.Takes(isTopic, name))
            {
                return (route, host);
            }
        }

        return (null, _own);
    }

    private static TargetEntry AbsentEntry { get; } = new(SendMessage, "none") { Actions = [SendMessage] };

    private static TargetEntry OwnEntry(QueueStore queues) => new(SendMessage, "embedded")
    {
        Actions = [SendMessage],
        NoAnswer = [MessageFailures.Internal],
        Probe = _ => TargetProbe.OfAsync(
            () => queues.ListQueuesAsync(AccountId.Default, "", "", most: 1),
            e => e is not (OperationCanceledException or ObjectDisposedException)),
    };

    private static TargetEntry Entry(MessageRoute route, ConnectionOptions connections)
    {
        var (backend, url) = route.Backend switch
        {
            MessageBackend.Webhook webhook => ("webhook", webhook.Url),
            MessageBackend.Service service => ("mns", service.Endpoint),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return new TargetEntry(route.Title, backend)
        {
            Actions = [SendMessage],
            Address = url.GetLeftPart(UriPartial.Authority),
            IsNamedBySettings = true,
            NoAnswer = [MessageFailures.RequestFailed],
            Probe = cancellationToken => TargetProbe.OfAsync(
                () => Connections.ReachAsync(connections, url, cancellationToken), Connections.IsNoConnection),
        };
    }

    private IMessageHost Host(MessageBackend backend, MessageTargetOptions options)
    {
        var connections = options.Connections;
        return backend switch
        {
            MessageBackend.Webhook webhook =>
                new WebhookHost(_connections, webhook, options.Time, connections.MostCallsTo(webhook.Url)),
            MessageBackend.Service service =>
                new ServiceHost(_connections, service, options.Time, connections.MostCallsTo(service.Endpoint)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
