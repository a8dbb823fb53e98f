using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Tests;

/// <summary>What the store has of things that callers see views of.</summary>
internal static class Stored
{
    public static FlowRow Flow(this IStore store, string name) =>
        store.FindFlowAsync(AccountId.Default, name, default).AsTask().GetAwaiter().GetResult()!;

    public static ScheduleRow Schedule(this IStore store, string flow, string name) =>
        store.FindScheduleAsync(store.Flow(flow).Id, name, default).AsTask().GetAwaiter().GetResult()!;
}
