using System.Text;
using Sluice.Engine.Flows;
using Sluice.Engine.Link;
using Sluice.Engine.Tasks;
using Sluice.Interpreter.Frames;
using Sluice.Interpreter.Standings;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Api;

/// <summary>Tasks that wait for somebody to report: shown and decided about without their tokens. Each call sees those of one
/// account only.</summary>
public sealed class InboxService
{
    /// <summary>Of an input that a list shows.</summary>
    private const int MostInputBytes = 64 * 1024;

    private readonly IExecutionStore _store;
    private readonly Catalog _catalog;
    private readonly IShardLink _link;
    private readonly TaskTokens _tokens;

    internal InboxService(IExecutionStore store, Catalog catalog, IShardLink link, TaskTokens tokens, Limits limits) =>
        (_store, _catalog, _link, _tokens, Limits) = (store, catalog, link, tokens, limits);

    /// <summary>What outputs are held to.</summary>
    public Limits Limits { get; }

    /// <summary>A page, those of the newest executions first. It may be short, and even empty, though others are to come.</summary>
    /// <param name="flow">Only of this flow; null for all.</param>
    /// <exception cref="ApiException"><c>FlowNotExists</c>.</exception>
    public async Task<InboxPage> ListAsync(
        AccountId account, FlowName? flow, InboxPlace? after, int limit, CancellationToken cancellationToken)
    {
        var search = new ExecutionSearch
        {
            Account = account,
            FlowId = flow is { } of ? (await _catalog.GetFlowAsync(account, of, cancellationToken)).Id : null,
            Waiting = true,
            MapChildren = true,
            Limit = limit,
            After = after is null ? null : new(after.Started, after.Execution),
        };
        var page = await _store.SearchExecutionsAsync(search, cancellationToken);
        var items = new List<InboxItem>();
        foreach (var row in await WithRestAsync(account, after, page.Rows, cancellationToken))
        {
            var behind = row.Id == after?.Execution ? after.Frame : 0;
            foreach (var task in (await TasksAsync(row, cancellationToken)).Where(task => task.Frame > behind))
            {
                if (items.Count == limit)
                {
                    return new(items, PlaceOf(page.Rows, after, items[^1].Id));
                }

                if (await FindItemAsync(row, task, cancellationToken) is { } item)
                {
                    items.Add(item);
                }
            }
        }

        return new(items, page.Next is { } next ? new(next.Started, next.Id, InboxPlace.WholeExecution) : null);
    }

    /// <summary>The flow of a task's execution; null when it is not known, or another account's.</summary>
    public async ValueTask<string?> FindFlowAsync(AccountId account, InboxId id, CancellationToken cancellationToken) =>
        await _catalog.FindFlowOfAsync(id.Execution, cancellationToken) is { } flow && flow.Account == account
            ? flow.Name
            : null;

    /// <summary>Decides about a task, as a report with its token would.</summary>
    /// <param name="by">Who decides; for the history.</param>
    /// <returns>EventId of the event that says so.</returns>
    /// <exception cref="ApiException">
    /// <c>InboxItemNotExists</c>, <c>TaskAlreadyCompleted</c> (it was decided about, timed out, or ended with its execution),
    /// <c>TaskInvalidState</c>.
    /// </exception>
    public async Task<long> DecideAsync(
        AccountId account, InboxId id, Outcome<JsonPayload> result, string by, CancellationToken cancellationToken)
    {
        var row = await _store.FindExecutionAsync(id.Execution, cancellationToken);
        if (row is null || await FindFlowAsync(account, id, cancellationToken) is null)
        {
            throw ApiException.InboxItemNotExists(id.ToString());
        }

        var waiting = await TasksAsync(row, cancellationToken);
        var task = waiting.FirstOrDefault(item => item.Frame == id.Frame && item.Attempt == id.Attempt)
            ?? throw ApiException.TaskAlreadyCompleted();
        var request = new ReportRequest(account, id.Execution, id.Frame, id.Attempt, task.Nonce, result) { Owner = account, By = by };
        return await _link.AskAsync(id.Execution.Shard, request);
    }

    /// <summary>The execution in which the page before has ended may have more.</summary>
    private async Task<IEnumerable<ExecutionRow>> WithRestAsync(
        AccountId account, InboxPlace? after, IReadOnlyList<ExecutionRow> rows, CancellationToken cancellationToken)
    {
        if (after is null or { Frame: InboxPlace.WholeExecution }
            || await _catalog.FindOwnerAsync(after.Execution, cancellationToken) != account
            || await _store.FindExecutionAsync(after.Execution, cancellationToken) is not { } row)
        {
            return rows;
        }

        return rows.Prepend(row);
    }

    private static InboxPlace PlaceOf(IReadOnlyList<ExecutionRow> rows, InboxPlace? after, InboxId last) => new(
        rows.FirstOrDefault(row => row.Id == last.Execution)?.Started ?? after?.Started ?? 0, last.Execution, last.Frame);

    /// <returns>None for what cannot be read, which whoever asks for that execution learns.</returns>
    private async Task<IReadOnlyList<WaitingTask>> TasksAsync(ExecutionRow row, CancellationToken cancellationToken)
    {
        if (row.Status.HasEnded() || row.Damage is not null)
        {
            return [];
        }

        try
        {
            var revision = await _catalog.GetRevisionAsync(row.RevisionId, cancellationToken);
            var journal = await _store.ReadStateAsync(row.Id, cancellationToken);
            var state = StateCodec.Decode([.. journal.Select(item => (ReadOnlyMemory<byte>)item.State)]);
            return WaitingTask.Of(state, revision.Flow);
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    /// <returns>Null when its flow is gone.</returns>
    private async Task<InboxItem?> FindItemAsync(
        ExecutionRow row, WaitingTask task, CancellationToken cancellationToken)
    {
        if (await _catalog.FindLiveFlowAsync(row.FlowId, cancellationToken) is not { } flow)
        {
            return null;
        }

        var id = new InboxId(row.Id, task.Frame, task.Attempt);
        var key = new ExecutionKey(FlowName.Lookup(flow.Name), ExecutionName.Lookup(row.Name));
        return new(id, key, task.Path, Shown(id, task))
        {
            Since = await SinceAsync(row, task, cancellationToken),
            Until = task.Until,
        };
    }

    /// <remarks>A definition may write the token into its input: whoever looks here is not meant by that.</remarks>
    private JsonPayload? Shown(InboxId id, WaitingTask task)
    {
        var token = _tokens.Mint(new(id.Execution, id.Frame, id.Attempt), task.Nonce);
        return task.Input.Utf8.Length > MostInputBytes ? null
            : task.Input.Utf8.IndexOf(Encoding.ASCII.GetBytes(token)) < 0 ? task.Input
            : JsonPayload.FromStored(Encoding.UTF8.GetBytes(task.Input.ToString().Replace(token, "***", StringComparison.Ordinal)));
    }

    private async Task<DateTimeOffset> SinceAsync(
        ExecutionRow row, WaitingTask task, CancellationToken cancellationToken)
    {
        var journal = await _store.ReadEventsAsync(row.Id, task.SinceEvent, 1, maxBytes: 0, cancellationToken);
        var since = journal.SelectMany(item => EventCodec.Decode(item.Events)).FirstOrDefault(item => item.Id == task.SinceEvent);
        return since?.Time ?? DateTimeOffset.FromUnixTimeMilliseconds(row.Started);
    }
}
