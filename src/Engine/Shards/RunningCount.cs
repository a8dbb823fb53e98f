namespace Sluice.Engine.Shards;

/// <summary>How many executions are in progress, all shards together.</summary>
internal sealed class RunningCount
{
    private long _count;

    public long Value => Interlocked.Read(ref _count);

    public void Set(long count) => Interlocked.Exchange(ref _count, count);

    public void Started() => Interlocked.Increment(ref _count);

    public void Ended() => Interlocked.Decrement(ref _count);
}
