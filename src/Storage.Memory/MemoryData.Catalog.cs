using System.Collections.Immutable;
using Sluice.Model.Names;

namespace Sluice.Storage.Memory;

internal sealed partial record MemoryData
{
    public ImmutableDictionary<long, RevisionRow> Revisions { get; private init; } =
        ImmutableDictionary<long, RevisionRow>.Empty;

    private ImmutableSortedDictionary<long, FlowRow> Flows { get; init; } =
        ImmutableSortedDictionary<long, FlowRow>.Empty;

    private ImmutableSortedSet<long> Deleted { get; init; } = [];

    private long LastFlowId { get; init; }

    private long LastRevisionId { get; init; }

    public (MemoryData Next, FlowRow? Flow) TryInsertFlow(FlowRow flow, RevisionRow revision) =>
        FindFlow(flow.Account, flow.Name) is null
            ? (this with { LastFlowId = LastFlowId + 1 })
                .Put(flow with { Id = LastFlowId + 1, Version = 1 }, revision)
            : (this, null);

    public (MemoryData Next, FlowRow? Flow) TryUpdateFlow(FlowRow flow, RevisionRow? revision)
    {
        if (FindLiveFlow(flow.Id) is not { } stored || stored.Version != flow.Version)
        {
            return (this, null);
        }

        var updated = flow with
        {
            Uuid = stored.Uuid,
            Account = stored.Account,
            Name = stored.Name,
            Created = stored.Created,
            RevisionId = stored.RevisionId,
            Version = stored.Version + 1,
        };
        return revision is null
            ? (this with { Flows = Flows.SetItem(flow.Id, updated) }, updated)
            : Put(updated, revision);
    }

    public (MemoryData Next, bool Deleted) TryDeleteFlow(long flowId) =>
        FindLiveFlow(flowId) is not null
            ? (this with { Deleted = Deleted.Add(flowId) }, true)
            : (this, false);

    public (MemoryData Next, bool Forgotten) TryForgetFlow(long flowId)
    {
        if (!Deleted.Contains(flowId)
            || Executions.Values.Any(row => row.FlowId == flowId)
            || Schedules.Count(flowId) > 0)
        {
            return (this, false);
        }

        var revisions = Revisions.Values.Where(row => row.FlowId == flowId).Select(row => row.Id);
        var next = this with
        {
            Flows = Flows.Remove(flowId),
            Deleted = Deleted.Remove(flowId),
            Revisions = Revisions.RemoveRange(revisions),
        };
        next = next with { Servers = Servers.Without(key => key.FlowId == flowId) };
        return (next.ForgetVersions(flowId), true);
    }

    public FlowRow? FindFlow(AccountId account, string name) =>
        LiveFlowsOf(account).FirstOrDefault(flow => flow.Name == name);

    public FlowRow? FindFlow(long flowId) => Flows.GetValueOrDefault(flowId);

    public IReadOnlyList<FlowRow> ListFlows(AccountId account, string? afterName, string? resourceGroup, int limit) =>
    [
        .. LiveFlowsOf(account).Where(flow => resourceGroup is null || flow.ResourceGroupId == resourceGroup)
            .Where(flow => afterName is null || TextOrder.Instance.Compare(flow.Name, afterName) > 0)
            .OrderBy(flow => flow.Name, TextOrder.Instance).Take(limit),
    ];

    public IReadOnlyList<long> ListDeletedFlows() => [.. Deleted];

    private FlowRow? FindLiveFlow(long flowId) => Deleted.Contains(flowId) ? null : FindFlow(flowId);

    public IEnumerable<FlowRow> LiveFlowsOf(AccountId account) =>
        Flows.Values.Where(flow => flow.Account == account && !Deleted.Contains(flow.Id));

    /// <summary>Stores a flow with its new revision.</summary>
    private (MemoryData Next, FlowRow? Flow) Put(FlowRow flow, RevisionRow revision)
    {
        var revisionId = LastRevisionId + 1;
        var stored = flow with { RevisionId = revisionId };
        var next = this with
        {
            Flows = Flows.SetItem(flow.Id, stored),
            Revisions = Revisions.Add(revisionId, revision with { Id = revisionId, FlowId = flow.Id }),
            LastRevisionId = revisionId,
        };
        return (next, stored);
    }
}
