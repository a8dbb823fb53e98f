using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Engine.Commits;
using Sluice.Engine.Ownership;
using Sluice.Engine.Scheduling;
using Sluice.Simulation;
using Sluice.Storage.Memory;
using Sluice.Testing.Time;
using Sluice.Testing.Worlds;

namespace Sluice.Engine.Tests.Ownership;

public sealed class EmbeddedDirectoryTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly VirtualTime _time = new();
    private readonly Queue<StoreFate> _fates = new();
    private readonly FaultyStore _store;
    private readonly List<long> _given = [];
    private readonly List<Exception> _fatal = [];
    private readonly EmbeddedDirectory _directory;

    public EmbeddedDirectoryTests()
    {
        var fates = new Fates { Claim = () => _fates.TryDequeue(out var fate) ? fate : StoreFate.Answered };
        _store = new FaultyStore(new MemoryStore(shardCount: 2), fates, new SteppedScheduler());
        _directory = new EmbeddedDirectory(
            _store,
            Pause,
            new Clock(_time),
            new Outage(_time, NullLogger.Instance),
            NullLogger.Instance,
            _fatal.Add);
    }

    [Fact]
    public void A_shard_is_given_at_once_and_again_after_each_loss_with_a_higher_epoch()
    {
        _directory.Join(0, _given.Add, NeverTaken);
        Assert.Equal([1], _given);

        _directory.NoteLost(0, TimeSpan.Zero);
        Assert.Equal([1, 2], _given);

        _directory.NoteLost(0, Pause);
        _time.Advance(Pause / 2);
        Assert.Equal([1, 2], _given);
        _time.Advance(Pause / 2);
        Assert.Equal([1, 2, 3], _given);
    }

    [Fact]
    public void A_claim_that_is_refused_is_made_again_after_a_pause_until_the_store_takes_it()
    {
        _fates.Enqueue(StoreFate.Refused);
        _fates.Enqueue(StoreFate.Refused);
        _directory.Join(1, _given.Add, NeverTaken);
        _time.Advance(Pause);
        Assert.Empty(_given);

        _time.Advance(Pause);
        Assert.Equal([1], _given);
        Assert.Empty(_fatal);
    }

    [Fact]
    public void A_store_that_fails_is_fatal_and_gives_nothing()
    {
        _fates.Enqueue(StoreFate.Failed);
        _directory.Join(1, _given.Add, NeverTaken);

        Assert.IsType<Storage.StoreFailedException>(Assert.Single(_fatal));
        Assert.Empty(_given);
    }

    [Fact]
    public async Task From_the_disposal_on_nothing_is_claimed()
    {
        _directory.Join(0, _given.Add, NeverTaken);
        _directory.NoteLost(0, Pause);
        await _directory.DisposeAsync();
        _time.Advance(Pause * 2);
        _directory.NoteLost(0, TimeSpan.Zero);
        _directory.NoteLost(0, Pause);
        _time.Advance(Pause * 2);

        Assert.Equal(1, _store.Claims);
        Assert.Empty(_fatal);
    }

    private static void NeverTaken(long epoch) => Assert.Fail($"Epoch {epoch} was taken.");
}
