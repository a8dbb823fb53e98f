using System.Collections.Concurrent;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Sluice.Outbound;

namespace Sluice.Targets.Messages.Hosts.Rabbit;

/// <summary>The connection to a broker, opened when it is needed and again when it was lost, and what is known to be there.</summary>
/// <remarks>Callers on any thread: confirmations are kept apart by the library. Nothing is published here twice.</remarks>
internal sealed class RabbitLink(MessageBackend.Rabbit broker, ConnectionOptions connections, bool makesMissing) : IAsyncDisposable
{
    /// <summary>Messages that may wait for the broker's word at once.</summary>
    private const ushort MostUnconfirmed = 1_000;

    private const string TopicExchange = "topic";

    private static readonly CreateChannelOptions Plain = new(publisherConfirmationsEnabled: false, publisherConfirmationTrackingEnabled: false);

    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly ConcurrentDictionary<string, bool> _exchanges = new(StringComparer.Ordinal);
    private IConnection? _connection;
    private IChannel? _channel;

    /// <remarks>With a limiter of its own: one that is shared would count what a lost channel still had out.</remarks>
    private static CreateChannelOptions Confirmed =>
        new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, new ThrottlingRateLimiter(MostUnconfirmed));

    /// <summary>The channel that messages go over.</summary>
    /// <exception cref="Exception">The broker cannot be reached, or does not let us in.</exception>
    public async Task<IChannel> OpenAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _channel) is { IsOpen: true } open)
        {
            return open;
        }

        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_channel is { IsOpen: true } opened)
            {
                return opened;
            }

            await CloseAsync(_channel);
            if (_connection is not { IsOpen: true })
            {
                await CloseAsync(_connection);
                _connection = await ConnectAsync(cancellationToken);
            }

            var channel = await _connection.CreateChannelAsync(Confirmed, cancellationToken);
            Volatile.Write(ref _channel, channel);
            return channel;
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>Publishes on a channel of its own, with confirmations.</summary>
    public async Task AloneAsync(Func<IChannel, Task> publish, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        await using var channel = await _connection!.CreateChannelAsync(Confirmed, cancellationToken);
        await publish(channel);
    }

    /// <summary>Sees to it that there is a topic exchange: publishing to none closes the channel for everybody.</summary>
    /// <exception cref="OperationInterruptedException">There is none and none is made, or it may not be looked for.</exception>
    public async Task KnowTopicAsync(string name, CancellationToken cancellationToken)
    {
        if (_exchanges.ContainsKey(name))
        {
            return;
        }

        try
        {
            await ApartAsync(channel => channel.ExchangeDeclarePassiveAsync(name, cancellationToken), cancellationToken);
        }
        catch (OperationInterruptedException e) when (makesMissing && e.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            await ApartAsync(
                channel => channel.ExchangeDeclareAsync(name, TopicExchange, durable: true, autoDelete: false, cancellationToken: cancellationToken),
                cancellationToken);
        }

        _exchanges[name] = true;
    }

    /// <summary>Somebody has taken exchanges away.</summary>
    public void ForgetTopics() => _exchanges.Clear();

    /// <summary>Makes a queue that is not there, with the priorities that messages have.</summary>
    /// <exception cref="OperationInterruptedException">It may not be made.</exception>
    public Task MakeQueueAsync(string name, CancellationToken cancellationToken) => ApartAsync(
        channel => channel.QueueDeclareAsync(
            name,
            durable: true,
            exclusive: false,
            autoDelete: false,
            arguments: new Dictionary<string, object?> { ["x-max-priority"] = RabbitMessage.HighestPriority },
            cancellationToken: cancellationToken),
        cancellationToken);

    /// <summary>Connects and hangs up, with user and password but without a channel.</summary>
    public async Task ReachAsync(CancellationToken cancellationToken) => await CloseAsync(await ConnectAsync(cancellationToken));

    public async ValueTask DisposeAsync()
    {
        await CloseAsync(_channel);
        await CloseAsync(_connection);
        _opening.Dispose();
    }

    /// <summary>On a channel of its own, since a refusal closes it.</summary>
    private async Task ApartAsync(Func<IChannel, Task> act, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        await using var channel = await _connection!.CreateChannelAsync(Plain, cancellationToken);
        await act(channel);
    }

    private async Task<IConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var addresses = await Connections.AddressesAsync(connections, broker.Host, cancellationToken);
        var factory = new ConnectionFactory
        {
            UserName = broker.User,
            Password = broker.Password,
            VirtualHost = broker.VirtualHost,
            ClientProvidedName = "Sluice",
            RequestedConnectionTimeout = connections.ConnectTimeout,

            // What was out is unknown when a connection is lost, and whoever sent it must learn of it.
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
        };
        return await factory.CreateConnectionAsync(
            addresses.Select(address => new AmqpTcpEndpoint(address.ToString(), broker.Port, Tls())), "Sluice", cancellationToken);
    }

    private SslOption Tls() => new(broker.Host, enabled: broker.IsTls)
    {
        CertificateValidationCallback = Connections.CertificateCheck(connections),
    };

    private static async Task CloseAsync(IAsyncDisposable? open)
    {
        try
        {
            await (open?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        catch (Exception e) when (RabbitHost.IsLost(e))
        {
            // It was closed by the other side.
        }
    }
}
