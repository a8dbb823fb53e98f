using Sluice.Model.Names;

namespace Sluice.Storage.Conformance;

// Flows and revisions.
public abstract partial class StoreConformance
{
    [Fact]
    public async Task A_flow_is_found_by_name_with_the_numbers_the_store_gave_it()
    {
        var made = Rows.Flow("orders", "group") with
        {
            Mode = 1,
            ExternalStorageLocation = "oss://bucket",
            Version = 40,
            Id = 41,
            RevisionId = 42,
        };
        var stored = await Store.TryInsertFlowAsync(
            made, new(43, 44, "text\r\n", "acs:ram::1:role/r", """{"Variables":[]}"""), None);

        Assert.NotNull(stored);
        Equality.Same(made with { Id = stored.Id, RevisionId = stored.RevisionId, Version = 1 }, stored);
        Equality.Same(stored, await Store.FindFlowAsync(AccountId.Default, "orders", None));
        Equality.Same(
            new(stored.RevisionId, stored.Id, "text\r\n", "acs:ram::1:role/r", """{"Variables":[]}"""),
            await Store.FindRevisionAsync(stored.RevisionId, None));
        Assert.Null(await Store.FindFlowAsync(AccountId.Default, "Orders", None));
        Assert.Null(await Store.FindRevisionAsync(stored.RevisionId + 1, None));
    }

    [Fact]
    public async Task A_name_belongs_to_one_live_flow()
    {
        var first = await CreateFlowAsync("a");

        Assert.Null(await Store.TryInsertFlowAsync(Rows.Flow("a"), Rows.Revision("other"), None));
        Equality.Same(first, await Store.FindFlowAsync(AccountId.Default, "a", None));
        Assert.Equal(1, await Store.CountAsync(AccountId.Default, CatalogItem.Flow, None));
    }

    [Fact]
    public async Task An_update_replaces_the_row_and_counts_its_version()
    {
        var stored = await CreateFlowAsync("a");
        var updated = await Store.TryUpdateFlowAsync(
            stored with
            {
                Name = "renamed",
                Uuid = Guid.Empty,
                Created = 1,
                Type = "DEFAULT",
                Description = "",
                Mode = 1,
                ExternalStorageLocation = "x",
                ResourceGroupId = "g",
                Modified = 9,
                RevisionId = 77,
            },
            revision: null,
            None);

        Equality.Same(
            stored with
            {
                Type = "DEFAULT",
                Description = "",
                Mode = 1,
                ExternalStorageLocation = "x",
                ResourceGroupId = "g",
                Modified = 9,
                Version = 2,
            },
            updated);
        Equality.Same(updated, await Store.FindFlowAsync(AccountId.Default, "a", None));
    }

    [Fact]
    public async Task An_update_with_a_revision_makes_it_the_working_copy_and_keeps_the_old_one()
    {
        var stored = await CreateFlowAsync("a");
        var updated = await Store.TryUpdateFlowAsync(stored, Rows.Revision("new"), None);

        Assert.NotEqual(stored.RevisionId, updated!.RevisionId);
        Equality.Same(updated, await Store.FindFlowAsync(AccountId.Default, "a", None));
        Equality.Same(
            Rows.Revision("new") with { Id = updated.RevisionId, FlowId = stored.Id },
            await Store.FindRevisionAsync(updated.RevisionId, None));
        Equality.Same(
            Rows.Revision() with { Id = stored.RevisionId, FlowId = stored.Id },
            await Store.FindRevisionAsync(stored.RevisionId, None));
    }

    [Fact]
    public async Task A_revision_keeps_who_defined_it()
    {
        var stored = await CreateFlowAsync("a");
        var defined = Rows.Revision("new") with { Definer = "acs:ram::1:user/ada {\"Version\":\"1\"}" };
        var updated = await Store.TryUpdateFlowAsync(stored, defined, None);
        await ReopenAsync();

        Assert.Null((await Store.FindRevisionAsync(stored.RevisionId, None))!.Definer);
        Assert.Equal(defined.Definer, (await Store.FindRevisionAsync(updated!.RevisionId, None))!.Definer);
    }

