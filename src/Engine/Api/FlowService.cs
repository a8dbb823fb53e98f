using Sluice.Definitions;
using Sluice.Engine.Flows;
using Sluice.Engine.Shards;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Api;

/// <summary>Flows: create, change, delete, show. Each call sees the flows of one account only.</summary>
public sealed class FlowService
{
    private readonly ShardPorts _ports;
    private readonly Catalog _catalog;

    internal FlowService(ShardPorts ports) => (_ports, _catalog) = (ports, ports.Catalog);

    /// <exception cref="ApiException">
    /// <c>InvalidArgument</c> with all problems of the definition, <c>FlowAlreadyExists</c>, <c>ResourceThrottled</c>.
    /// </exception>
    public async Task<FlowView> CreateAsync(
        AccountId account, NewFlow request, CancellationToken cancellationToken)
    {
        Check(request.Definition, request.Name.Value, request.Mode);
        if (await _catalog.FindFlowAsync(account, request.Name.Value, cancellationToken) is not null)
        {
            throw ApiException.FlowAlreadyExists(request.Name.Value);
        }

        await RefuseSurplusAsync(account, cancellationToken);
        var now = _ports.Clock.Now.ToUnixTimeMilliseconds();
        var flow = new FlowRow
        {
            Uuid = new SeededEntropy(_ports.Entropy.NextSeed()).NextUuid(),
            Account = account,
            Name = request.Name.Value,
            Type = request.Type,
            Description = request.Description,
            Mode = (int)request.Mode,
            ExternalStorageLocation = request.ExternalStorageLocation,
            ResourceGroupId = request.ResourceGroupId,
            Created = now,
            Modified = now,
        };
        var revision = new RevisionRow(0, 0, request.Definition, request.RoleArn, request.Environment)
        {
            Definer = request.Definer,
        };
        var stored = await CatalogWrite.RunAsync(() => _catalog.TryInsertAsync(flow, revision, cancellationToken))
            ?? throw ApiException.FlowAlreadyExists(request.Name.Value);
        return await ViewAsync(stored, cancellationToken);
    }

    /// <exception cref="ApiException">
    /// <c>InvalidArgument</c>, <c>FlowNotExists</c>, <c>ConcurrentUpdateError</c>.
    /// </exception>
    public async Task<FlowView> UpdateAsync(
        AccountId account, FlowUpdate request, CancellationToken cancellationToken)
    {
        var flow = await _catalog.GetFlowAsync(account, request.Name, cancellationToken);
        if (request.Definition is { } definition)
        {
            Check(definition, flow.Name, (ExecutionMode)flow.Mode);
        }

        var current = await RevisionAsync(flow, cancellationToken);
        var wanted = current with
        {
            Definition = request.Definition ?? current.Definition,
            RoleArn = request.RoleArn ?? current.RoleArn,
            Environment = request.Environment is null ? current.Environment
                : request.Environment.Length == 0 ? null : request.Environment,
        };
        var changed = flow with
        {
            Type = request.Type ?? flow.Type,
            Description = request.Description ?? flow.Description,
            ExternalStorageLocation = request.ExternalStorageLocation ?? flow.ExternalStorageLocation,

            // Later than before, even when the clock was set back.
            Modified = Math.Max(_ports.Clock.Now.ToUnixTimeMilliseconds(), flow.Modified + 1),
        };
        var stored = await CatalogWrite.RunAsync(
            () => _catalog.TryUpdateAsync(
                changed, wanted == current ? null : wanted with { Definer = request.Definer }, cancellationToken))
            ?? throw ApiException.ConcurrentUpdateError();
        return await ViewAsync(stored, cancellationToken);
    }

    /// <summary>Deletes a flow at once; its executions stop after the step they are in, and are cleaned up later.</summary>
    /// <exception cref="ApiException"><c>FlowNotExists</c>.</exception>
    public async Task DeleteAsync(AccountId account, FlowName name, CancellationToken cancellationToken)
    {
        var flow = await _catalog.GetFlowAsync(account, name, cancellationToken);
        if (!await CatalogWrite.RunAsync(() => _catalog.TryDeleteAsync(flow, cancellationToken)))
        {
            throw ApiException.FlowNotExists(name.Value);
        }

        foreach (var shard in _ports.Shards)
        {
            shard.Post(new Message.FlowDeleted(flow.Id));
        }

        _ports.Express.FlowDeleted(flow.Id);
    }

    /// <param name="version">A published version; null for the working copy.</param>
    /// <exception cref="ApiException"><c>FlowNotExists</c>, <c>FlowVersionNotExists</c>.</exception>
    public async Task<FlowView> GetAsync(
        AccountId account, FlowName name, string? version, CancellationToken cancellationToken)
    {
        var flow = await _catalog.GetFlowAsync(account, name, cancellationToken);
        if (version is null)
        {
            return await ViewAsync(flow, cancellationToken);
        }

        var published = await _ports.Versions.GetVersionAsync(flow, version, cancellationToken);
        return await ViewAsync(
            flow with { RevisionId = published.RevisionId, Description = published.Description }, cancellationToken);
    }

    /// <summary>The account's flows by name ascending.</summary>
    /// <param name="after">Only names above this one; null from the beginning.</param>
    public async Task<FlowPage> ListAsync(
        AccountId account,
        string? after,
        string? resourceGroup,
        int limit,
        CancellationToken cancellationToken)
    {
        // One more than asked for tells whether there is a next page.
        var rows = await _ports.Store.ListFlowsAsync(
            account, after, resourceGroup, limit + 1, cancellationToken);
        var views = new List<FlowView>(Math.Min(rows.Count, limit));
        foreach (var row in rows.Take(limit))
        {
            views.Add(await ViewAsync(row, cancellationToken));
        }

        return new FlowPage(views, rows.Count > limit);
    }

    private void Check(string definition, string name, ExecutionMode mode)
    {
        var compiled = _ports.Compile(definition, name, mode, _ports.Options.Limits);
        if (!compiled.IsValid)
        {
            throw ApiException.InvalidArgument("Definition", Diagnostics.Summary(compiled.Diagnostics));
        }
    }

    private async Task RefuseSurplusAsync(AccountId account, CancellationToken cancellationToken)
    {
        var most = _ports.Options.Limits.Flows;
        if (await _ports.Store.CountFlowsAsync(account, cancellationToken) >= most)
        {
            throw ApiException.ResourceThrottled($"there are {most} flows already (setting {LimitNames.Flows})");
        }
    }

    private async Task<FlowView> ViewAsync(FlowRow flow, CancellationToken cancellationToken) =>
        new(flow, await RevisionAsync(flow, cancellationToken));

    private async Task<RevisionRow> RevisionAsync(FlowRow flow, CancellationToken cancellationToken) =>
        await _ports.Store.FindRevisionAsync(flow.RevisionId, cancellationToken)
        ?? throw ApiException.FlowNotExists(flow.Name);
}
