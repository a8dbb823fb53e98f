using Sluice.Definitions;
using Sluice.Engine.Flows;
using Sluice.Engine.Scheduling;
using Sluice.Interpreter.Explaining;
using Sluice.Interpreter.Frames;
using Sluice.Interpreter.Standings;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Api;

/// <summary>Looks into executions: which steps they are in, and what has led there. Each call sees those of one account only.</summary>
/// <remarks>It reads what is committed, and asks no shard.</remarks>
public sealed class InspectionService
{
    /// <summary>Steps that are given of one execution; a Map may have many thousand iterations.</summary>
    public const int MostSteps = 1_000;

    /// <summary>Of requests and answers, the newest ones. Those of steps that matter now are among them.</summary>
    private const long MostDetailBytes = 4 * 1024 * 1024;

    private const int EventsOfPage = 999;

    private readonly IExecutionStore _store;
    private readonly Catalog _catalog;
    private readonly ExecutionService _executions;
    private readonly AccountTurns _turns;
    private readonly Limits _limits;

    internal InspectionService(
        IExecutionStore store, Catalog catalog, ExecutionService executions, AccountTurns turns, Limits limits) =>
        (_store, _catalog, _executions, _turns, _limits) = (store, catalog, executions, turns, limits);

    /// <exception cref="ApiException"><c>FlowNotExists</c>, <c>ExecutionNotExists</c>.</exception>
    public async Task<ExecutionInspection> InspectAsync(
        AccountId account, ExecutionKey key, CancellationToken cancellationToken)
    {
        var flow = await _catalog.GetFlowAsync(account, key.Flow, cancellationToken);
        var row = await _store.FindExecutionAsync(flow.Id, key.Name.Value, cancellationToken)
            ?? throw ApiException.ExecutionNotExists(key.Name.Value, key.Flow.Value);
        var revision = await _catalog.GetRowAsync(row.RevisionId, cancellationToken);
        var compiled = await CompileAsync(row.RevisionId, cancellationToken);
        var state = row.Status == ExecutionStatus.Succeeded ? null : await ReadStateAsync(row, cancellationToken);
        return new(
            ExecutionView.Of(flow.Name, row, revision),
            compiled,
            state is null || compiled is null ? [] : StandingStep.Of(state, compiled, MostSteps),
            state?.Deadline,
            await ReadEventsAsync(account, key, cancellationToken),
            RepairOf(flow, row));
    }

    /// <returns>Null while it runs, and once it has succeeded.</returns>
    private Repair? RepairOf(FlowRow flow, ExecutionRow row) => row.Status.HasEnded() && row.Status != ExecutionStatus.Succeeded
        ? new($"{flow.Name}/{row.Name}", IsChild: row.MapRun is not null, _executions.MayRedrive(flow, row))
        : null;

    /// <returns>Null for a definition that this release does not accept any more.</returns>
    private async Task<Flow?> CompileAsync(long revisionId, CancellationToken cancellationToken)
    {
        try
        {
            return (await _catalog.GetRevisionAsync(revisionId, _turns, cancellationToken)).Flow;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <returns>Null where none is kept: of Express executions, and of what older releases have ended.</returns>
    private async Task<ExecutionState?> ReadStateAsync(ExecutionRow row, CancellationToken cancellationToken)
    {
        var journal = await _store.ReadStateAsync(row.Id, cancellationToken);
        if (journal.All(item => item.State.Length == 0))
        {
            return null;
        }

        try
        {
            return StateCodec.Decode([.. journal.Select(item => (ReadOnlyMemory<byte>)item.State)]);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<HistoryEvent>> ReadEventsAsync(
        AccountId account, ExecutionKey key, CancellationToken cancellationToken)
    {
        var history = new LeanHistory(MostDetailBytes);
        long? next = 1;
        while (next is { } from && history.Events.Count < _limits.Events)
        {
            var page = await _executions.GetHistoryAsync(account, key, from, EventsOfPage, cancellationToken);
            foreach (var happened in page.Events)
            {
                history.Add(happened);
            }

            next = page.NextEvent;
        }

        return history.Events;
    }
}

/// <summary>An execution, and what it is at.</summary>
/// <param name="Flow">That it was started with; null when this release does not accept it any more.</param>
/// <param name="Steps">That it is in, or was in when it did not succeed; outermost first.</param>
/// <param name="Deadline">When it times out; null where that is not kept.</param>
/// <param name="Events">Its whole history, oldest first, as far as one may be long. Of large details only what calls asked and
/// got lately.</param>
/// <param name="Repair">What can be done to it; null while it runs, and once it has succeeded.</param>
public sealed record ExecutionInspection(
    ExecutionView View,
    Flow? Flow,
    IReadOnlyList<StandingStep> Steps,
    DateTimeOffset? Deadline,
    IReadOnlyList<HistoryEvent> Events,
    Repair? Repair);
