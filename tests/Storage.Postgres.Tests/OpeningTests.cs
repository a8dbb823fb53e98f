using Sluice.Storage.Conformance;
using Sluice.Storage.Postgres.Server;

namespace Sluice.Storage.Postgres.Tests;

public sealed class OpeningTests(SharedServer shared)
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Nodes_that_start_at_once_on_an_empty_database_make_one_store()
    {
        var options = shared.NewStore() with { IsAlone = false };
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostgresStore.OpenAsync(options, None)));

        Assert.Single(stores.Select(store => Convert.ToHexString(store.Identity.TokenKey.Span)).Distinct());
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_second_server_on_the_same_store_is_turned_away()
    {
        var options = shared.NewStore() with { Patience = TimeSpan.Zero };
        await using var first = await PostgresStore.OpenAsync(options, None);

        var refused = await Assert.ThrowsAsync<StoreOpenException>(() => PostgresStore.OpenAsync(options, None));
        Assert.Contains("Another server works on the store", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_does_not_wait_for_the_disk_is_refused()
    {
        var options = shared.NewStore();
        var refused = await Assert.ThrowsAsync<StoreOpenException>(() => PostgresStore.OpenAsync(
            options with { ConnectionString = $"{options.ConnectionString};Options=-c synchronous_commit=off" }, None));
        Assert.Contains("synchronous_commit = off", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_that_holds_something_else_is_left_alone()
    {
        await shared.Server.RunAsync("CREATE SCHEMA theirs; CREATE TABLE theirs.meters(n int)");
        var refused = await Assert.ThrowsAsync<StoreOpenException>(() => PostgresStore.OpenAsync(
            new() { ConnectionString = shared.Server.ConnectionString("theirs") }, None));
        Assert.Contains("holds something else already", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_of_a_later_format_is_refused()
    {
        var options = shared.NewStore();
        await (await PostgresStore.OpenAsync(options, None)).DisposeAsync();
        var schema = new Npgsql.NpgsqlConnectionStringBuilder(options.ConnectionString).SearchPath;
        await shared.Server.RunAsync($"UPDATE {schema}.meta SET format = 99");

        var refused = await Assert.ThrowsAsync<StoreOpenException>(() => PostgresStore.OpenAsync(options, None));
        Assert.Contains("has format 99", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=u;Password=hush-hush;Database=d")]
    [InlineData("postgresql://u:hush-hush@127.0.0.1:1/d")]
    [InlineData("Host=127.0.0.1;Nonsense=hush-hush")]
    [InlineData("Host=127.0.0.1;Port=hush-hush")]
    [InlineData("postgresql://u:hush-hush@/d")]
    public async Task Nobody_is_told_the_password_when_the_server_cannot_be_reached(string text)
    {
        var refused = await Assert.ThrowsAsync<StoreOpenException>(() => PostgresStore.OpenAsync(
            new() { ConnectionString = text, Patience = TimeSpan.Zero }, None));
        Assert.DoesNotContain("hush-hush", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_fsync_is_refused_and_one_that_crashed_is_waited_for()
    {
        await using var server = await PostgresServer.StartAsync();
        var options = new PostgresStoreOptions { ConnectionString = server.ConnectionString("s"), ShardCount = 4 };
        await using (var store = await PostgresStore.OpenAsync(options, None))
        {
            var batch = new CommitBatch { Epochs = { new(0, await store.ClaimAsync(0, None)) } };
            batch.Inserts.Add(Rows.Execution(1));
            Assert.Equal(CommitResult.Durable, await store.CommitAsync(batch, None));

            await server.StopImmediatelyAsync();
            await Assert.ThrowsAsync<StoreRefusedException>(async () => await store.FindExecutionAsync(Rows.Id(1), None));
            await Assert.ThrowsAsync<StoreRefusedException>(async () => await store.ClaimAsync(0, None));

            await server.StartAgainAsync();
            Assert.NotNull(await store.FindExecutionAsync(Rows.Id(1), None));
            Assert.Equal(2, await store.ClaimAsync(0, None));
        }

        await server.StopImmediatelyAsync();
        await server.StartAgainAsync("fsync=off");
        var refused = await Assert.ThrowsAsync<StoreOpenException>(() => PostgresStore.OpenAsync(options, None));
        Assert.Contains("fsync = off", refused.Message, StringComparison.Ordinal);
    }
}
