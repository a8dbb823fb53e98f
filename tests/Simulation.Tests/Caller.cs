using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Simulation.Tests;

/// <summary>A caller who does not give up.</summary>
internal static class Caller
{
    /// <summary>Calls until there is an answer; a refusal that an earlier, unanswered try explains is one.</summary>
    /// <param name="alreadyDone">The code of that refusal.</param>
    /// <param name="meanwhile">What others do while the caller waits to try again; null for nothing.</param>
    public static void Insist(IWorld world, Action call, string alreadyDone, Action? meanwhile = null)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            try
            {
                call();
                return;
            }
            catch (PowerFailedException)
            {
                // Nobody knows whether it happened: ask again.
            }
            catch (Exception e) when (e is ApiException { Code: "InternalServerError" } or StoreRefusedException or StoreFailedException)
            {
                // The store did not take it: let the shard come back.
                world.RunFor(TimeSpan.FromSeconds(1));
                meanwhile?.Invoke();
            }
            catch (ApiException e) when (e.Code == "ConcurrentUpdateError")
            {
                // Something comes to its end just now.
                world.RunFor(TimeSpan.FromSeconds(1));
            }
            catch (ApiException e) when (e.Code == alreadyDone && tries > 0)
            {
                return;
            }
        }

        throw new InvalidOperationException("No answer after a hundred tries.");
    }
}
