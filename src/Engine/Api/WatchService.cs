using Sluice.Engine.Watching;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Api;

/// <summary>Tells how executions go on, while they do. Each call sees those of one account only.</summary>
public sealed class WatchService
{
    private readonly ExecutionService _executions;
    private readonly ICatalogStore _catalog;
    private readonly ExecutionFeed _feed;
    private readonly AccountFeed _accounts;

    internal WatchService(
        ExecutionService executions, ICatalogStore catalog, ExecutionFeed feed, AccountFeed accounts) =>
        (_executions, _catalog, _feed, _accounts) = (executions, catalog, feed, accounts);

    /// <summary>Follows one execution, from whatever event on; also one that has ended.</summary>
    /// <exception cref="ApiException"><c>FlowNotExists</c>, <c>ExecutionNotExists</c>.</exception>
    public async Task<ExecutionFollower> FollowAsync(
        AccountId account, ExecutionKey key, CancellationToken cancellationToken)
    {
        var view = await _executions.DescribeAsync(account, key, TimeSpan.Zero, cancellationToken);
        return new ExecutionFollower(_executions, _feed, account, key, view.Id);
    }

    /// <summary>Follows all executions of an account.</summary>
    public AccountFollower Follow(AccountId account) => new(_catalog, _accounts, account);
}

/// <summary>One who follows an execution: begin to watch, then read and wait by turns. Nothing is missed.</summary>
public sealed class ExecutionFollower : IDisposable
{
    private readonly ExecutionService _executions;
    private readonly AccountId _account;
    private readonly ExecutionKey _key;
    private readonly ExecutionWatch _watch;

    internal ExecutionFollower(
        ExecutionService executions, ExecutionFeed feed, AccountId account, ExecutionKey key, ExecutionId id)
    {
        (_executions, _account, _key) = (executions, account, key);

        // Watched from here on: what is read later has all that is not told.
        _watch = feed.Watch(id);
    }

    /// <exception cref="ApiException">The flow or the execution has been removed meanwhile.</exception>
    public Task<HistoryPage> ReadAsync(long fromEvent, int limit, CancellationToken cancellationToken) =>
        _executions.GetHistoryAsync(_account, _key, fromEvent, limit, cancellationToken);

    /// <summary>Returns as soon as there may be more to read.</summary>
    /// <returns>False when the patience was over first.</returns>
    public ValueTask<bool> WaitAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken) =>
        _watch.WaitAsync(patience, time, cancellationToken);

    public void Dispose() => _watch.Dispose();
}

/// <summary>One who follows which executions of an account change.</summary>
public sealed class AccountFollower : IDisposable
{
    /// <summary>Flows whose account is remembered; beyond that it begins anew.</summary>
    private const int FlowsKept = 2_000;

    private readonly ICatalogStore _catalog;
    private readonly AccountId _account;
    private readonly AccountWatch _watch;
    private readonly Dictionary<long, string?> _names = [];

    internal AccountFollower(ICatalogStore catalog, AccountFeed feed, AccountId account) =>
        (_catalog, _account, _watch) = (catalog, account, feed.Watch());

    /// <summary>What has changed since the last call, as soon as there is something.</summary>
    /// <returns>Each execution once, as it stands; null when more has changed than could be kept.</returns>
    public async Task<IReadOnlyList<ChangedExecution>?> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await _watch.TakeAsync(cancellationToken) is not { } rows)
            {
                return null;
            }

            var own = new List<ChangedExecution>();
            foreach (var row in rows)
            {
                if (await NameOfFlowAsync(row.FlowId, cancellationToken) is { } flow)
                {
                    own.Add(ChangedExecution.Of(flow, row));
                }
            }

            if (own.Count > 0)
            {
                return own;
            }
        }
    }

    public void Dispose() => _watch.Dispose();

    /// <returns>Null for a flow of another account.</returns>
    private async ValueTask<string?> NameOfFlowAsync(long flowId, CancellationToken cancellationToken)
    {
        if (_names.TryGetValue(flowId, out var known))
        {
            return known;
        }

        if (_names.Count >= FlowsKept)
        {
            _names.Clear();
        }

        var flow = await _catalog.FindFlowAsync(flowId, cancellationToken);
        return _names[flowId] = flow?.Account == _account ? flow.Name : null;
    }
}

/// <summary>An execution that has changed, as it stands now.</summary>
/// <param name="Stopped">Null while it runs.</param>
public sealed record ChangedExecution(
    string Flow, string Name, ExecutionStatus Status, DateTimeOffset Started, DateTimeOffset? Stopped, string? Error)
{
    internal static ChangedExecution Of(string flow, ExecutionRow row) => new(
        flow,
        row.Name,
        row.Status,
        DateTimeOffset.FromUnixTimeMilliseconds(row.Started),
        row.Stopped is { } stopped ? DateTimeOffset.FromUnixTimeMilliseconds(stopped) : null,
        row.Error);
}