    [Fact]
    public async Task Of_two_updates_from_the_same_version_the_second_finds_it_gone()
    {
        var stored = await CreateFlowAsync("a");
        var first = await Store.TryUpdateFlowAsync(stored with { Description = "first" }, null, None);

        Assert.Null(await Store.TryUpdateFlowAsync(stored with { Description = "second" }, Rows.Revision(), None));
        Equality.Same(first, await Store.FindFlowAsync(AccountId.Default, "a", None));
        Assert.Null(await Store.FindRevisionAsync(stored.RevisionId + 1, None));
    }

    [Fact]
    public async Task A_deleted_flow_is_gone_but_for_its_revisions_and_frees_its_name()
    {
        var old = await CreateFlowAsync("a");

        Assert.True(await Store.TryDeleteFlowAsync(old.Id, None));
        Assert.False(await Store.TryDeleteFlowAsync(old.Id, None));
        Assert.False(await Store.TryDeleteFlowAsync(old.Id + 1, None));
        Assert.Null(await Store.FindFlowAsync(AccountId.Default, "a", None));
        Assert.Null(await Store.TryUpdateFlowAsync(old, null, None));
        Assert.Empty(await Store.ListFlowsAsync(AccountId.Default, null, null, 10, None));
        Assert.Equal(0, await Store.CountAsync(AccountId.Default, CatalogItem.Flow, None));
        Assert.NotNull(await Store.FindRevisionAsync(old.RevisionId, None));

        var successor = await CreateFlowAsync("a");
        Assert.True(successor.Id > old.Id);
        Assert.True(await Store.TryDeleteFlowAsync(successor.Id, None));
        Assert.Equal([old.Id, successor.Id], await Store.ListDeletedFlowsAsync(None));
    }

    [Fact]
    public async Task Only_a_deleted_flow_without_executions_is_forgotten()
    {
        var flow = await CreateFlowAsync("a");
        await InsertAsync(Rows.Ended(1, flow: flow.Id));
        Assert.False(await Store.TryForgetFlowAsync(flow.Id, None));

        await Store.TryDeleteFlowAsync(flow.Id, None);
        Assert.False(await Store.TryForgetFlowAsync(flow.Id, None));
        Assert.NotNull(await Store.FindRevisionAsync(flow.RevisionId, None));
        Assert.Equal(flow, await Store.FindFlowAsync(flow.Id, None));
        Assert.Equal([flow.Id], await Store.ListDeletedFlowsAsync(None));

        Assert.Equal(1, await Store.PurgeEndedAsync(flow.Id, 10, None));
        Assert.True(await Store.TryForgetFlowAsync(flow.Id, None));
        Assert.False(await Store.TryForgetFlowAsync(flow.Id, None));
        Assert.Null(await Store.FindFlowAsync(flow.Id, None));
        Assert.Null(await Store.FindRevisionAsync(flow.RevisionId, None));
        Assert.Empty(await Store.ListDeletedFlowsAsync(None));
    }

    [Fact]
    public async Task Numbers_of_flows_and_revisions_are_never_used_again()
    {
        var first = await CreateFlowAsync("a");
        await Store.TryDeleteFlowAsync(first.Id, None);
        Assert.True(await Store.TryForgetFlowAsync(first.Id, None));
        await ReopenAsync();

        var second = await CreateFlowAsync("a");
        Assert.True(second.Id > first.Id);
        Assert.True(second.RevisionId > first.RevisionId);
    }

