using Sluice.Server.Authentication;

namespace Sluice.Server.Tests.Authentication;

public sealed class NonceMemoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_nonce_is_new_once_for_each_key()
    {
        var memory = new NonceMemory(TimeSpan.FromMinutes(30));

        Assert.True(memory.TryAdd("a", "1", Start, Start));
        Assert.False(memory.TryAdd("a", "1", Start, Start));
        Assert.True(memory.TryAdd("b", "1", Start, Start));
        Assert.True(memory.TryAdd("a", "2", Start, Start));
    }

    [Fact]
    public void A_nonce_is_known_under_another_request_time_too()
    {
        var memory = new NonceMemory(TimeSpan.FromMinutes(30));
        memory.TryAdd("a", "1", Start, Start);

        Assert.False(memory.TryAdd("a", "1", Start.AddMinutes(14), Start));
    }

    [Fact]
    public void A_nonce_is_remembered_for_as_long_as_it_must_be_and_not_much_longer()
    {
        var memory = new NonceMemory(TimeSpan.FromMinutes(30));
        memory.TryAdd("a", "1", Start, Start);

        Assert.False(memory.TryAdd("a", "1", Start, Start.AddMinutes(30)));
        Assert.True(memory.TryAdd("a", "1", Start.AddMinutes(40), Start.AddMinutes(40)));
    }

    [Fact]
    public void A_full_memory_forgets_what_expires_first()
    {
        var memory = new NonceMemory(TimeSpan.FromMinutes(30), most: 2);
        memory.TryAdd("a", "old", Start, Start);
        memory.TryAdd("a", "new", Start.AddMinutes(10), Start);

        Assert.True(memory.TryAdd("a", "newest", Start.AddMinutes(10), Start));
        Assert.False(memory.TryAdd("a", "new", Start.AddMinutes(10), Start));
        Assert.True(memory.TryAdd("a", "old", Start, Start));
    }
}
