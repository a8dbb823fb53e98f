using System.Text;
using Sluice.Engine.Flows;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Shards;
using Sluice.Engine.Starting;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Api;

/// <summary>Executions: start, stop, show, and report on their tasks. Each call sees those of one account only.</summary>
public sealed class ExecutionService
{
    private readonly ShardPorts _ports;
    private readonly Catalog _catalog;

    internal ExecutionService(ShardPorts ports) => (_ports, _catalog) = (ports, ports.Catalog);

    /// <summary>What inputs and outputs are held to.</summary>
    public Limits Limits => _ports.Options.Limits;

    /// <summary>Starts an execution, or finds the running one of this name.</summary>
    /// <exception cref="ApiException">
    /// <c>FlowNotExists</c>, <c>FlowVersionNotExists</c>, <c>FlowAliasNotExists</c>, <c>ExecutionAlreadyExists</c>,
    /// <c>InvalidArgument</c>, <c>EntityTooLarge</c>, <c>ActionNotSupported</c> (Express flow), <c>ResourceThrottled</c>.
    /// </exception>
    public async Task<ExecutionView> StartAsync(
        AccountId account, NewExecution request, CancellationToken cancellationToken)
    {
        var (input, text) = ReadInput(request.Input);
        await CheckCallbackAsync(account, request.CallbackToken, cancellationToken);
        var flow = await _catalog.GetFlowAsync(account, request.FlowName, cancellationToken);
        CheckMode(flow, ExecutionMode.Standard);

        var revision = await _ports.Versions.ResolveAsync(flow, request.Qualifier, cancellationToken);
        var name = request.Name?.Value ?? NewName();
        var shard = _ports.ShardOf(account, flow.Name, name);
        RefuseSurplus(shard);
        var reply = new Reply<ExecutionRow>(_ports.Scheduler);
        shard.Post(new Message.Start(
            revision, name, request.Name is null, input, text, request.CallbackToken, reply)
        {
            Qualifier = request.Qualifier,
            Depth = request.Depth,
        });
        return new ExecutionView(flow.Name, await reply.Task, revision.Row);
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
        var (input, text) = ReadInput(request.Input);
        var flow = await _catalog.GetFlowAsync(account, request.FlowName, cancellationToken);
        CheckMode(flow, ExecutionMode.Express);
        var revision = await _ports.Versions.ResolveAsync(flow, request.Qualifier, cancellationToken);

        // Names need not be unique, so each run gets one that is.
        var name = $"{request.Name?.Value ?? NewName()}:{NewName()}";
        var row = await _ports.Express.RunAsync(revision, name, input, text, request.Qualifier)
            .WaitAsync(cancellationToken);
        return new ExecutionView(flow.Name, row, revision.Row);
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

        var reply = new Reply<ExecutionRow>(_ports.Scheduler);
        _ports.Shards[row.Id.Shard].Post(
            new Message.Stop(row.Id, key.Flow.Value, error ?? "", cause ?? "", reply));
        return await ViewAsync(key, await reply.Task, cancellationToken);
    }

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

    /// <summary>Newest first.</summary>
    /// <exception cref="ApiException"><c>FlowNotExists</c>.</exception>
    public async Task<ExecutionPage> ListAsync(
        AccountId account, ExecutionListing listing, CancellationToken cancellationToken)
    {
        var flow = await _catalog.GetFlowAsync(account, listing.Flow, cancellationToken);
        var rows = await _ports.Store.ListExecutionsAsync(
            new ExecutionQuery
            {
                FlowId = flow.Id,

                // One more than asked for tells whether there is a next page.
                Limit = listing.Limit + 1,
                Status = listing.Status,
                StartedFrom = Milliseconds(listing.StartedFrom, roundUp: true),
                StartedTo = Milliseconds(listing.StartedTo, roundUp: false),
                NamePrefix = listing.NamePrefix,
                Qualifier = listing.Qualifier,
                MapRun = listing.MapRun,
                After = listing.After,
                MetadataOnly = listing.MetadataOnly,
            },
            cancellationToken);
        var views = new List<ExecutionView>(Math.Min(rows.Count, listing.Limit));
        foreach (var row in rows.Take(listing.Limit))
        {
            views.Add(await ViewAsync(flow.Name, row, cancellationToken));
        }

        return new ExecutionPage(views, rows.Count > listing.Limit);
    }

    /// <summary>One page of history, oldest first.</summary>
    /// <param name="fromEvent">Id of the first event wanted; 1 or more.</param>
    /// <exception cref="ApiException"><c>FlowNotExists</c>, <c>ExecutionNotExists</c>.</exception>
    public async Task<HistoryPage> GetHistoryAsync(
        AccountId account, ExecutionKey key, long fromEvent, int limit, CancellationToken cancellationToken)
    {
        var row = await GetRowAsync(account, key, cancellationToken);
        var journal = await _ports.Store.ReadEventsAsync(row.Id, fromEvent, limit + 1, cancellationToken);
        var events = new List<HistoryEvent>(limit);
        foreach (var item in Decode(key, row, journal, fromEvent))
        {
            if (events.Count == limit)
            {
                return new HistoryPage(events, item.Id);
            }

            events.Add(item);
        }

        return new HistoryPage(events, NextEvent: null);
    }

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
        var flow = _ports.Tokens.TryRead(taskToken, out var attempt, out _)
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
        if (!_ports.Tokens.TryRead(taskToken, out var attempt, out var nonce) || attempt.Execution.Shard >= _ports.Shards.Count)
        {
            throw ApiException.UnknownTaskToken("TaskToken");
        }