    [Fact]
    public async Task Flows_are_listed_by_name_in_pages_and_by_group()
    {
        string[] names = ["A", "B", "_", "a", "aa", "b", "\uFFFD", "\U0001F600"];
        foreach (var (n, name) in names.Reverse().Index())
        {
            await CreateFlowAsync(name, n % 2 == 0 ? "even" : null);
        }

        async Task<string[]> ListAsync(string? after, string? group, int limit) =>
            [.. (await Store.ListFlowsAsync(AccountId.Default, after, group, limit, None)).Select(flow => flow.Name)];

        Assert.Equal(names, await ListAsync(null, null, 100));
        Assert.Equal(names[..3], await ListAsync(null, null, 3));
        Assert.Equal(names[3..5], await ListAsync("_", null, 2));
        Assert.Equal(["B", "a", "b", "\U0001F600"], await ListAsync(null, "even", 100));
        Assert.Equal(["b", "\U0001F600"], await ListAsync("a", "even", 2));
        Assert.Empty(await ListAsync(null, "Even", 100));
    }

    [Fact]
    public async Task Flows_are_there_after_a_new_opening()
    {
        var flow = await CreateFlowAsync("a");
        var gone = await CreateFlowAsync("gone");
        await Store.TryDeleteFlowAsync(gone.Id, None);

        await ReopenAsync();

        Equality.Same(flow, await Store.FindFlowAsync(AccountId.Default, "a", None));
        Assert.Null(await Store.FindFlowAsync(AccountId.Default, "gone", None));
        Assert.Equal([gone.Id], await Store.ListDeletedFlowsAsync(None));
    }

    [Fact]
    public async Task Flows_of_one_account_are_nothing_to_another()
    {
        var other = AccountId.Parse("Account", "2000000000000000");
        var ours = await CreateFlowAsync("a");
        var theirs = await Store.TryInsertFlowAsync(
            Rows.Flow("a", "group") with { Account = other }, Rows.Revision(), None);
        await CreateFlowAsync("b");

        Assert.NotNull(theirs);
        Equality.Same(ours, await Store.FindFlowAsync(AccountId.Default, "a", None));
        Equality.Same(theirs, await Store.FindFlowAsync(other, "a", None));
        Assert.Null(await Store.FindFlowAsync(other, "b", None));
        Assert.Equal([theirs], await Store.ListFlowsAsync(other, null, null, 10, None));
        Assert.Empty(await Store.ListFlowsAsync(other, "a", null, 10, None));
        Assert.Empty(await Store.ListFlowsAsync(AccountId.Default, null, "group", 10, None));
        Assert.Equal(2, await Store.CountAsync(AccountId.Default, CatalogItem.Flow, None));
        Assert.Equal(1, await Store.CountAsync(other, CatalogItem.Flow, None));
    }

    [Fact]
    public async Task A_flow_stays_in_its_account()
    {
        var flow = await CreateFlowAsync("a");
        var updated = await Store.TryUpdateFlowAsync(
            flow with { Account = AccountId.Parse("Account", "2000000000000000") }, revision: null, None);

        Assert.Equal(AccountId.Default, updated!.Account);
        await ReopenAsync();
        Equality.Same(updated, await Store.FindFlowAsync(AccountId.Default, "a", None));
    }

    [Fact]
    public async Task Executions_in_progress_are_counted_by_account()
    {
        var other = AccountId.Parse("Account", "2000000000000000");
        var ours = await CreateFlowAsync("a");
        var theirs = await Store.TryInsertFlowAsync(Rows.Flow("a") with { Account = other }, Rows.Revision(), None);
        Assert.Empty(await Store.CountRunningByAccountAsync(None));

        await InsertAsync(Rows.Execution(1, flow: ours.Id), Rows.Execution(2, flow: ours.Id), Rows.Ended(3, flow: ours.Id));
        await InsertAsync(Rows.Execution(4, flow: theirs!.Id), Rows.Ended(5, flow: theirs.Id));
        await Store.TryDeleteFlowAsync(ours.Id, None);

        Assert.Equal(
            new Dictionary<AccountId, long> { [AccountId.Default] = 2, [other] = 1 },
            await Store.CountRunningByAccountAsync(None));
    }
}
