using Sluice.Sharing.Lanes;

namespace Sluice.Engine.Scheduling;

/// <summary>Where loops get their turns. The product uses the thread pool; the simulation decides the order itself.</summary>
public interface IWorkScheduler
{
    /// <summary>Runs the item soon, once, on some thread.</summary>
    void Schedule(IThreadPoolWorkItem item);

    /// <summary>Opens a place for work that would hold up what is scheduled.</summary>
    /// <param name="threads">How many pieces are worked on at once; 1 or more.</param>
    /// <param name="quantum">As for <see cref="Ring{T}"/>.</param>
    /// <param name="onFailure">A piece has thrown, which it must not.</param>
    IComputing OpenComputing(int threads, long quantum, Action<Exception> onFailure);
}

/// <summary>The process's own threads.</summary>
public sealed class ThreadPoolScheduler : IWorkScheduler
{
    public void Schedule(IThreadPoolWorkItem item) => ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false);

    public IComputing OpenComputing(int threads, long quantum, Action<Exception> onFailure) =>
        new Computers(threads, quantum, onFailure);
}
