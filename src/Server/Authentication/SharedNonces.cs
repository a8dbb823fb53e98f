using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Server.Authentication;

/// <summary>Nonces that count once on all servers together: the store they share remembers them.</summary>
/// <remarks>What comes while the store is asked is asked together, next: so a thousand calls cost a few statements.</remarks>
public sealed class SharedNonces(ISharedStore store)
{
    private const int MostTogether = 1_000;

    private readonly Lock _lock = new();
    private readonly Queue<(UsedMark Nonce, TaskCompletionSource<bool> IsNew)> _waiting = new();
    private bool _isAsking;

    /// <returns>False when it was used before.</returns>
    /// <exception cref="ApiException"><c>InternalServerError</c>: the store cannot say now, and nobody else may.</exception>
    public Task<bool> TryUseAsync(UsedMark nonce)
    {
        var isNew = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Enqueue((nonce, isNew));
            if (!_isAsking)
            {
                _isAsking = true;
                _ = AskAsync();
            }
        }

        return isNew.Task;
    }

    private async Task AskAsync()
    {
        // Not on the thread of the first caller, who holds the lock.
        await Task.Yield();
        while (Take() is { Count: > 0 } some)
        {
            try
            {
                var areNew = await store.UseMarksAsync(some.ConvertAll(asked => asked.Nonce), CancellationToken.None);
                for (var n = 0; n < some.Count; n++)
                {
                    some[n].IsNew.SetResult(areNew[n]);
                }
            }
            catch (Exception e)
            {
                var refusal = e is StoreRefusedException
                    ? ApiException.StoreCannotWrite(e.Message, e)
                    : ApiException.InternalServerError(e);
                some.ForEach(asked => asked.IsNew.SetException(refusal));
            }
        }
    }

    /// <returns>Empty when nobody waits; then the next one begins anew.</returns>
    private List<(UsedMark Nonce, TaskCompletionSource<bool> IsNew)> Take()
    {
        lock (_lock)
        {
            var some = new List<(UsedMark, TaskCompletionSource<bool>)>();
            while (some.Count < MostTogether && _waiting.TryDequeue(out var next))
            {
                some.Add(next);
            }

            _isAsking = some.Count > 0;
            return some;
        }
    }
}
