namespace Sluice.Engine.Scheduling;

/// <summary>Where loops get their turns. The product uses the thread pool; the simulation decides the order itself.</summary>
public interface IWorkScheduler
{
    /// <summary>Runs the item soon, once, on some thread.</summary>
    void Schedule(IThreadPoolWorkItem item);
}

/// <summary>The process's own threads.</summary>
public sealed class ThreadPoolScheduler : IWorkScheduler
{
    public void Schedule(IThreadPoolWorkItem item) => ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false);
}
