using Sluice.Definitions;
using Sluice.Engine.Commits;
using Sluice.Engine.Express;
using Sluice.Engine.Flows;
using Sluice.Engine.Link;
using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Api;

/// <summary>Flows: create, change, delete, show. Each call sees the flows of one account only.</summary>
public sealed class FlowService
{
    private readonly ICatalogStore _store;
    private readonly Catalog _catalog;
    private readonly VersionCatalog _versions;
    private readonly FlowCompilation _compile;
    private readonly ExpressRuns _express;
    private readonly IShardLink _link;
    private readonly int _shards;
    private readonly Clock _clock;
    private readonly IEntropy _entropy;
    private readonly AccountQuota _quota;
    private readonly ServedActions _served;
    private readonly AccountTurns _turns;
    private readonly Limits _limits;
    private readonly long _pageBytes;

    /// <param name="shards">How many there are.</param>
    /// <param name="pageBytes">Of a list at the most.</param>
    internal FlowService(
        ICatalogStore store,
        Catalog catalog,
        VersionCatalog versions,
        FlowCompilation compile,
        ExpressRuns express,
        IShardLink link,
        int shards,
        Clock clock,
        IEntropy entropy,
        AccountQuota quota,
        ServedActions served,
        AccountTurns turns,
        Limits limits,
        long pageBytes)
    {
        (_store, _catalog, _versions, _compile) = (store, catalog, versions, compile);
        (_express, _link, _shards, _turns) = (express, link, shards, turns);
        (_clock, _entropy, _quota, _served, _limits, _pageBytes) = (clock, entropy, quota, served, limits, pageBytes);
    }

    /// <exception cref="ApiException">
    /// <c>InvalidArgument</c> with all problems of the definition, <c>FlowAlreadyExists</c>, <c>ResourceThrottled</c>.
    /// </exception>
    public async Task<FlowView> CreateAsync(
        AccountId account, NewFlow request, CancellationToken cancellationToken)
    {
        var definition = await CheckAsync(account, request.Definition, request.Name.Value, request.Mode, cancellationToken);
        if (await _catalog.FindFlowAsync(account, request.Name.Value, cancellationToken) is not null)
        {
            throw ApiException.FlowAlreadyExists(request.Name.Value);
        }

        await _quota.CheckAsync(account, CatalogItem.Flow, cancellationToken);
        var now = _clock.Now.ToUnixTimeMilliseconds();
        var flow = new FlowRow
        {
            Uuid = new SeededEntropy(_entropy.NextSeed()).NextUuid(),
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
        _served.Look(account, stored.Name, definition);
        return await ViewAsync(stored, cancellationToken);
    }

    /// <exception cref="ApiException">
    /// <c>InvalidArgument</c>, <c>FlowNotExists</c>, <c>ConcurrentUpdateError</c>.
    /// </exception>
    public async Task<FlowView> UpdateAsync(
        AccountId account, FlowUpdate request, CancellationToken cancellationToken)
    {
        var flow = await _catalog.GetFlowAsync(account, request.Name, cancellationToken);
        var definition = request.Definition is { } text
            ? await CheckAsync(account, text, flow.Name, (ExecutionMode)flow.Mode, cancellationToken)
            : null;

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
            Modified = Math.Max(_clock.Now.ToUnixTimeMilliseconds(), flow.Modified + 1),
        };
        var stored = await CatalogWrite.RunAsync(
            () => _catalog.TryUpdateAsync(
                changed, wanted == current ? null : wanted with { Definer = request.Definer }, cancellationToken))
            ?? throw ApiException.ConcurrentUpdateError();
        _served.Look(account, stored.Name, definition);
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

        for (var shard = 0; shard < _shards; shard++)
        {
            _ = TellDeletedAsync(shard, flow.Id);
        }

        _express.FlowDeleted(flow.Id);
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

        var published = await _versions.GetVersionAsync(flow, version, cancellationToken);
        return await ViewAsync(
            flow with { RevisionId = published.RevisionId, Description = published.Description }, cancellationToken);
    }

    /// <summary>The account's flows by name ascending.</summary>
    /// <param name="after">Only names above this one; null from the beginning.</param>
    public async Task<Page<FlowView>> ListAsync(
        AccountId account,
        string? after,
        string? resourceGroup,
        int limit,
        CancellationToken cancellationToken)
    {
        var page = await Page.ReadAsync(
            limit, most => _store.ListFlowsAsync(account, after, resourceGroup, most, cancellationToken));
        return await page.SelectAsync(
            _pageBytes, flow => flow.Definition.Length, row => ViewAsync(row, cancellationToken));
    }

    /// <summary>Tells a shard, and does not wait for it: one that does not hear of it learns it when it is taken up.</summary>
    private async Task TellDeletedAsync(int shard, long flowId)
    {
        try
        {
            await _link.AskAsync(shard, new FlowDeletedRequest(flowId));
        }
        catch (Exception e) when (e is ApiException or StoreDamagedException or ShardElsewhereException)
        {
            // It is taken up anew, or by another engine.
        }
    }

    private async ValueTask<Flow> CheckAsync(
        AccountId account, string definition, string name, ExecutionMode mode, CancellationToken cancellationToken)
    {
        var compiled = CompileWork.IsLarge(definition)
            ? await _turns.MakeAsync(account, CompileWork.Of(definition), Compile, cancellationToken)
            : Compile();
        return compiled.Flow ?? throw ApiException.InvalidDefinition(
            "Definition", Diagnostics.Summary(compiled.Diagnostics), Diagnostics.Problems(compiled.Diagnostics));

        CompiledFlow Compile() => _compile(definition, name, mode, _limits);
    }

    private async ValueTask<FlowView> ViewAsync(FlowRow flow, CancellationToken cancellationToken) =>
        FlowView.Of(flow, await RevisionAsync(flow, cancellationToken));

    private async Task<RevisionRow> RevisionAsync(FlowRow flow, CancellationToken cancellationToken) =>
        await _store.FindRevisionAsync(flow.RevisionId, cancellationToken)
        ?? throw ApiException.FlowNotExists(flow.Name);
}
