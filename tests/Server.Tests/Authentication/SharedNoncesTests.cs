using Sluice.Model;
using Sluice.Server.Authentication;
using Sluice.Storage;

namespace Sluice.Server.Tests.Authentication;

/// <summary>Two servers that share a store: a nonce counts once on both.</summary>
public sealed class SharedNoncesTests
{
    private readonly Marks _store = new();

    [Fact]
    public async Task What_one_server_has_seen_the_other_refuses()
    {
        var (one, other) = (new SharedNonces(_store), new SharedNonces(_store));
        Assert.True(await one.TryUseAsync(new(1, 100)));
        Assert.False(await other.TryUseAsync(new(1, 100)));
        Assert.True(await other.TryUseAsync(new(2, 100)));
    }

    [Fact]
    public async Task Calls_that_come_while_the_store_is_asked_are_asked_together_and_each_gets_its_own_answer()
    {
        var nonces = new SharedNonces(_store);
        var answers = await Task.WhenAll(Enumerable.Range(0, 2_500).Select(n => nonces.TryUseAsync(new(n / 2, 100))));

        Assert.Equal(1_250, answers.Count(isNew => isNew));
        Assert.InRange(_store.Asked, 1, 50);
    }

    [Fact]
    public async Task While_the_store_cannot_say_nobody_is_let_in_and_then_it_goes_on()
    {
        var nonces = new SharedNonces(_store);
        _store.Refuses = true;
        var refusal = await Assert.ThrowsAsync<ApiException>(() => nonces.TryUseAsync(new(1, 100)));
        Assert.Equal("InternalServerError", refusal.Code);

        _store.Refuses = false;
        Assert.True(await nonces.TryUseAsync(new(1, 100)));
    }

    private sealed class Marks : ISharedStore
    {
        private readonly HashSet<long> _used = [];

        public bool Refuses { get; set; }

        public int Asked { get; private set; }

        public ValueTask<IReadOnlyList<bool>> UseMarksAsync(IReadOnlyList<UsedMark> marks, CancellationToken cancellationToken)
        {
            Asked++;
            return Refuses ? throw new StoreRefusedException("It is away.") : new([.. marks.Select(mark => _used.Add(mark.Mark))]);
        }

        public ValueTask<MemberTable> ReadMembersAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<bool> TryPutMemberAsync(
            string address, byte[] body, long? revision, long table, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask NoteAliveAsync(string address, long unixMilliseconds, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask RemoveMembersAsync(IReadOnlyList<string> addresses, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask<SharedChanges> ReadChangesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask ForgetMarksAsync(long unixMilliseconds, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<ExecutionId>> ReadEndedAmongAsync(
            IReadOnlyList<ExecutionId> executions, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<byte[]> AgreeAsync(string name, byte[] value, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask ProbeAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
