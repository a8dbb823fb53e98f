using System.Collections.Concurrent;
using System.Globalization;
using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Flows;

/// <summary>Versions and aliases of flows, kept at hand for the starts that name one.</summary>
/// <remarks>
/// Changes go through here one at a time, and so does whatever is read to be kept, so what is at hand is never older than
/// the store. Numbers of flows are never used again: what is kept of a deleted one is of no harm.
/// </remarks>
internal sealed class VersionCatalog(IVersionStore store, Catalog catalog, AccountTurns turns, IEntropy entropy)
{
    private const int Kept = 10_000;

    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ConcurrentDictionary<(long FlowId, long Number), VersionRow> _versions = new();
    private readonly ConcurrentDictionary<(long FlowId, string Name), AliasRow> _aliases = new();

    /// <summary>What a start gets: the working copy, a version, or one of an alias's versions, drawn by weight.</summary>
    /// <param name="qualifier">The number of a version or the name of an alias; null for the working copy.</param>
    /// <exception cref="ApiException"><c>FlowVersionNotExists</c>, <c>FlowAliasNotExists</c>.</exception>
    public async ValueTask<CompiledRevision> ResolveAsync(
        FlowRow flow, string? qualifier, CancellationToken cancellationToken)
    {
        var revisionId = qualifier is null
            ? flow.RevisionId
            : (await ChooseAsync(flow, qualifier, cancellationToken)).RevisionId;
        return await catalog.GetRevisionAsync(revisionId, turns, cancellationToken);
    }

    /// <param name="number">As the caller wrote it; <c>01</c> is no version.</param>
    /// <exception cref="ApiException"><c>FlowVersionNotExists</c>.</exception>
    public async ValueTask<VersionRow> GetVersionAsync(
        FlowRow flow, string number, CancellationToken cancellationToken) =>
        long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && number[0] != '0'
            && await FindVersionAsync(flow.Id, value, cancellationToken) is { } version
            ? version
            : throw ApiException.FlowVersionNotExists(number, flow.Name);

    /// <exception cref="ApiException"><c>FlowAliasNotExists</c>.</exception>
    public async ValueTask<AliasRow> GetAliasAsync(FlowRow flow, string name, CancellationToken cancellationToken) =>
        await FindAliasAsync(flow.Id, name, cancellationToken)
        ?? throw ApiException.FlowAliasNotExists(name, flow.Name);

    public ValueTask<AliasRow?> FindAliasAsync(long flowId, string name, CancellationToken cancellationToken) =>
        FindAsync(_aliases, (flowId, name), () => store.FindAliasAsync(flowId, name, cancellationToken), cancellationToken);

    /// <inheritdoc cref="IVersionStore.TryDeleteVersionAsync"/>
    public Task<bool> TryDeleteVersionAsync(VersionRow version, CancellationToken cancellationToken) => AloneAsync(
        async () =>
        {
            _versions.TryRemove((version.FlowId, version.Number), out _);
            return await store.TryDeleteVersionAsync(version.FlowId, version.Number, cancellationToken);
        },
        cancellationToken);

    /// <inheritdoc cref="IVersionStore.TryUpdateAliasAsync"/>
    public Task<bool> TryUpdateAliasAsync(
        AliasRow expected, AliasRow changed, CancellationToken cancellationToken) => AloneAsync(
        async () =>
        {
            _aliases.TryRemove((expected.FlowId, expected.Name), out _);
            return await store.TryUpdateAliasAsync(expected, changed, cancellationToken);
        },
        cancellationToken);

    /// <inheritdoc cref="IVersionStore.TryDeleteAliasAsync"/>
    public Task<bool> TryDeleteAliasAsync(AliasRow alias, CancellationToken cancellationToken) => AloneAsync(
        async () =>
        {
            _aliases.TryRemove((alias.FlowId, alias.Name), out _);
            return await store.TryDeleteAliasAsync(alias.FlowId, alias.Name, cancellationToken);
        },
        cancellationToken);

    /// <inheritdoc cref="Catalog.RefreshAsync"/>
    public Task RefreshAsync(CancellationToken cancellationToken) => AloneAsync(
        () =>
        {
            _versions.Clear();
            _aliases.Clear();
            return Task.FromResult(true);
        },
        cancellationToken);

    private async ValueTask<VersionRow> ChooseAsync(
        FlowRow flow, string qualifier, CancellationToken cancellationToken)
    {
        if (qualifier.All(char.IsAsciiDigit))
        {
            return await GetVersionAsync(flow, qualifier, cancellationToken);
        }

        var number = Draw(await GetAliasAsync(flow, qualifier, cancellationToken));
        return await FindVersionAsync(flow.Id, number, cancellationToken)
            ?? throw ApiException.FlowVersionNotExists(number.ToString(CultureInfo.InvariantCulture), flow.Name);
    }

    private long Draw(AliasRow alias) =>
        alias.Second is { } second && new SeededEntropy(entropy.NextSeed()).NextInt64(0, 100) >= alias.First.Weight
            ? second.Version
            : alias.First.Version;

    private ValueTask<VersionRow?> FindVersionAsync(long flowId, long number, CancellationToken cancellationToken) =>
        FindAsync(
            _versions, (flowId, number), () => store.FindVersionAsync(flowId, number, cancellationToken), cancellationToken);

    private async ValueTask<TRow?> FindAsync<TKey, TRow>(
        ConcurrentDictionary<TKey, TRow> kept,
        TKey key,
        Func<ValueTask<TRow?>> read,
        CancellationToken cancellationToken)
        where TKey : notnull
        where TRow : class =>
        kept.TryGetValue(key, out var known)
            ? known
            : await AloneAsync(
                async () =>
                {
                    if (await read() is not { } row)
                    {
                        return null;
                    }

                    Catalog.Bound(kept, Kept);
                    return kept[key] = row;
                },
                cancellationToken);

    private async Task<T> AloneAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            _writing.Release();
        }
    }
}
