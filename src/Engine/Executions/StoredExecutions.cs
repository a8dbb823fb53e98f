using Sluice.Definitions.States;
using Sluice.Engine.Flows;
using Sluice.Engine.MapRuns;
using Sluice.Engine.Turns;
using Sluice.Interpreter.Frames;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Executions;

/// <summary>Executions as they are stored, read back.</summary>
internal sealed class StoredExecutions(
    IExecutionStore store, IRetentionStore retention, IMapRunStore mapRuns, Catalog catalog, Limits limits)
{
    private const int RunsPerRead = 64;

    public ValueTask<ExecutionRow?> FindAsync(ExecutionId id) => store.FindExecutionAsync(id, CancellationToken.None);

    public ValueTask<ExecutionRow?> FindAsync(long flowId, string name) =>
        store.FindExecutionAsync(flowId, name, CancellationToken.None);

    /// <inheritdoc cref="IRetentionStore.RemoveEndedAsync"/>
    public ValueTask<RemovalStep> RemoveAsync(ExecutionId id, ShardEpoch owner) =>
        retention.RemoveEndedAsync(id, owner, CancellationToken.None);

    /// <summary>The flow of a revision as it stands; null when it is deleted.</summary>
    public ValueTask<FlowRow?> FindFlowAsync(CompiledRevision revision) =>
        catalog.FindFlowAsync(revision.Account, revision.FlowName, CancellationToken.None);

    public bool IsOfDeletedFlow(ExecutionRow row) => catalog.IsDeleted(row.FlowId);

    /// <exception cref="InvalidDataException">It is not stored, or this release does not accept it.</exception>
    public ValueTask<CompiledRevision> GetRevisionAsync(long revisionId) =>
        catalog.GetRevisionAsync(revisionId, CancellationToken.None);

    /// <summary>Whether an execution, also one of a deleted flow, is another account's.</summary>
    public async ValueTask<bool> BelongsToOtherAsync(ExecutionId id, AccountId account) =>
        await catalog.FindOwnerAsync(id, CancellationToken.None) is { } owner && owner != account;

    /// <summary>An execution with its state, and the bytes that both have as they are stored.</summary>
    /// <exception cref="InvalidDataException">It cannot be gone on with by this release.</exception>
    public async ValueTask<(Resident Resident, long Bytes)> ReadAsync(ExecutionRow row)
    {
        var revision = await catalog.GetRevisionAsync(row.RevisionId, CancellationToken.None);
        var journal = await store.ReadStateAsync(row.Id, CancellationToken.None);
        var state = StateCodec.Decode([.. journal.Select(item => (ReadOnlyMemory<byte>)item.State)]);
        var known = row with { Bytes = await BytesOfAsync(row) };
        var resident = new Resident(revision, known, state, StoredFacts.Of(row, revision)) { WrittenBytes = row.Bytes };
        if (limits.ExecutionMegabytes > 0 && revision.Flow.States.Any(each => each is DistributedMapState))
        {
            await NoteMapRunsAsync(resident);
        }

        return (resident, (row.Input?.Length ?? 0) + journal.Sum(item => item.State.Length));
    }

    private async ValueTask NoteMapRunsAsync(Resident resident)
    {
        IReadOnlyList<MapRunRow> runs;
        for (var after = ""; (runs = await mapRuns.ReadMapRunsAsync(resident.Id, after, RunsPerRead, CancellationToken.None)).Count > 0;)
        {
            foreach (var run in runs)
            {
                resident.NoteMapRun(run.Name, MapProgress.Decode(run.Body).StoredBytes);
            }

            after = runs[^1].Name;
        }
    }

    /// <summary>What is stored of an execution: its row says so, unless the row was written before the last events were.</summary>
    private async ValueTask<long> BytesOfAsync(ExecutionRow row) => row is { WakeAt: > 0, Bytes: > 0 }
        ? row.Bytes
        : (row.Input?.Length ?? 0) + (row.Output?.Length ?? 0)
            + await store.ReadJournalBytesAsync(row.Id, CancellationToken.None);
}
