using Sluice.Engine.Express;
using Sluice.Engine.Flows;
using Sluice.Engine.Link;
using Sluice.Engine.Metering;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Starting;
using Sluice.Engine.Tasks;
using Sluice.Engine.Watching;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Api;

/// <summary>Executions: start, stop, show, and report on their tasks. Each call sees those of one account only.</summary>
public sealed class ExecutionService
{
    private readonly IExecutionStore _store;
    private readonly Catalog _catalog;
    private readonly VersionCatalog _versions;
    private readonly ExecutionStarter _starter;
    private readonly ExpressRuns _express;
    private readonly IShardLink _link;
    private readonly NamePlacement _placement;
    private readonly TaskTokens _tokens;
    private readonly Endings _endings;
    private readonly RecentEnds _recentEnds;
    private readonly Clock _clock;
    private readonly IEntropy _entropy;
    private readonly ExecutionTraces _traces;
    private readonly ExecutionRepair _repair;
    private readonly long _pageBytes;

    /// <param name="pageBytes">Of a list or a history at the most.</param>
    internal ExecutionService(
        IExecutionStore store,
        Catalog catalog,
        VersionCatalog versions,
        ExecutionStarter starter,
        ExpressRuns express,
        IShardLink link,
        NamePlacement placement,
        TaskTokens tokens,
        Endings endings,
        RecentEnds recentEnds,
        Clock clock,
        IEntropy entropy,
        ExecutionTraces traces,
        ExecutionRepair repair,
        Limits limits,
        long pageBytes)
    {
        (_store, _catalog, _versions, _starter, _express) = (store, catalog, versions, starter, express);
        (_link, _placement, _tokens, _endings, _recentEnds) = (link, placement, tokens, endings, recentEnds);
        (_clock, _entropy, _traces, _repair) = (clock, entropy, traces, repair);
        (Limits, _pageBytes) = (limits, pageBytes);
    }

    /// <summary>What inputs and outputs are held to.</summary>
    public Limits Limits { get; }

    /// <summary>Starts an execution, or finds the running one of this name.</summary>
    /// <exception cref="ApiException">
    /// <c>FlowNotExists</c>, <c>FlowVersionNotExists</c>, <c>FlowAliasNotExists</c>, <c>ExecutionAlreadyExists</c>,
    /// <c>InvalidArgument</c>, <c>EntityTooLarge</c>, <c>ActionNotSupported</c> (Express flow), <c>ResourceThrottled</c>.
    /// </exception>
    public async Task<ExecutionView> StartAsync(
        AccountId account, NewExecution request, CancellationToken cancellationToken)
    {
        var input = ReadInput(request.Utf8Input);
        await CheckCallbackAsync(account, request.CallbackToken, cancellationToken);
        var order = new StartOrder(request.FlowName, request.Name, input)
        {
            CallbackToken = request.CallbackToken,
            Qualifier = request.Qualifier,
        };
        var (flow, row, revision) = await _starter.StartAsync(account, order, cancellationToken);
        _traces.LinkTo(row.Id);
        return ExecutionView.Of(flow, row, revision);
    }

    /// <summary>Runs an execution of an Express flow to its end; nothing is stored before the answer.</summary>
    /// <param name="cancellationToken">The caller has gone: the wait ends, the run goes on to its end.</param>
    /// <returns>The ended execution: a failure inside the flow is an answer like another.</returns>
    /// <exception cref="ApiException">
    /// <c>FlowNotExists</c>, <c>InvalidArgument</c>, <c>EntityTooLarge</c>, <c>ActionNotSupported</c> (Standard flow),
    /// <c>ResourceThrottled</c>, <c>InternalServerError</c>.
    /// </exception>
    public async Task<ExecutionView> StartSyncAsync(
        AccountId account, NewExecution request, CancellationToken cancellationToken)
    {
        var input = ReadInput(request.Utf8Input);
        var flow = await _catalog.GetFlowAsync(account, request.FlowName, cancellationToken);
        if (StartRules.RefuseMode((ExecutionMode)flow.Mode, ExecutionMode.Express) is { } refusal)
        {
            throw refusal;
        }

        var revision = await _versions.ResolveAsync(flow, request.Qualifier, cancellationToken);

        // Names need not be unique, so each run gets one that is.
        var name = $"{request.Name?.Value ?? NewName()}:{NewName()}";
        var row = await _express.RunAsync(revision, name, input, request.Qualifier)
            .WaitAsync(cancellationToken);
        _traces.LinkTo(row.Id);
        return ExecutionView.Of(flow.Name, row, revision.Row);
    }

