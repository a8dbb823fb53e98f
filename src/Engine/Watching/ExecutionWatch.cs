using Sluice.Model;

namespace Sluice.Engine.Watching;

/// <summary>One who watches one execution, in his own time.</summary>
/// <remarks>
/// However far he falls behind, he is owed one message: what has not been taken is added up, and the events themselves
/// are read from the store. Told on any thread; one reader.
/// </remarks>
internal sealed class ExecutionWatch(ExecutionFeed feed, ExecutionId execution) : IDisposable
{
    private readonly Lock _lock = new();
    private ExecutionProgress? _news;
    private bool _mustLook;
    private TaskCompletionSource? _waiting;

    public ExecutionId Execution => execution;

    /// <summary>What is new since the last call, as soon as there is something.</summary>
    /// <returns>Null when more may be stored than was told of: the store knows.</returns>
    public async ValueTask<ExecutionProgress?> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task told;
            lock (_lock)
            {
                if (_mustLook)
                {
                    (_mustLook, _news) = (false, null);
                    return null;
                }

                if (_news is { } news)
                {
                    _news = null;
                    return news;
                }

                _waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                told = _waiting.Task;
            }

            await told.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Something more is stored.</summary>
    /// <param name="progress">Null when more may be stored than was told of.</param>
    public void Tell(ExecutionProgress? progress)
    {
        TaskCompletionSource? waiting;
        lock (_lock)
        {
            _mustLook |= progress is null;
            _news = progress is { } more ? _news?.Then(more) ?? more : _news;
            (waiting, _waiting) = (_waiting, null);
        }

        waiting?.TrySetResult();
    }

    public void Dispose() => feed.Forget(this);
}
