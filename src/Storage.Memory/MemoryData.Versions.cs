using System.Collections.Immutable;

namespace Sluice.Storage.Memory;

internal sealed partial record MemoryData
{
    private ImmutableSortedDictionary<(long FlowId, long Number), VersionRow> Versions { get; init; } =
        ImmutableSortedDictionary<(long, long), VersionRow>.Empty;

    private ImmutableDictionary<(long FlowId, string Name), AliasRow> Aliases { get; init; } =
        ImmutableDictionary<(long, string), AliasRow>.Empty;

    /// <summary>The last number published, by flow.</summary>
    private ImmutableDictionary<long, long> LastVersions { get; init; } = ImmutableDictionary<long, long>.Empty;

    public (MemoryData Next, VersionRow? Version) TryPublish(long flowId, string description, long created)
    {
        if (FindLiveFlow(flowId) is not { } flow)
        {
            return (this, null);
        }

        var number = LastVersions.GetValueOrDefault(flowId) + 1;
        var version = new VersionRow(flowId, number, flow.RevisionId, description, created);
        var next = this with
        {
            Versions = Versions.Add((flowId, number), version),
            LastVersions = LastVersions.SetItem(flowId, number),
        };
        return (next, version);
    }

    public (MemoryData Next, bool Deleted) TryDeleteVersion(long flowId, long number) =>
        Versions.ContainsKey((flowId, number)) && FindAliasTo(flowId, number) is null
            ? (this with { Versions = Versions.Remove((flowId, number)) }, true)
            : (this, false);

    public VersionRow? FindVersion(long flowId, long number) => Versions.GetValueOrDefault((flowId, number));

    public IReadOnlyList<VersionRow> ListVersions(long flowId, long? before, int limit) =>
    [
        .. Versions.Values.Where(version => version.FlowId == flowId && (before is null || version.Number < before))
            .Reverse().Take(limit),
    ];

    public (MemoryData Next, bool Inserted) TryInsertAlias(AliasRow alias) =>
        FindLiveFlow(alias.FlowId) is not null && FindAlias(alias.FlowId, alias.Name) is null && CanRoute(alias)
            ? (this with { Aliases = Aliases.Add((alias.FlowId, alias.Name), alias) }, true)
            : (this, false);

    public (MemoryData Next, bool Updated) TryUpdateAlias(AliasRow expected, AliasRow changed) =>
        FindAlias(expected.FlowId, expected.Name) == expected && CanRoute(changed)
            ? (this with { Aliases = Aliases.SetItem((changed.FlowId, changed.Name), changed) }, true)
            : (this, false);

    public (MemoryData Next, bool Deleted) TryDeleteAlias(long flowId, string name) =>
        FindAlias(flowId, name) is not null
            ? (this with { Aliases = Aliases.Remove((flowId, name)) }, true)
            : (this, false);

    public AliasRow? FindAlias(long flowId, string name) => Aliases.GetValueOrDefault((flowId, name));

    public IReadOnlyList<AliasRow> ListAliases(long flowId, string? afterName, int limit) =>
    [
        .. AliasesOf(flowId)
            .Where(alias => afterName is null || TextOrder.Instance.Compare(alias.Name, afterName) > 0)
            .Take(limit),
    ];

    public AliasRow? FindAliasTo(long flowId, long number) =>
        AliasesOf(flowId).FirstOrDefault(alias => alias.RoutesTo(number));

    private IEnumerable<AliasRow> AliasesOf(long flowId) =>
        Aliases.Values.Where(alias => alias.FlowId == flowId).OrderBy(alias => alias.Name, TextOrder.Instance);

    private bool CanRoute(AliasRow alias) =>
        FindVersion(alias.FlowId, alias.First.Version) is not null
        && (alias.Second is not { } second || FindVersion(alias.FlowId, second.Version) is not null);

    private MemoryData ForgetVersions(long flowId) => this with
    {
        Versions = Versions.RemoveRange(Versions.Keys.Where(key => key.FlowId == flowId)),
        Aliases = Aliases.RemoveRange(Aliases.Keys.Where(key => key.FlowId == flowId)),
        LastVersions = LastVersions.Remove(flowId),
    };
}
