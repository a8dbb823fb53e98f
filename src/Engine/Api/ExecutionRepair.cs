using Sluice.Engine.Flows;
using Sluice.Engine.Link;
using Sluice.Engine.MapRuns;
using Sluice.Engine.Redrives;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Starting;
using Sluice.Interpreter;
using Sluice.Interpreter.Frames;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Api;

/// <summary>Executions that have ended: gone on with, or run once more.</summary>
/// <remarks>
/// What a redrive would do is read from the store, and read again in the execution's shard, which alone decides.
/// </remarks>
internal sealed class ExecutionRepair(
    IExecutionStore executions,
    IMapRunStore mapRuns,
    Catalog catalog,
    VersionCatalog versions,
    ExecutionStarter starter,
    IShardLink link,
    Clock clock,
    EngineOptions settings)
{
    private const string Started = "started";
    private const string Latest = "latest";

    /// <summary>What is nearly old enough to be removed is left to that.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    /// <inheritdoc cref="ExecutionService.RedriveAsync"/>
    public async Task<RedriveView> RedriveAsync(
        AccountId account, ExecutionKey key, RedriveOptions options, CancellationToken cancellationToken)
    {
        var (flow, row) = await FindAsync(account, key, cancellationToken);
        if (Refuse(flow, row) is { } refusal)
        {
            throw refusal;
        }

        var to = await RevisionAsync(flow, row, options.Definition, cancellationToken);
        var plan = await PlanAsync(flow, row, to, cancellationToken);
        var steps = await StepsAsync(row, plan, cancellationToken);
        if (!options.DryRun)
        {
            // The shard says what does not fit, as things stand then.
            row = await link.AskAsync(row.Id.Shard, new RedriveRequest(row.Id, flow.Name, to.Row.Id, options.By) { Owner = account });
        }

        var revision = await catalog.GetRowAsync(row.RevisionId, cancellationToken);
        return new(
            ExecutionView.Of(flow.Name, row, revision),
            options.DryRun,
            steps,
            plan.Kept,
            [.. plan.Misfits.Select(RedriveMisfitView.Of)]);
    }

    /// <inheritdoc cref="ExecutionService.RerunAsync"/>
    public async Task<ExecutionView> RerunAsync(
        AccountId account, ExecutionKey key, RerunOptions options, CancellationToken cancellationToken)
    {
        var (flow, row) = await FindAsync(account, key, cancellationToken);
        if (row.MapRun is not null)
        {
            throw RedriveRules.RefuseRerunOfChild(row, flow.Name);
        }

        var input = options.Utf8Input is { } sent
            ? ExecutionInput.Parse(sent, settings.Limits)
            : ExecutionInput.FromKept(row.Input);
        var isVersion = options.Definition is not (null or Started or Latest);
        var order = new StartOrder(key.Flow, options.Name, input)
        {
            Qualifier = isVersion ? options.Definition : null,
            Revision = isVersion ? null : (await RevisionAsync(flow, row, options.Definition, cancellationToken)).Row.Id,
            RerunOf = new RerunOf(row.Id, row.Name),
        };
        var (_, begun, revision) = await starter.StartAsync(account, order, cancellationToken);
        return ExecutionView.Of(flow.Name, begun, revision);
    }

    private async ValueTask<(FlowRow Flow, ExecutionRow Row)> FindAsync(
        AccountId account, ExecutionKey key, CancellationToken cancellationToken)
    {
        var flow = await catalog.GetFlowAsync(account, key.Flow, cancellationToken);
        var row = await executions.FindExecutionAsync(flow.Id, key.Name.Value, cancellationToken)
            ?? throw ApiException.ExecutionNotExists(key.Name.Value, flow.Name);
        return (flow, row);
    }

    /// <summary>Whether it could be redriven, as far as its row tells.</summary>
    public bool MayRedrive(FlowRow flow, ExecutionRow row) => Refuse(flow, row) is null;

    private ApiException? Refuse(FlowRow flow, ExecutionRow row)
    {
        if ((ExecutionMode)flow.Mode == ExecutionMode.Express)
        {
            return ApiException.ModeNotSupported(nameof(ExecutionMode.Express), "RedriveExecution");
        }

        return row.MapRun is not null ? RedriveRules.RefuseChild(row, flow.Name)
            : RedriveRules.Refuse(row, flow.Name)
            ?? (IsOld(flow, row) ? RedriveRules.RefuseOld(row, flow.Name) : null);
    }

    private bool IsOld(FlowRow flow, ExecutionRow row) =>
        settings.RetentionOf(flow.Account, flow.Name).Age is { } kept && clock.Now.ToUnixTimeMilliseconds() - row.Stopped > (kept - Margin).TotalMilliseconds;

    private async ValueTask<CompiledRevision> RevisionAsync(
        FlowRow flow, ExecutionRow row, string? definition, CancellationToken cancellationToken)
    {
        try
        {
            return definition switch
            {
                null or Started => await catalog.GetRevisionAsync(row.RevisionId, cancellationToken),
                Latest => await versions.ResolveAsync(flow, qualifier: null, cancellationToken),
                _ => await versions.ResolveAsync(flow, definition, cancellationToken),
            };
        }
        catch (InvalidDataException e)
        {
            throw ApiException.InvalidArgument("definition", e.Message.TrimEnd('.'));
        }
    }

    private async ValueTask<RedrivePlan> PlanAsync(
        FlowRow flow, ExecutionRow row, CompiledRevision to, CancellationToken cancellationToken)
    {
        try
        {
            var from = await catalog.GetRevisionAsync(row.RevisionId, cancellationToken);
            var journal = await executions.ReadStateAsync(row.Id, cancellationToken);
            var records = journal.Select(item => (ReadOnlyMemory<byte>)item.State).ToList();
            var state = records.Exists(record => record.Length > 0)
                ? StateCodec.Decode(records)
                : ExecutionState.Create();
            return FlowInterpreter.PlanRedrive(from.Flow, to.Flow, state, settings.Limits);
        }
        catch (InvalidDataException e)
        {
            throw RedriveRules.RefuseUnreadable(row, flow.Name, e);
        }
    }

    private async ValueTask<IReadOnlyList<RedriveStepView>> StepsAsync(
        ExecutionRow row, RedrivePlan plan, CancellationToken cancellationToken)
    {
        var steps = new List<RedriveStepView>(plan.Steps.Count);
        foreach (var step in plan.Steps)
        {
            var view = RedriveStepView.Of(step);
            steps.Add(step.MapRun is { } name
                && await mapRuns.FindMapRunAsync(row.Id, name, cancellationToken) is { } run
                && MapProgress.Decode(run.Body) is var progress
                    ? view with { ItemsKept = progress.Succeeded, ItemsLeft = progress.Total - progress.Succeeded }
                    : view);
        }

        return steps;
    }
}
