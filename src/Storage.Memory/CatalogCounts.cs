using Sluice.Model.Names;

namespace Sluice.Storage.Memory;

/// <summary>How many of something an account has, in its live flows.</summary>
internal static class CatalogCounts
{
    public static int Count(this MemoryData data, AccountId account, CatalogItem what)
    {
        var flows = data.ListFlows(account, afterName: null, resourceGroup: null, int.MaxValue);
        return what switch
        {
            CatalogItem.Flow => flows.Count,
            CatalogItem.Version => flows.Sum(flow => data.ListVersions(flow.Id, before: null, int.MaxValue).Count),
            CatalogItem.Alias => flows.Sum(flow => data.ListAliases(flow.Id, afterName: null, int.MaxValue).Count),
            CatalogItem.Schedule => flows.Sum(flow => data.Schedules.Count(flow.Id)),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
        };
    }
}
