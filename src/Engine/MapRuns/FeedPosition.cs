using Sluice.Model.Json;

namespace Sluice.Engine.MapRuns;

/// <summary>A place between two children of a map run, from which their items can be read again.</summary>
/// <param name="Child">Number of the child that comes next, from 0.</param>
/// <param name="Item">Number of its first item, from 0.</param>
/// <param name="Source">Where the item reader stands; null at the beginning, and for an array.</param>
internal sealed record FeedPosition(int Child, int Item, JsonPayload? Source)
{
    public static FeedPosition Start { get; } = new(0, 0, null);
}
