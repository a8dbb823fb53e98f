using Sluice.Engine.Commits;
using Sluice.Storage;

namespace Sluice.Engine.Shards;

/// <summary>Work that leaves out what is damaged in the store; all else goes on.</summary>
internal static class DamageTolerance
{
    /// <summary>Does something that leaves out what cannot be found by reason of damage, which the operator is told.</summary>
    public static async ValueTask ToleratingAsync(this DamageReports reports, Func<ValueTask> work)
    {
        try
        {
            await work();
        }
        catch (StoreDamagedException damage)
        {
            reports.Note(damage);
        }
    }
}
