using Sluice.Model.Json;

namespace Sluice.Engine.Api;

/// <summary>Executions: start, stop, show, and report on their tasks.</summary>
public sealed class ExecutionService
{
    /// <summary>Starts an execution, or finds the running one of this name.</summary>
    /// <exception cref="Model.ApiException">
    /// <c>FlowNotExists</c>, <c>ExecutionAlreadyExists</c>, <c>InvalidArgument</c>, <c>EntityTooLarge</c>,
    /// <c>ActionNotSupported</c> (Express flow), <c>ResourceThrottled</c>.
    /// </exception>
    public Task<ExecutionView> StartAsync(NewExecution request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <exception cref="Model.ApiException">
    /// <c>FlowNotExists</c>, <c>ExecutionNotExists</c>, <c>ExecutionAlreadyCompleted</c>.
    /// </exception>
    public Task<ExecutionView> StopAsync(
        ExecutionKey key, string? error, string? cause, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>The execution as soon as it has ended, or as it stands when the wait is over.</summary>
    /// <param name="wait">How long to wait at the most; <see cref="TimeSpan.Zero"/> answers at once.</param>
    /// <param name="cancellationToken">The caller has gone: the wait ends, the execution goes on.</param>
    /// <exception cref="Model.ApiException"><c>FlowNotExists</c>, <c>ExecutionNotExists</c>.</exception>
    public Task<ExecutionView> DescribeAsync(ExecutionKey key, TimeSpan wait, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Newest first.</summary>
    /// <exception cref="Model.ApiException"><c>FlowNotExists</c>.</exception>
    public Task<ExecutionPage> ListAsync(ExecutionListing listing, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>One page of history, oldest first.</summary>
    /// <param name="fromEvent">Id of the first event wanted; 1 or more.</param>
    /// <exception cref="Model.ApiException"><c>FlowNotExists</c>, <c>ExecutionNotExists</c>.</exception>
    public Task<HistoryPage> GetHistoryAsync(
        ExecutionKey key, long fromEvent, int limit, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <returns>EventId of the TaskSucceeded event.</returns>
    /// <exception cref="Model.ApiException">
    /// <c>InvalidArgument</c> (a token that is not ours), <c>TaskAlreadyCompleted</c>.
    /// </exception>
    public Task<long> ReportSucceededAsync(string taskToken, JsonPayload output, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <returns>EventId of the TaskFailed event.</returns>
    /// <exception cref="Model.ApiException">As for <see cref="ReportSucceededAsync"/>.</exception>
    public Task<long> ReportFailedAsync(
        string taskToken, string error, string? cause, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
