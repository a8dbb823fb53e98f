using Microsoft.Extensions.Logging;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Queues;

namespace Sluice.Targets.Messages.Hosts;

/// <summary>Messages that are to go out later, for hosts that have no delays: the task is done when one is stored, and none is lost.</summary>
/// <remarks>One that cannot be sent when it is due is sent again, always with its attempt's key, until somebody takes it.</remarks>
internal sealed partial class DelayedMessages : IAsyncDisposable
{
    private const string Queue = "delayed";
    private const int MostAtOnce = 64;

    /// <summary>Nobody can have this account: it is no number.</summary>
    private static readonly AccountId Own = AccountId.FromStored("messages");

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>A message may be larger than what others send, and is kept until it has gone.</summary>
    private static readonly QueueAttributes Attributes = new()
    {
        MaximumMessageSize = int.MaxValue,
        MessageRetentionPeriod = int.MaxValue,
        VisibilityTimeout = 43_200,
    };

    private readonly QueueStore _store;
    private readonly Func<MessageCall, TaskCall, CancellationToken, Task<Outcome<TakenMessage>>> _send;
    private readonly ILogger _logger;
    private readonly QueueWorker _worker;

    /// <param name="store">Stays the caller's, and is disposed after this.</param>
    /// <param name="send">Sends one that is due.</param>
    public DelayedMessages(
        QueueStore store, Func<MessageCall, TaskCall, CancellationToken, Task<Outcome<TakenMessage>>> send, ILogger logger)
    {
        (_store, _send, _logger) = (store, send, logger);
        _worker = new QueueWorker(store, new WorkedQueue(Own, Queue, Attributes, MostAtOnce), SendAsync, e => LogStoreFailed(logger, e));
    }

    /// <summary>Done when the message will go out, whatever happens to this process.</summary>
    public async Task<Outcome<TakenMessage>> AcceptAsync(MessageCall message, TaskCall call)
    {
        try
        {
            var stored = await _store.SendAsync(
                Own, Queue, new NewMessage(StoredCall.Encode(call), DelaySeconds: message.DelaySeconds, Key: call.IdempotencyKey), Attributes);
            return new TakenMessage(call.IdempotencyKey, message.Md5, stored.Id);
        }
        catch (Exception e) when (e is not (OperationCanceledException or ObjectDisposedException))
        {
            // The disk is full, or the file cannot be used: nothing was stored.
            return new StepFailure(MessageFailures.Internal, $"The message could not be stored: {e.Message.TrimEnd('.')}.");
        }
    }

    public ValueTask DisposeAsync() => _worker.DisposeAsync();

    private async Task<TimeSpan?> SendAsync(SeenMessage stored, CancellationToken cancellationToken)
    {
        var call = StoredCall.Decode(stored.Body);
        if (!MessageCall.Read(call).TryGet(out var message, out var failure)
            || (await _send(message with { DelaySeconds = null }, call, cancellationToken)).TryGet(out _, out failure))
        {
            return null;
        }

        LogNotSent(_logger, call.Context.Account.Value, call.Context.Flow, call.Context.Execution, call.IdempotencyKey, failure.Code);
        var pause = TimeSpan.FromSeconds(1L << Math.Min(stored.Taken, 16));
        return pause < LongestPause ? pause : LongestPause;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "A delayed message of account {Account}, flow {Flow}, execution {Execution}, attempt {Attempt} could not be sent: {Code}. It is sent again.")]
    private static partial void LogNotSent(ILogger logger, string account, string flow, string execution, string attempt, string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "Delayed messages cannot be taken from the store or ended there.")]
    private static partial void LogStoreFailed(ILogger logger, Exception problem);
}
