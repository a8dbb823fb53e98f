namespace Sluice.Simulation;

/// <summary>Something to be done when its turn comes.</summary>
internal sealed class WorkItem(Action work) : IThreadPoolWorkItem
{
    void IThreadPoolWorkItem.Execute() => work();
}
