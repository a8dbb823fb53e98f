using Sluice.Sharing.Memory;

namespace Sluice.Cli.Serving;

/// <summary>Tells the memory of the process four times a second what the collector says.</summary>
internal static class MemoryWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <returns>Ends it.</returns>
    public static IDisposable Start(SharedMemory memory, TimeProvider time)
    {
        var begin = time.GetTimestamp();
        return time.CreateTimer(_ => Look(memory, time.GetElapsedTime(begin)), state: null, Interval, Interval);
    }

    private static void Look(SharedMemory memory, TimeSpan now)
    {
        switch (memory.Note(Sample(), now))
        {
            case WantedCollection.Background:
                // Nobody waits for it.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Optimized, blocking: false);
                break;
            case WantedCollection.Compacting:
                // By itself the collector keeps what it once had, and memory would count as short for as long as it does.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                break;
        }
    }

    private static MemorySample Sample()
    {
        var (committed, full) = (GC.GetGCMemoryInfo(GCKind.Any), GC.GetGCMemoryInfo(GCKind.FullBlocking));
        var background = GC.GetGCMemoryInfo(GCKind.Background);
        var last = background.Index > full.Index ? background : full;
        return new(committed.TotalCommittedBytes, last.HeapSizeBytes - last.FragmentedBytes, last.Index);
    }
}
