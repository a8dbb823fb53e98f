using System.Globalization;
using Sluice.Model;
using Sluice.Sharing.Memory;

namespace Sluice.Server.Guests;

/// <summary>What somebody is told who gets no more memory.</summary>
internal static class MemoryRefusal
{
    /// <remarks>A stranger learns nothing of what others hold, an account only of itself.</remarks>
    public static ApiException Of(MemoryHolding holding)
    {
        var (pot, share) = (holding.Pot, holding.Holder);
        return ApiException.ResourceThrottled(string.Create(
            CultureInfo.InvariantCulture,
            $"the server is short of {pot.Name}; yours is {share.Held / 1024} KiB of at most {pot.BoundOf(share) / 1024} KiB "
            + $"at the moment (setting memory.budgetMegabytes)"));
    }
}
