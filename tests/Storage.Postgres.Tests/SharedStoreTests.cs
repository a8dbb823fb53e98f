using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage.Conformance;

namespace Sluice.Storage.Postgres.Tests;

public sealed class SharedStoreTests(SharedServer shared)
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Of_two_who_change_the_members_at_once_one_finds_that_the_other_came_first()
    {
        await using var store = await OpenAsync();

        var put = await Task.WhenAll(Enumerable.Range(0, 8).Select(n =>
            store.TryPutMemberAsync($"node-{n}", [1], revision: null, table: 0, None).AsTask()));

        Assert.Single(put, done => done);
        var table = await store.ReadMembersAsync(None);
        Assert.Equal((1, 1), (table.Number, table.Members.Count));
    }

    [Fact]
    public async Task A_member_is_replaced_only_by_whoever_has_read_it_as_it_stands()
    {
        await using var store = await OpenAsync();
        Assert.True(await store.TryPutMemberAsync("a", [1], null, 0, None));
        Assert.False(await store.TryPutMemberAsync("a", [2], null, 1, None));
        Assert.True(await store.TryPutMemberAsync("a", [3], 0, 1, None));
        Assert.False(await store.TryPutMemberAsync("a", [4], 0, 2, None));

        await store.NoteAliveAsync("a", 77, None);
        var member = Assert.Single((await store.ReadMembersAsync(None)).Members);
        Assert.Equal((1L, 77L, (byte)3), (member.Revision, member.Alive, member.Body[0]));

        await store.RemoveMembersAsync(["a"], None);
        var table = await store.ReadMembersAsync(None);
        Assert.Empty(table.Members);
        Assert.Equal(2, table.Number);
    }

    [Fact]
    public async Task Each_change_of_the_catalogue_or_of_accounts_is_counted_for_all()
    {
        var options = shared.NewStore() with { IsAlone = false };
        await using var writer = await PostgresStore.OpenAsync(options, None);
        await using var reader = await PostgresStore.OpenAsync(options, None);
        var before = await reader.ReadChangesAsync(None);

        var flow = await writer.TryInsertFlowAsync(Rows.Flow("watched"), Rows.Revision(), None);
        var created = await reader.ReadChangesAsync(None);
        await writer.TryDeleteFlowAsync(Assert.IsType<FlowRow>(flow).Id, None);
        var deleted = await reader.ReadChangesAsync(None);
        await writer.ChangeAccessAsync(
            [], [new AccessRow(new(AccessRowKind.User, AccountId.Default.Value, "eve"), [1])], None);
        var user = await reader.ReadChangesAsync(None);

        Assert.True(before.Catalogue < created.Catalogue && created.Catalogue < deleted.Catalogue);
        Assert.Equal(before.Accounts, deleted.Accounts);
        Assert.Equal((deleted.Catalogue, deleted.Accounts + 1), (user.Catalogue, user.Accounts));
    }

    [Fact]
    public async Task A_mark_is_new_once_whoever_shows_it_and_again_when_it_has_expired()
    {
        var options = shared.NewStore() with { IsAlone = false };
        await using var one = await PostgresStore.OpenAsync(options, None);
        await using var other = await PostgresStore.OpenAsync(options, None);

        Assert.Equal([true, true, false], await one.UseMarksAsync([new(-5, 100), new(6, 200), new(-5, 100)], None));
        Assert.Equal([false, true, false], await other.UseMarksAsync([new(6, 200), new(7, 200), new(-5, 100)], None));

        await other.ForgetMarksAsync(150, None);
        Assert.Equal([true, false], await one.UseMarksAsync([new(-5, 300), new(6, 300)], None));
    }

    [Fact]
    public async Task What_all_must_have_alike_is_what_the_first_one_said()
    {
        await using var store = await OpenAsync();
        Assert.Equal([1], await store.AgreeAsync("key", [1], None));
        Assert.Equal([1], await store.AgreeAsync("key", [2], None));
        Assert.Equal([3], await store.AgreeAsync("other", [3], None));
    }

    [Fact]
    public async Task What_is_not_stored_does_not_run()
    {
        await using var store = await OpenAsync();
        var unknown = ExecutionId.Create(1_800_000_000_000, 0, 1);
        Assert.Equal([unknown], await store.ReadEndedAmongAsync([unknown], None));
        await store.ProbeAsync(None);
    }

    [Fact]
    public async Task A_server_that_is_alone_and_one_of_several_turn_each_other_away()
    {
        var options = shared.NewStore() with { Patience = TimeSpan.Zero };
        await using (await PostgresStore.OpenAsync(options, None))
        {
            var refused = await Assert.ThrowsAsync<StoreOpenException>(
                () => PostgresStore.OpenAsync(options with { IsAlone = false }, None));
            Assert.Contains("without cluster.listen", refused.Message, StringComparison.Ordinal);
        }

        await using (await PostgresStore.OpenAsync(options with { IsAlone = false }, None))
        {
            var refused = await Assert.ThrowsAsync<StoreOpenException>(() => PostgresStore.OpenAsync(options, None));
            Assert.Contains("Another server works on the store", refused.Message, StringComparison.Ordinal);
        }
    }

    private Task<PostgresStore> OpenAsync() => PostgresStore.OpenAsync(shared.NewStore() with { IsAlone = false }, None);
}
