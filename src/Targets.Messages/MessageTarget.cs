using System.Runtime.CompilerServices;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Outbound;
using Sluice.Queues;
using Sluice.Targets.Messages.Hosts;
using Sluice.Targets.Messages.Hosts.Rabbit;

namespace Sluice.Targets.Messages;

/// <summary>Sends messages to queues and topics: the action <c>MNS:SendMessage</c>.</summary>
/// <remarks>Source: definition language, sections 8.4 and 10.4; classic language, section 5.1.</remarks>
public sealed class MessageTarget : ITaskTarget, IAsyncDisposable
{
    public const string SendMessage = "MNS:SendMessage";

    private readonly HttpMessageInvoker _connections;
    private readonly IMessageHost _own;
    private readonly DelayedMessages? _delayed;
    private readonly IReadOnlyList<(MessageRoute Route, IMessageHost Host)> _hosts;

    /// <param name="queues">Stays the caller's, and is disposed after this.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public MessageTarget(QueueStore queues, MessageTargetOptions options)
    {
        _connections = Connections.Create(options.Connections);
        _own = options.HasQueues ? new EmbeddedHost(queues, options.MakesMissing) : new AbsentHost();
        _hosts = [.. options.Routes.Select(route => (route, Host(route.Backend, options)))];
        _delayed = _hosts.Any(host => !host.Host.CanDelay) ? new DelayedMessages(queues, SendAsync, options.Logger) : null;
        Entries =
        [
            OwnEntry(_own, options.Connections),
            .. _hosts.Select(host => Entry(host.Route, host.Host, options.Connections)),
        ];
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
        && (await SendAsync(message, call, cancellationToken)).TryGet(out var taken, out failure)
            ? Result(taken)
            : failure;

    public async ValueTask DisposeAsync()
    {
        if (_delayed is not null)
        {
            await _delayed.DisposeAsync();
        }

        foreach (var host in _hosts.Select(host => host.Host).OfType<IAsyncDisposable>())
        {
            await host.DisposeAsync();
        }

        _connections.Dispose();
    }

    private Task<Outcome<TakenMessage>> SendAsync(MessageCall message, TaskCall call, CancellationToken cancellationToken)
    {
        var host = Find(message.IsTopic, message.Name).Host;
        return message.DelaySeconds is > 0 && !host.CanDelay && _delayed is not null
            ? _delayed.AcceptAsync(message, call)
            : host.SendAsync(message, call, cancellationToken);
    }

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

    private static TargetEntry OwnEntry(IMessageHost own, ConnectionOptions connections) =>
        new(SendMessage, own is EmbeddedHost ? "embedded" : "none")
        {
            Actions = [SendMessage],
            NoAnswer = [MessageFailures.Internal],
            Probe = cancellationToken => own.ProbeAsync(connections, cancellationToken),
        };

    private static TargetEntry Entry(MessageRoute route, IMessageHost host, ConnectionOptions connections)
    {
        var (backend, address) = route.Backend switch
        {
            MessageBackend.Webhook webhook => ("webhook", webhook.Url.GetLeftPart(UriPartial.Authority)),
            MessageBackend.Service service => ("mns", service.Endpoint.GetLeftPart(UriPartial.Authority)),
            MessageBackend.Rabbit broker => ("rabbitmq", broker.ToString()),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return new TargetEntry(route.Title, backend)
        {
            Actions = [SendMessage],
            Address = address,
            IsNamedBySettings = true,
            NoAnswer = [MessageFailures.RequestFailed],
            Probe = cancellationToken => host.ProbeAsync(connections, cancellationToken),
        };
    }

    /// <remarks>By itself, so that the broker's library is loaded where a route names a broker and nowhere else.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static RabbitHost Rabbit(MessageBackend.Rabbit broker, MessageTargetOptions options) =>
        new(broker, options, options.Connections.MaxConnectionsPerHost);

    private IMessageHost Host(MessageBackend backend, MessageTargetOptions options)
    {
        var connections = options.Connections;
        return backend switch
        {
            MessageBackend.Webhook webhook =>
                new WebhookHost(_connections, webhook, options.Time, connections.MostCallsTo(webhook.Url)),
            MessageBackend.Service service =>
                new ServiceHost(_connections, service, options.Time, connections.MostCallsTo(service.Endpoint)),
            MessageBackend.Rabbit broker => Rabbit(broker, options),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