        var reply = new Reply<long>(_ports.Scheduler);
        _ports.Shards[attempt.Execution.Shard].Post(new Message.Report(
            account, attempt.Execution, attempt.Frame, attempt.Attempt, nonce, result, reply));
        return reply.Task;
    }

    private async Task<ExecutionRow> AwaitEndAsync(
        ExecutionKey key, ExecutionId id, TimeSpan wait, CancellationToken cancellationToken)
    {
        // Watch first, read second: an end that falls between the two is still seen.
        using var watch = _ports.Endings.Join(id, out var ended);
        if (await _ports.Store.FindExecutionAsync(id, cancellationToken) is { } current && current.Status.HasEnded())
        {
            return current;
        }

        try
        {
            return await ended.WaitAsync(wait, _ports.Clock.Provider, cancellationToken);
        }
        catch (TimeoutException)
        {
            return await _ports.Store.FindExecutionAsync(id, cancellationToken)
                ?? throw ApiException.ExecutionNotExists(key.Name.Value, key.Flow.Value);
        }
    }

    private async ValueTask<ExecutionRow> GetRowAsync(
        AccountId account, ExecutionKey key, CancellationToken cancellationToken)
    {
        var flow = await _catalog.GetFlowAsync(account, key.Flow, cancellationToken);
        return _ports.RecentEnds.Find(flow.Id, key.Name.Value, _ports.Clock.Now)
            ?? await _ports.Store.FindExecutionAsync(flow.Id, key.Name.Value, cancellationToken)
            ?? throw ApiException.ExecutionNotExists(key.Name.Value, key.Flow.Value);
    }

    private ValueTask<ExecutionView> ViewAsync(
        ExecutionKey key, ExecutionRow row, CancellationToken cancellationToken) =>
        ViewAsync(key.Flow.Value, row, cancellationToken);

    private async ValueTask<ExecutionView> ViewAsync(
        string flow, ExecutionRow row, CancellationToken cancellationToken) =>
        new(flow, row, await _catalog.GetRowAsync(row.RevisionId, cancellationToken));

    private (JsonPayload Input, byte[]? Text) ReadInput(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return (JsonPayload.EmptyObject, null);
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        if (!JsonPayload.TryParse(bytes, _ports.Options.Limits.JsonDepth, out var input, out var problem))
        {
            throw ApiException.InvalidArgument("Input", problem);
        }

        if (input.Value is not JsonObject)
        {
            throw ApiException.InvalidArgument("Input", $"it must be a JSON object, not {input.Value.KindName}");
        }

        var most = _ports.Options.Limits.StateDataBytes;
        return input.ByteCount <= most ? (input, bytes) : throw ApiException.EntityTooLarge(most);
    }

    private async ValueTask CheckCallbackAsync(AccountId account, string? token, CancellationToken cancellationToken)
    {
        if (token is null)
        {
            return;
        }

        if (!_ports.Tokens.TryRead(token, out var attempt, out _)
            || attempt.Execution.Shard >= _ports.Shards.Count
            || await _catalog.FindOwnerAsync(attempt.Execution, cancellationToken) is { } owner && owner != account)
        {
            throw ApiException.UnknownTaskToken("CallbackFnFTaskToken");
        }
    }

    private static void CheckMode(FlowRow flow, ExecutionMode asked)
    {
        if (StartRules.RefuseMode((ExecutionMode)flow.Mode, asked) is { } refusal)
        {
            throw refusal;
        }
    }

    private void RefuseSurplus(Shard shard)
    {
        if (shard.IsFull)
        {
            throw ApiException.ResourceThrottled(Surplus.Waiting);
        }

        if (shard.IsOutOfMemory())
        {
            throw ApiException.ResourceThrottled(Surplus.Memory);
        }

        if (_ports.Committer.Lag > _ports.Options.CommitLag)
        {
            throw ApiException.ResourceThrottled(Surplus.Store);
        }
    }

    private string NewName() => SeededEntropy.UuidOf(_ports.Entropy.NextSeed()).ToString();

    private static long? Milliseconds(DateTimeOffset? time, bool roundUp)
    {
        if (time is not { } instant)
        {
            return null;
        }

        // Stored times are whole milliseconds: a bound between two of them moves inward.
        var milliseconds = instant.ToUnixTimeMilliseconds();
        var rest = instant.UtcTicks % TimeSpan.TicksPerMillisecond;
        return roundUp && rest != 0 ? milliseconds + 1 : milliseconds;
    }
}
