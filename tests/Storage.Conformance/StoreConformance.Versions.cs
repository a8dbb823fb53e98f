using Sluice.Model.Names;

namespace Sluice.Storage.Conformance;

// Versions and aliases.
public abstract partial class StoreConformance
{
    [Fact]
    public async Task Versions_are_numbered_from_1_and_keep_their_revision()
    {
        var flow = await CreateFlowAsync("a");
        var first = await Store.TryPublishAsync(flow.Id, "first", 5, None);
        var updated = await Store.TryUpdateFlowAsync(flow, Rows.Revision("new"), None);
        var second = await Store.TryPublishAsync(flow.Id, "", 6, None);

        Equality.Same(new VersionRow(flow.Id, 1, flow.RevisionId, "first", 5), first);
        Equality.Same(new VersionRow(flow.Id, 2, updated!.RevisionId, "", 6), second);
        Equality.Same(first, await Store.FindVersionAsync(flow.Id, 1, None));
        Assert.Null(await Store.FindVersionAsync(flow.Id, 3, None));
        Equality.Same(updated, await Store.FindFlowAsync(flow.Id, None));
    }

    [Fact]
    public async Task Each_flow_counts_its_own_versions()
    {
        var (a, b) = (await CreateFlowAsync("a"), await CreateFlowAsync("b"));
        await PublishAsync(a, 3);

        Assert.Equal(1, (await Store.TryPublishAsync(b.Id, "", 1, None))!.Number);
        Assert.Null(await Store.FindVersionAsync(b.Id, 2, None));
        Assert.Single(await Store.ListVersionsAsync(b.Id, null, 10, None));
    }

    [Fact]
    public async Task Numbers_of_deleted_versions_are_never_used_again()
    {
        var flow = await CreateFlowAsync("a");
        await PublishAsync(flow, 2);
        Assert.True(await Store.TryDeleteVersionAsync(flow.Id, 2, None));
        Assert.False(await Store.TryDeleteVersionAsync(flow.Id, 2, None));
        await ReopenAsync();

        Assert.Null(await Store.FindVersionAsync(flow.Id, 2, None));
        Assert.Equal(3, (await Store.TryPublishAsync(flow.Id, "", 1, None))!.Number);
    }

    [Fact]
    public async Task Versions_are_listed_newest_first_in_pages()
    {
        var flow = await CreateFlowAsync("a");
        await PublishAsync(flow, 12);
        await Store.TryDeleteVersionAsync(flow.Id, 10, None);

        async Task<List<long>> ListAsync(long? before, int limit) =>
            [.. (await Store.ListVersionsAsync(flow.Id, before, limit, None)).Select(version => version.Number)];

        Assert.Equal([12, 11, 9], await ListAsync(null, 3));
        Assert.Equal([8, 7], await ListAsync(9, 2));
        Assert.Equal([2, 1], await ListAsync(3, 10));
        Assert.Empty(await ListAsync(1, 10));
    }

    [Fact]
    public async Task An_alias_is_found_as_it_was_stored()
    {
        var flow = await CreateFlowAsync("a");
        await PublishAsync(flow, 2);
        var one = Alias(flow, "one");
        var two = Alias(flow, "two") with { First = new(2, 20), Second = new(1, 80), Description = "both" };
        Assert.True(await Store.TryInsertAliasAsync(one, None));
        Assert.True(await Store.TryInsertAliasAsync(two, None));
        await ReopenAsync();

        Equality.Same(one, await Store.FindAliasAsync(flow.Id, "one", None));
        Equality.Same(two, await Store.FindAliasAsync(flow.Id, "two", None));
        Assert.Null(await Store.FindAliasAsync(flow.Id, "Two", None));
        Assert.Null(await Store.FindAliasAsync(flow.Id + 1, "two", None));
    }

    [Fact]
    public async Task An_alias_needs_a_free_name_and_versions_that_exist()
    {
        var flow = await CreateFlowAsync("a");
        var other = await CreateFlowAsync("b");
        await PublishAsync(flow, 1);
        await PublishAsync(other, 2);
        Assert.True(await Store.TryInsertAliasAsync(Alias(flow, "x"), None));

        Assert.False(await Store.TryInsertAliasAsync(Alias(flow, "x") with { Description = "again" }, None));
        Assert.False(await Store.TryInsertAliasAsync(Alias(flow, "y") with { First = new(2, 100) }, None));
        Assert.False(await Store.TryInsertAliasAsync(
            Alias(flow, "y") with { First = new(1, 50), Second = new(2, 50) }, None));
        Equality.Same(Alias(flow, "x"), await Store.FindAliasAsync(flow.Id, "x", None));
        Assert.True(await Store.TryInsertAliasAsync(Alias(other, "x"), None));
        Assert.Single(await Store.ListAliasesAsync(flow.Id, null, 10, None));
    }

