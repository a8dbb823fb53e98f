using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Reading;

namespace Sluice.Storage.Sqlite.Tests.Reading;

public sealed class ReaderPoolTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private SqliteStore _store = null!;
    private ReaderPool _pool = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await _directory.OpenAsync();
        _pool = new(_directory.Database, UnsealedRows.None, 1, _ => { });
    }

    public async ValueTask DisposeAsync()
    {
        await _pool.DisposeAsync();
        await _store.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_long_read_ends_when_its_caller_gives_up()
    {
        using var giveUp = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _pool.ReadAsync(
            connection =>
            {
                using var endless = connection.Prepare(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i FROM n");
                while (endless.Step())
                {
                    giveUp.Cancel();
                }

                return 0;
            },
            Nothing,
            giveUp.Token));

        Assert.Equal(1, await _pool.ReadAsync(One, Nothing, CancellationToken.None));
    }

    [Fact]
    public async Task A_read_above_the_number_of_connections_waits_its_turn()
    {
        var entered = new TaskCompletionSource();
        using var leave = new ManualResetEventSlim();
        var first = Task.Run(async () => await _pool.ReadAsync(
            connection =>
            {
                entered.SetResult();
                leave.Wait();
                return One(connection);
            },
            Nothing,
            CancellationToken.None));
        await entered.Task;

        var second = _pool.ReadAsync(One, Nothing, CancellationToken.None).AsTask();
        Assert.False(second.IsCompleted);
        leave.Set();
        Assert.Equal(2, await first + await second);
    }

    [Fact]
    public async Task Closing_waits_for_a_read_and_turns_away_who_comes_after()
    {
        var entered = new TaskCompletionSource();
        using var leave = new ManualResetEventSlim();
        var read = Task.Run(async () => await _pool.ReadAsync(
            connection =>
            {
                entered.SetResult();
                leave.Wait();
                return One(connection);
            },
            Nothing,
            CancellationToken.None));
        await entered.Task;

        var closing = _pool.DisposeAsync().AsTask();
        var late = _pool.ReadAsync(One, Nothing, CancellationToken.None).AsTask();
        Assert.False(closing.IsCompleted);
        leave.Set();
        await closing;

        Assert.Equal(1, await read);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => late);
        _pool = new(_directory.Database, UnsealedRows.None, 1, _ => { });
    }

    private static ReadSubject Nothing => new("Nothing");

    private static long One(Connection connection) => connection.Number("SELECT 1") ?? 0;
}