    /// <exception cref="ApiException">
    /// <c>FlowNotExists</c>, <c>ExecutionNotExists</c>, <c>ExecutionAlreadyCompleted</c>.
    /// </exception>
    public async Task<ExecutionView> StopAsync(
        AccountId account, ExecutionKey key, string? error, string? cause, CancellationToken cancellationToken)
    {
        var row = await GetRowAsync(account, key, cancellationToken);
        if (row.Status.HasEnded())
        {
            throw ApiException.ExecutionAlreadyCompleted(row.Name, key.Flow.Value);
        }

        var stopped = await _link.AskAsync(
            row.Id.Shard,
            new StopRequest(row.Id, key.Flow.Value, error ?? "", cause ?? "") { Owner = account });
        return await ViewAsync(key, stopped, cancellationToken);
    }

    /// <summary>Goes on with an execution that failed, timed out or was stopped: what has succeeded is not run again.</summary>
    /// <exception cref="ApiException">
    /// <c>FlowNotExists</c>, <c>ExecutionNotExists</c>, <c>FlowVersionNotExists</c>, <c>FlowAliasNotExists</c>,
    /// <c>ActionNotSupported</c> (Express flow), <c>ResourceThrottled</c>, <c>ExecutionNotRedrivable</c> (it runs, has succeeded,
    /// nothing is kept of it, or states do not fit: each is named; a dry run gives the last as an answer),
    /// <c>ConcurrentUpdateError</c> (a map run of it is just being stopped).
    /// </exception>
    public Task<RedriveView> RedriveAsync(
        AccountId account, ExecutionKey key, RedriveOptions options, CancellationToken cancellationToken) =>
        _repair.RedriveAsync(account, key, options, cancellationToken);

    /// <summary>Removes an execution that has ended, with its history and the children of its map runs.</summary>
    /// <exception cref="ApiException">
    /// <c>FlowNotExists</c>, <c>ExecutionNotExists</c>, <c>ConcurrentUpdateError</c> (it has not come to its end).
    /// </exception>
    public async Task DeleteAsync(AccountId account, ExecutionKey key, CancellationToken cancellationToken)
    {
        var row = await GetRowAsync(account, key, cancellationToken);
        while (!await _link.AskAsync(row.Id.Shard, new DeleteRequest(row.Id) { Owner = account }))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        _recentEnds.Forget(row.FlowId, row.Name, row.Id);
    }

    /// <summary>Runs an execution once more from its beginning, as another one that says so in its history.</summary>
    /// <exception cref="ApiException">As for <see cref="StartAsync"/>, and <c>ExecutionNotExists</c>.</exception>
    public Task<ExecutionView> RerunAsync(
        AccountId account, ExecutionKey key, RerunOptions options, CancellationToken cancellationToken) =>
        _repair.RerunAsync(account, key, options, cancellationToken);

    /// <summary>The execution as soon as it has ended, or as it stands when the wait is over.</summary>
    /// <param name="wait">How long to wait at the most; <see cref="TimeSpan.Zero"/> answers at once.</param>
    /// <param name="cancellationToken">The caller has gone: the wait ends, the execution goes on.</param>
    /// <exception cref="ApiException"><c>FlowNotExists</c>, <c>ExecutionNotExists</c>.</exception>
    public async Task<ExecutionView> DescribeAsync(
        AccountId account, ExecutionKey key, TimeSpan wait, CancellationToken cancellationToken)
    {
        var row = await GetRowAsync(account, key, cancellationToken);
        if (row.Status.HasEnded() || wait == TimeSpan.Zero)
        {
            return await ViewAsync(key, row, cancellationToken);
        }

        // Whoever waits holds on to the number only, not to the row.
        return await ViewAsync(key, await AwaitEndAsync(key, row.Id, wait, cancellationToken), cancellationToken);
    }

    /// <inheritdoc cref="ExecutionRepair.MayRedrive"/>
    internal bool MayRedrive(FlowRow flow, ExecutionRow row) => _repair.MayRedrive(flow, row);

