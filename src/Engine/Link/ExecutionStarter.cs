using Sluice.Engine.Flows;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Starting;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Link;

/// <summary>Starts Standard executions, for callers from outside and for tasks of Express executions.</summary>
internal sealed class ExecutionStarter(
    Catalog catalog, VersionCatalog versions, AccountTurns turns, IShardLink link, NamePlacement placement, IEntropy entropy)
{
    /// <summary>Starts an execution, or finds the running one of this name.</summary>
    /// <exception cref="ApiException">
    /// <c>FlowNotExists</c>, <c>FlowVersionNotExists</c>, <c>FlowAliasNotExists</c>, <c>ExecutionAlreadyExists</c>,
    /// <c>ActionNotSupported</c> (Express flow), <c>ResourceThrottled</c>.
    /// </exception>
    public async Task<StartedRun> StartAsync(
        AccountId account, StartOrder order, CancellationToken cancellationToken)
    {
        var flow = await catalog.GetFlowAsync(account, order.Flow, cancellationToken);
        if (StartRules.RefuseMode((ExecutionMode)flow.Mode, ExecutionMode.Standard) is { } refusal)
        {
            throw refusal;
        }

        var revision = order.Revision is { } number
            ? await catalog.GetRevisionAsync(number, turns, cancellationToken)
            : await versions.ResolveAsync(flow, order.Qualifier, cancellationToken);
        var name = order.Name?.Value ?? SeededEntropy.UuidOf(entropy.NextSeed()).ToString();
        var row = await link.AskAsync(
            placement.ShardOf(account, flow.Name, name),
            new StartRequest(
                revision.Row.Id,
                name,
                IsGenerated: order.Name is null,
                order.Input,
                order.CallbackToken,
                order.Qualifier,
                order.Depth)
            {
                Owner = account,
                Parent = order.Parent,
                RerunOf = order.RerunOf,
            });
        return new(flow.Name, row, revision.Row);
    }
}

/// <summary>An execution to start.</summary>
/// <param name="Name">Null for a generated one.</param>
internal sealed record StartOrder(FlowName Flow, ExecutionName? Name, ExecutionInput Input)
{
    /// <summary>A task token to be reported on when the execution ends; null for none.</summary>
    public string? CallbackToken { get; init; }

    /// <summary>A version or alias; null for the working copy.</summary>
    public string? Qualifier { get; init; }

    /// <summary>How many executions were started one by another before this one.</summary>
    public int Depth { get; init; }

    /// <summary>The execution a task of which starts it; null for none.</summary>
    public ExecutionId? Parent { get; init; }

    /// <summary>Number of the revision to run; null for what <see cref="Qualifier"/> leads to.</summary>
    public long? Revision { get; init; }

    /// <summary>The execution that it is a rerun of; null for none.</summary>
    public RerunOf? RerunOf { get; init; }
}

/// <summary>An execution that was started or found.</summary>
/// <param name="Flow">The flow's name.</param>
/// <param name="Revision">What it was asked to run.</param>
internal readonly record struct StartedRun(string Flow, ExecutionRow Row, RevisionRow Revision);