    [Fact]
    public async Task What_an_account_has_is_counted_over_its_live_flows()
    {
        var flow = await CreateFlowAsync("a");
        var other = await CreateFlowAsync("b");
        var gone = await CreateFlowAsync("c");
        await PublishAsync(flow, 1);
        await PublishAsync(other, 2);
        await PublishAsync(gone, 3);
        Assert.True(await Store.TryInsertAliasAsync(Alias(flow, "x"), None));
        await PutAsync(Rows.Schedule(1, flow: flow.Id), Rows.Schedule(2, flow: other.Id));
        Assert.True(await Store.TryDeleteFlowAsync(gone.Id, None));

        foreach (var (what, count) in new[]
        {
            (CatalogItem.Flow, 2), (CatalogItem.Version, 3), (CatalogItem.Alias, 1), (CatalogItem.Schedule, 2),
        })
        {
            Assert.Equal((what, count), (what, await Store.CountAsync(AccountId.Default, what, None)));
        }

        Assert.Equal(0, await Store.CountAsync(AccountId.Parse("Account", "2000000000000000"), CatalogItem.Version, None));
    }

    [Fact]
    public async Task An_alias_is_replaced_only_by_who_has_seen_it_as_it_stands()
    {
        var flow = await CreateFlowAsync("a");
        await PublishAsync(flow, 2);
        var old = Alias(flow, "x");
        var changed = old with { First = new(2, 60), Second = new(1, 40), Description = "new" };
        await Store.TryInsertAliasAsync(old, None);

        Assert.True(await Store.TryUpdateAliasAsync(old, changed, None));
        Equality.Same(changed, await Store.FindAliasAsync(flow.Id, "x", None));
        Assert.False(await Store.TryUpdateAliasAsync(old, old with { Description = "late" }, None));
        Assert.False(await Store.TryUpdateAliasAsync(changed, changed with { Second = new(9, 40) }, None));
        Equality.Same(changed, await Store.FindAliasAsync(flow.Id, "x", None));
        Assert.True(await Store.TryUpdateAliasAsync(changed, old, None));
        Equality.Same(old, await Store.FindAliasAsync(flow.Id, "x", None));
    }

    [Fact]
    public async Task A_version_that_an_alias_routes_to_stays()
    {
        var flow = await CreateFlowAsync("a");
        await PublishAsync(flow, 3);
        var both = Alias(flow, "both") with { First = new(1, 100), Second = new(2, 0) };
        await Store.TryInsertAliasAsync(both, None);
        await Store.TryInsertAliasAsync(Alias(flow, "a-first") with { First = new(2, 100) }, None);

        Assert.False(await Store.TryDeleteVersionAsync(flow.Id, 1, None));
        Assert.False(await Store.TryDeleteVersionAsync(flow.Id, 2, None));
        Equality.Same(both, await Store.FindAliasToAsync(flow.Id, 1, None));
        Assert.Equal("a-first", (await Store.FindAliasToAsync(flow.Id, 2, None))!.Name);
        Assert.Null(await Store.FindAliasToAsync(flow.Id, 3, None));

        Assert.True(await Store.TryDeleteAliasAsync(flow.Id, "both", None));
        Assert.False(await Store.TryDeleteAliasAsync(flow.Id, "both", None));
        Assert.True(await Store.TryDeleteVersionAsync(flow.Id, 1, None));
    }

    [Fact]
    public async Task Aliases_are_listed_by_name_in_pages()
    {
        var flow = await CreateFlowAsync("a");
        await PublishAsync(flow, 1);
        string[] names = ["A", "B", "_", "a", "aa", "b"];
        foreach (var name in names.Reverse())
        {
            await Store.TryInsertAliasAsync(Alias(flow, name), None);
        }

        async Task<string[]> ListAsync(string? after, int limit) =>
            [.. (await Store.ListAliasesAsync(flow.Id, after, limit, None)).Select(alias => alias.Name)];

        Assert.Equal(names, await ListAsync(null, 100));
        Assert.Equal(["A", "B"], await ListAsync(null, 2));
        Assert.Equal(["a", "aa"], await ListAsync("_", 2));
        Assert.Empty(await ListAsync("b", 2));
    }

    [Fact]
    public async Task Versions_and_aliases_go_with_their_flow()
    {
        var flow = await CreateFlowAsync("a");
        await PublishAsync(flow, 1);
        await Store.TryInsertAliasAsync(Alias(flow, "x"), None);
        await Store.TryDeleteFlowAsync(flow.Id, None);

        Assert.Null(await Store.TryPublishAsync(flow.Id, "", 1, None));
        Assert.False(await Store.TryInsertAliasAsync(Alias(flow, "y"), None));
        Assert.NotNull(await Store.FindVersionAsync(flow.Id, 1, None));
        Assert.True(await Store.TryForgetFlowAsync(flow.Id, None));
        Assert.Null(await Store.FindVersionAsync(flow.Id, 1, None));
        Assert.Null(await Store.FindAliasAsync(flow.Id, "x", None));
        Assert.Null(await Store.TryPublishAsync(flow.Id, "", 1, None));
    }

    private static AliasRow Alias(FlowRow flow, string name) =>
        new(flow.Id, name, $"about {name}", new(1, 100), Second: null, Rows.Noon);

    private async Task PublishAsync(FlowRow flow, int count)
    {
        for (var n = 0; n < count; n++)
        {
            Assert.NotNull(await Store.TryPublishAsync(flow.Id, "", n, None));
        }
    }
}