    /// <summary>Newest first.</summary>
    /// <exception cref="ApiException"><c>FlowNotExists</c>.</exception>
    public async Task<Page<ExecutionView>> ListAsync(
        AccountId account, ExecutionListing listing, CancellationToken cancellationToken)
    {
        var flow = await _catalog.GetFlowAsync(account, listing.Flow, cancellationToken);
        var page = await Page.ReadAsync(listing.Limit, most => _store.ListExecutionsAsync(
            new ExecutionQuery
            {
                FlowId = flow.Id,
                Limit = most,
                MostBytes = _pageBytes,
                Status = listing.Status,
                StartedFrom = StoredTime.From(listing.StartedFrom),
                StartedTo = StoredTime.To(listing.StartedTo),
                NamePrefix = listing.NamePrefix,
                Qualifier = listing.Qualifier,
                MapRun = listing.MapRun,
                After = listing.After is { } place ? new(place.StartedMilliseconds, place.Name) : null,
                MetadataOnly = listing.MetadataOnly,
            },
            cancellationToken));
        return await page.SelectAsync(
            _pageBytes,
            execution => listing.MetadataOnly ? 0 : BytesOf(execution),
            row => ViewAsync(flow.Name, row, cancellationToken));
    }

    /// <summary>One page of history, oldest first.</summary>
    /// <param name="fromEvent">Id of the first event wanted; 1 or more.</param>
    /// <exception cref="ApiException"><c>FlowNotExists</c>, <c>ExecutionNotExists</c>.</exception>
    public async Task<HistoryPage> GetHistoryAsync(
        AccountId account, ExecutionKey key, long fromEvent, int limit, CancellationToken cancellationToken)
    {
        var row = await GetRowAsync(account, key, cancellationToken);
        var journal = await _store.ReadEventsAsync(row.Id, fromEvent, limit + 1, _pageBytes, cancellationToken);
        var count = Page.CountWithin(journal, _pageBytes, chunk => chunk.Events.Length);
        var events = new List<HistoryEvent>();
        foreach (var item in Decode(key, row, [.. journal.Take(count)], fromEvent))
        {
            if (events.Count == limit)
            {
                return new HistoryPage(events, item.Id);
            }

            events.Add(item);
        }

        return new HistoryPage(events, count < journal.Count ? journal[count].FirstEvent : null);
    }

    private static long BytesOf(ExecutionView execution) =>
        execution.Definition.Length + (execution.Input?.Length ?? 0) + (execution.Output?.Length ?? 0);

    /// <summary>Events from a certain one on, with none missing between them.</summary>
    private static IEnumerable<HistoryEvent> Decode(
        ExecutionKey key, ExecutionRow row, IReadOnlyList<JournalRow> journal, long fromEvent)
    {
        var next = fromEvent;
        foreach (var chunk in journal)
        {
            foreach (var item in Decode(key, row, chunk).Where(item => item.Id >= fromEvent))
            {
                if (item.Id != next++)
                {
                    throw Damaged(key, row, next - 1, "it is missing");
                }

                yield return item;
            }
        }

        if (next == 1)
        {
            throw Damaged(key, row, next, "it is missing");
        }
    }

    private static IReadOnlyList<HistoryEvent> Decode(ExecutionKey key, ExecutionRow row, JournalRow chunk)
    {
        try
        {
            return [.. EventCodec.Decode(chunk.Events)];
        }
        catch (InvalidDataException e)
        {
            throw Damaged(key, row, chunk.FirstEvent, e.Message.TrimEnd('.'), e);
        }
    }

    private static StoreDamagedException Damaged(
        ExecutionKey key, ExecutionRow row, long eventId, string problem, Exception? cause = null) =>
        new($"Event {eventId} of execution '{key.Name}' of flow '{key.Flow}' (number {row.Id})", problem, cause)
        {
            Execution = row.Id,
        };

    /// <summary>The flow whose task a token belongs to; null when it is not known, or another account's.</summary>
    public async ValueTask<string?> FindFlowOfTaskAsync(
        AccountId account, string taskToken, CancellationToken cancellationToken)
    {
        var flow = _tokens.TryRead(taskToken, out var attempt, out _)
            ? await _catalog.FindFlowOfAsync(attempt.Execution, cancellationToken)
            : null;
        return flow?.Account == account ? flow.Name : null;
    }

