using Microsoft.Extensions.Logging;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Queues;

namespace Sluice.Targets.Functions;

/// <summary>Asynchronous calls that no task waits for: accepted once they are stored, and made until they have been.</summary>
/// <remarks>
/// A call that a crash has cut off is made again, with its attempt's key. One that fails is tried again three times, as the
/// vendor's platform does, and is then logged and dropped.
/// </remarks>
internal sealed partial class AcceptedCalls : IAsyncDisposable
{
    private const string Queue = "calls";
    private const int Tries = 4;

    /// <summary>Nobody can have this account: it is no number.</summary>
    private static readonly AccountId Own = AccountId.FromStored("functions");

    /// <summary>Events may be larger than what others send; a call may take half a day before it is made again.</summary>
    private static readonly QueueAttributes Attributes = new()
    {
        MaximumMessageSize = int.MaxValue,
        MessageRetentionPeriod = int.MaxValue,
        VisibilityTimeout = 43_200,
    };

    private readonly QueueStore _store;
    private readonly Func<TaskCall, CancellationToken, Task<Outcome<JsonPayload>>> _make;
    private readonly ILogger _logger;
    private readonly QueueWorker _worker;

    /// <param name="store">Stays the caller's, and is disposed after this.</param>
    /// <param name="most">Calls that are made at once. 1 or more.</param>
    /// <param name="make">Makes a call and waits for its end.</param>
    public AcceptedCalls(
        QueueStore store, int most, Func<TaskCall, CancellationToken, Task<Outcome<JsonPayload>>> make, ILogger logger)
    {
        (_store, _make, _logger) = (store, make, logger);
        _worker = new QueueWorker(store, new WorkedQueue(Own, Queue, Attributes, most), MakeAsync, e => LogStoreFailed(logger, e));
    }

    /// <summary>Done when the call will be made, whatever happens to this process.</summary>
    public Task AcceptAsync(TaskCall call) =>
        _store.SendAsync(Own, Queue, new NewMessage(StoredCall.Encode(call), Key: call.IdempotencyKey), Attributes);

    public ValueTask DisposeAsync() => _worker.DisposeAsync();

    private async Task<TimeSpan?> MakeAsync(SeenMessage message, CancellationToken cancellationToken)
    {
        var call = StoredCall.Decode(message.Body);
        var failure = (await _make(call, cancellationToken)).Failure;

        // What it returns is seen by nobody, and may be of any size.
        var hasRun = failure is null || failure.IsByNameOnly;
        if (!hasRun && message.Taken < Tries)
        {
            return TimeSpan.FromSeconds(1 << message.Taken);
        }

        if (!hasRun)
        {
            LogGivenUp(_logger, call.Context.Account.Value, call.Context.Flow, call.Context.Execution, call.IdempotencyKey, failure!.Code);
        }

        return null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "An asynchronous function call of account {Account}, flow {Flow}, execution {Execution}, attempt {Attempt} failed for good: {Code}.")]
    private static partial void LogGivenUp(ILogger logger, string account, string flow, string execution, string attempt, string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "Accepted function calls cannot be taken from the store or ended there.")]
    private static partial void LogStoreFailed(ILogger logger, Exception problem);
}
