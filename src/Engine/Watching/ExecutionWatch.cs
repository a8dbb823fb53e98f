using System.Diagnostics.CodeAnalysis;
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
            if (TryTake(out var news, out var told))
            {
                return news;
            }

            await told.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The same for whoever reads the store anyway, and does something else now and then.</summary>
    /// <returns>False when the patience was over first.</returns>
    public async ValueTask<bool> WaitAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        if (TryTake(out _, out var told))
        {
            return true;
        }

        // No exception at the end of it: of thousands who watch, most see nothing happen.
        await told.WaitAsync(patience, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return TryTake(out _, out _);
    }

    /// <param name="told">Is done as soon as there is something.</param>
    private bool TryTake(out ExecutionProgress? news, [NotNullWhen(false)] out Task? told)
    {
        lock (_lock)
        {
            news = _mustLook ? null : _news;
            if (_mustLook || news is not null)
            {
                (_mustLook, _news, told) = (false, null, null);
                return true;
            }

            _waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            told = _waiting.Task;
            return false;
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