    /// <returns>EventId of the TaskSucceeded event.</returns>
    /// <exception cref="ApiException">
    /// <c>InvalidArgument</c> (a token that is not ours), <c>TaskAlreadyCompleted</c>, <c>TaskInvalidState</c> (the
    /// execution is damaged).
    /// </exception>
    public Task<long> ReportSucceededAsync(
        AccountId account, string taskToken, JsonPayload output, CancellationToken cancellationToken) =>
        ReportAsync(account, taskToken, output, cancellationToken);

    /// <returns>EventId of the TaskFailed event.</returns>
    /// <exception cref="ApiException">As for <see cref="ReportSucceededAsync"/>.</exception>
    public Task<long> ReportFailedAsync(
        AccountId account, string taskToken, string error, string? cause, CancellationToken cancellationToken) =>
        ReportAsync(account, taskToken, new StepFailure(error, cause ?? ""), cancellationToken);

    private Task<long> ReportAsync(
        AccountId account, string taskToken, Outcome<JsonPayload> result, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_tokens.TryRead(taskToken, out var attempt, out var nonce) || !_placement.Has(attempt.Execution))
        {
            throw ApiException.UnknownTaskToken("TaskToken");
        }

        return _link.AskAsync(
            attempt.Execution.Shard,
            new ReportRequest(account, attempt.Execution, attempt.Frame, attempt.Attempt, nonce, result)
            {
                Owner = account,
            });
    }

    private async Task<ExecutionRow> AwaitEndAsync(
        ExecutionKey key, ExecutionId id, TimeSpan wait, CancellationToken cancellationToken)
    {
        var begun = _clock.Provider.GetTimestamp();
        while (true)
        {
            // Watch first, read second: an end that falls between the two is still seen.
            using var watch = _endings.Join(id, out var ended);
            var current = await _store.FindExecutionAsync(id, cancellationToken)
                ?? throw ApiException.ExecutionNotExists(key.Name.Value, key.Flow.Value);
            var left = wait - _clock.Provider.GetElapsedTime(begun);
            if (current.Status.HasEnded() || left <= TimeSpan.Zero)
            {
                return current;
            }

            if (await AwaitEndAsync(ended, left, cancellationToken) is { } row)
            {
                return row;
            }
        }
    }

    /// <returns>Null when the time is over, or the execution may have ended without being told of.</returns>
    private async Task<ExecutionRow?> AwaitEndAsync(
        Task<ExecutionRow?> ended, TimeSpan left, CancellationToken cancellationToken)
    {
        try
        {
            return await ended.WaitAsync(left, _clock.Provider, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private async ValueTask<ExecutionRow> GetRowAsync(
        AccountId account, ExecutionKey key, CancellationToken cancellationToken)
    {
        var flow = await _catalog.GetFlowAsync(account, key.Flow, cancellationToken);
        return _recentEnds.Find(flow.Id, key.Name.Value, _clock.Now)
            ?? await _store.FindExecutionAsync(flow.Id, key.Name.Value, cancellationToken)
            ?? throw ApiException.ExecutionNotExists(key.Name.Value, key.Flow.Value);
    }

    private ValueTask<ExecutionView> ViewAsync(
        ExecutionKey key, ExecutionRow row, CancellationToken cancellationToken) =>
        ViewAsync(key.Flow.Value, row, cancellationToken);

    private async ValueTask<ExecutionView> ViewAsync(
        string flow, ExecutionRow row, CancellationToken cancellationToken) =>
        ExecutionView.Of(flow, row, await _catalog.GetRowAsync(row.RevisionId, cancellationToken));

    private ExecutionInput ReadInput(byte[]? sent) => ExecutionInput.Parse(sent ?? [], Limits);

    private async ValueTask CheckCallbackAsync(AccountId account, string? token, CancellationToken cancellationToken)
    {
        if (token is null)
        {
            return;
        }

        if (!_tokens.TryRead(token, out var attempt, out _)
            || !_placement.Has(attempt.Execution)
            || await _catalog.FindOwnerAsync(attempt.Execution, cancellationToken) is { } owner && owner != account)
        {
            throw ApiException.UnknownTaskToken("CallbackFnFTaskToken");
        }
    }

    private string NewName() => SeededEntropy.UuidOf(_entropy.NextSeed()).ToString();
}
