using System.Collections.Concurrent;
using Sluice.Definitions;
using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Sharing.Memory;
using Sluice.Storage;

namespace Sluice.Engine.Flows;

/// <summary>Flows and their compiled revisions, kept at hand.</summary>
/// <remarks>
/// Changes go through here one at a time, so what is at hand is never older than the store. Which flows are deleted but
/// still have executions is kept here too.
/// </remarks>
internal sealed class Catalog(
    ICatalogStore store, IExecutionStore executions, FlowCompilation compile, Limits limits, SharedMemory memory)
{
    private const int FlowsKept = 20_000;

    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ConcurrentDictionary<(AccountId Account, string Name), FlowRow> _flows = new();
    private readonly KeptRevisions _revisions = new(memory);
    private readonly ConcurrentDictionary<long, bool> _deleted = new();

    /// <summary>Numbers of deleted flows that may still have executions.</summary>
    public ICollection<long> Deleted => _deleted.Keys;

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        foreach (var id in await store.ListDeletedFlowsAsync(cancellationToken))
        {
            _deleted[id] = true;
        }
    }

    /// <summary>Somebody else may have changed anything: what is at hand goes, and is read again when it is wanted.</summary>
    /// <returns>Flows that are deleted and were not known to be.</returns>
    public async Task<IReadOnlyList<long>> RefreshAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            _flows.Clear();
            var deleted = (await store.ListDeletedFlowsAsync(cancellationToken)).ToHashSet();
            foreach (var forgotten in _deleted.Keys.Where(id => !deleted.Contains(id)))
            {
                _deleted.TryRemove(forgotten, out _);
            }

            return [.. deleted.Where(id => _deleted.TryAdd(id, true))];
        }
        finally
        {
            _writing.Release();
        }
    }

    public bool IsDeleted(long flowId) => _deleted.ContainsKey(flowId);

    /// <exception cref="ApiException"><c>FlowNotExists</c>.</exception>
    public async ValueTask<FlowRow> GetFlowAsync(
        AccountId account, FlowName name, CancellationToken cancellationToken) =>
        await FindFlowAsync(account, name.Value, cancellationToken) ?? throw ApiException.FlowNotExists(name.Value);

    public async ValueTask<FlowRow?> FindFlowAsync(
        AccountId account, string name, CancellationToken cancellationToken)
    {
        if (_flows.TryGetValue((account, name), out var known))
        {
            return known;
        }

        // Under the lock, so that a row that is being replaced is not put back.
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var flow = await store.FindFlowAsync(account, name, cancellationToken);
            return flow is null ? null : Keep(flow);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>A flow by its number; null when it is deleted.</summary>
    public async ValueTask<FlowRow?> FindLiveFlowAsync(long flowId, CancellationToken cancellationToken) =>
        IsDeleted(flowId) ? null : await store.FindFlowAsync(flowId, cancellationToken);

    /// <summary>Whose an execution is, also one of a deleted flow; null when it is not stored any more.</summary>
    public async ValueTask<AccountId?> FindOwnerAsync(ExecutionId execution, CancellationToken cancellationToken) =>
        (await FindFlowOfAsync(execution, cancellationToken))?.Account;

    /// <summary>The flow of an execution, deleted or not; null when the execution is not stored any more.</summary>
    public async ValueTask<FlowRow?> FindFlowOfAsync(ExecutionId execution, CancellationToken cancellationToken) =>
        await executions.FindExecutionAsync(execution, cancellationToken) is { } row
            ? await store.FindFlowAsync(row.FlowId, cancellationToken)
            : null;

    /// <inheritdoc cref="FindRowAsync"/>
    /// <exception cref="InvalidDataException">It is not stored.</exception>
    public async ValueTask<RevisionRow> GetRowAsync(long revisionId, CancellationToken cancellationToken) =>
        await FindRowAsync(revisionId, cancellationToken)
        ?? throw new InvalidDataException($"Revision {revisionId} is not stored.");

    /// <summary>A revision's row, whether or not its flow still lives and this release accepts it.</summary>
    public async ValueTask<RevisionRow?> FindRowAsync(long revisionId, CancellationToken cancellationToken) =>
        _revisions.Find(revisionId) is { } known
            ? known.Row
            : await store.FindRevisionAsync(revisionId, cancellationToken);

    /// <summary>A revision that is at hand; null also when it is stored only.</summary>
    public CompiledRevision? FindAtHand(long revisionId) => _revisions.Find(revisionId);

    /// <summary>A revision, compiled, whether or not its flow still lives.</summary>
    /// <exception cref="InvalidDataException">It is not stored, or this release does not accept it.</exception>
    public async ValueTask<CompiledRevision> GetRevisionAsync(long revisionId, CancellationToken cancellationToken)
    {
        if (_revisions.Find(revisionId) is { } known)
        {
            return known;
        }

        var (flow, row) = await ReadRevisionAsync(revisionId, cancellationToken);
        return Compile(flow, row);
    }

    /// <summary>The same for a caller from outside: what takes long to compile waits for its account's turn.</summary>
    /// <exception cref="InvalidDataException">It is not stored, or this release does not accept it.</exception>
    public async ValueTask<CompiledRevision> GetRevisionAsync(
        long revisionId, AccountTurns turns, CancellationToken cancellationToken)
    {
        if (_revisions.Find(revisionId) is { } known)
        {
            return known;
        }

        var (flow, row) = await ReadRevisionAsync(revisionId, cancellationToken);
        return CompileWork.IsLarge(row.Definition)
            ? await turns.MakeAsync(
                flow.Account,
                CompileWork.Of(row.Definition),
                () => _revisions.Find(revisionId) ?? Compile(flow, row),
                cancellationToken)
            : Compile(flow, row);
    }

    /// <summary>Adds a flow; null when a live flow of its account has its name.</summary>
    public Task<FlowRow?> TryInsertAsync(FlowRow flow, RevisionRow revision, CancellationToken cancellationToken) =>
        WriteAsync(() => store.TryInsertFlowAsync(flow, revision, cancellationToken), cancellationToken);

    /// <summary>Replaces a flow; null when it is gone or another writer came first.</summary>
    public Task<FlowRow?> TryUpdateAsync(FlowRow flow, RevisionRow? revision, CancellationToken cancellationToken) =>
        WriteAsync(() => store.TryUpdateFlowAsync(flow, revision, cancellationToken), cancellationToken);

    /// <summary>Marks a flow as deleted; false when it is gone already.</summary>
    public async Task<bool> TryDeleteAsync(FlowRow flow, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            _flows.TryRemove((flow.Account, flow.Name), out _);
            if (!await store.TryDeleteFlowAsync(flow.Id, cancellationToken))
            {
                return false;
            }

            _deleted[flow.Id] = true;
            return true;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Memory is short: half of the compiled revisions go, and are compiled anew when they are wanted.</summary>
    public void LetGoOfHalf() => _revisions.LetGoOfHalf();

    /// <summary>Nothing of a deleted flow is left.</summary>
    public void Forget(long flowId) => _deleted.TryRemove(flowId, out _);

    private async ValueTask<(FlowRow Flow, RevisionRow Row)> ReadRevisionAsync(long revisionId, CancellationToken cancellationToken)
    {
        var row = await GetRowAsync(revisionId, cancellationToken);
        var flow = await store.FindFlowAsync(row.FlowId, cancellationToken)
            ?? throw new InvalidDataException($"Flow {row.FlowId} is not stored.");
        return (flow, row);
    }

    private CompiledRevision Compile(FlowRow flow, RevisionRow row)
    {
        var compiled = compile(row.Definition, flow.Name, (ExecutionMode)flow.Mode, limits);
        return compiled.IsValid
            ? _revisions.Keep(new CompiledRevision(flow.Account, flow.Name, (ExecutionMode)flow.Mode, row, compiled.Flow))
            : throw new InvalidDataException(
                $"Revision {row.Id} of flow '{flow.Name}' is not accepted by this release: "
                + Diagnostics.Summary(compiled.Diagnostics));
    }

    private async Task<FlowRow?> WriteAsync(Func<ValueTask<FlowRow?>> write, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var flow = await write();
            return flow is null ? null : Keep(flow);
        }
        finally
        {
            _writing.Release();
        }
    }

    private FlowRow Keep(FlowRow flow)
    {
        Bound(_flows, FlowsKept);
        return _flows[(flow.Account, flow.Name)] = flow;
    }

    /// <summary>Starts over when there is too much: simple, rare, and cheap to fill again.</summary>
    public static void Bound<TKey, TValue>(ConcurrentDictionary<TKey, TValue> kept, int most)
        where TKey : notnull
    {
        if (kept.Count >= most)
        {
            kept.Clear();
        }
    }
}
