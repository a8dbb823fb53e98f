namespace Sluice.Server.Tests.OwnApi;

/// <summary>Asks again until something has come about.</summary>
internal static class Polling
{
    public static async Task UntilAsync(Func<Task<bool>> hasCome)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await hasCome())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
