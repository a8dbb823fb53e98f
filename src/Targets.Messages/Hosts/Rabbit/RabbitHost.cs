using System.Net.Sockets;
using System.Security.Authentication;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Sluice.Model;
using Sluice.Outbound;

namespace Sluice.Targets.Messages.Hosts.Rabbit;

/// <summary>A RabbitMQ broker: a message is sent once the broker has confirmed that it keeps it.</summary>
/// <remarks>
/// A message whose confirmation was lost may be there or not. It is sent again with the same id until the broker confirms it, so that
/// none is lost; whoever gets it twice knows it by the id.
/// </remarks>
internal sealed class RabbitHost(MessageBackend.Rabbit broker, MessageTargetOptions options, int mostAtOnce) : IMessageHost, IAsyncDisposable
{
    private const string DefaultExchange = "";

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly RabbitLink _link = new(broker, options.Connections, options.MakesMissing);

    public CallPlace Place { get; } = new(broker.ToString(), mostAtOnce);

    /// <summary>Whether a connection cannot be had, was lost, or takes too long, which the library reports as a cancellation.</summary>
    public static bool IsLost(Exception e) => e is IOException or SocketException or AuthenticationException or RabbitMQClientException
        or TimeoutException or OperationCanceledException or ObjectDisposedException;

    /// <remarks>The broker has no delays of its own.</remarks>
    public bool CanDelay => false;

    public async Task<Outcome<TakenMessage>> SendAsync(MessageCall message, TaskCall call, CancellationToken cancellationToken)
    {
        var (isOut, isAlone, until, pause) = (false, false, DateTimeOffset.MaxValue, FirstPause);
        while (true)
        {
            var isPublishing = false;
            try
            {
                var channel = await OpenAsync(message, cancellationToken);
                (isOut, isPublishing) = (true, true);
                await (isAlone
                    ? _link.AloneAsync(own => PublishAsync(own, message, call, cancellationToken), cancellationToken)
                    : PublishAsync(channel, message, call, cancellationToken));
                return new TakenMessage(call.IdempotencyKey, message.Md5, call.IdempotencyKey);
            }
            catch (PublishException e)
            {
                return e is PublishReturnException
                    ? Missing(message)
                    : new StepFailure(MessageFailures.Nacked, $"{Title(message)}: the broker has refused to keep the message.");
            }
            catch (OperationInterruptedException e) when (isPublishing && !isAlone && IsOfChannel(e))
            {
                // A refusal closes the channel for all that are on it: on one of its own it is known whose it is.
                isAlone = true;
                _link.ForgetTopics();
                continue;
            }
            catch (Exception e) when (IsLost(e))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Refusal(message, e) is { } refusal)
                {
                    return refusal;
                }

                if (!isOut)
                {
                    return new StepFailure(MessageFailures.RequestFailed, $"{Title(message)}: {e.GetBaseException().Message.TrimEnd('.')}.");
                }

                until = until == DateTimeOffset.MaxValue ? options.Time.GetUtcNow() + options.BrokerPatience : until;
                if (options.Time.GetUtcNow() >= until)
                {
                    return Unknown(message, call, e);
                }
            }

            await Task.Delay(pause, options.Time, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    public async Task<TargetProbe> ProbeAsync(ConnectionOptions connections, CancellationToken cancellationToken) =>
        await TargetProbe.OfAsync(
            () => _link.ReachAsync(cancellationToken), e => IsLost(e) && !cancellationToken.IsCancellationRequested);

    public ValueTask DisposeAsync() => _link.DisposeAsync();

    private async Task<IChannel> OpenAsync(MessageCall message, CancellationToken cancellationToken)
    {
        if (message.IsTopic)
        {
            await _link.KnowTopicAsync(message.Name, cancellationToken);
        }

        return await _link.OpenAsync(cancellationToken);
    }

    /// <remarks>Of a topic nobody need want to hear; a queue has to be there.</remarks>
    private async Task PublishAsync(IChannel channel, MessageCall message, TaskCall call, CancellationToken cancellationToken)
    {
        var properties = RabbitMessage.Properties(message, call, options.Time.GetUtcNow());
        if (message.IsTopic)
        {
            await channel.BasicPublishAsync(message.Name, message.Tag ?? "", mandatory: false, properties, message.Body, cancellationToken);
            return;
        }

        try
        {
            await channel.BasicPublishAsync(DefaultExchange, message.Name, mandatory: true, properties, message.Body, cancellationToken);
        }
        catch (PublishReturnException) when (options.MakesMissing)
        {
            await _link.MakeQueueAsync(message.Name, cancellationToken);
            channel = await _link.OpenAsync(cancellationToken);
            await channel.BasicPublishAsync(DefaultExchange, message.Name, mandatory: true, properties, message.Body, cancellationToken);
        }
    }

    /// <summary>What the broker has against this very message or whoever sends it; null when it has said nothing.</summary>
    private StepFailure? Refusal(MessageCall message, Exception e) => (e as OperationInterruptedException)?.ShutdownReason?.ReplyCode switch
    {
        Constants.NotFound => Missing(message),
        Constants.AccessRefused => new StepFailure(MessageFailures.AccessDenied, $"{Title(message)}: {Said(e)}."),
        Constants.PreconditionFailed => new StepFailure(MessageFailures.Prefix + "InvalidArgument", $"{Title(message)}: {Said(e)}."),
        _ when e is AuthenticationFailureException || e.InnerException is AuthenticationFailureException =>
            new StepFailure(MessageFailures.AccessDenied, $"{Title(message)}: the broker does not know this user and password."),
        _ => null,
    };

    private static bool IsOfChannel(OperationInterruptedException e) =>
        e.ShutdownReason?.ReplyCode is Constants.NotFound or Constants.AccessRefused or Constants.PreconditionFailed;

    private StepFailure Missing(MessageCall message) => new(
        MessageFailures.Prefix + (message.IsTopic ? "TopicNotExist" : "QueueNotExist"),
        $"{Title(message)}: the broker has no such {(message.IsTopic ? "exchange" : "queue")}. Make it first, or set messages.makeMissing to true.");

    private StepFailure Unknown(MessageCall message, TaskCall call, Exception e) => new(
        MessageFailures.RequestFailed,
        $"{Title(message)}: the connection was lost before the broker confirmed the message, and for {options.BrokerPatience.TotalSeconds:0} seconds it could "
        + $"not be sent again, so nobody knows whether the broker has it; its id is {call.IdempotencyKey}. {e.GetBaseException().Message.TrimEnd('.')}.");

    private string Title(MessageCall message) => $"{broker} for {message.Title}";

    /// <summary>What the broker gave as its reason, which names no password.</summary>
    private static string Said(Exception e) =>
        ((OperationInterruptedException)e).ShutdownReason?.ReplyText.TrimEnd('.') ?? e.Message.TrimEnd('.');
}
