using Sluice.Model;

namespace Sluice.Engine.Scheduling;

/// <summary>An answer that a caller waits for, and that may be given only once it is durable.</summary>
/// <remarks>The caller goes on in a turn of the scheduler, never on the thread that commits.</remarks>
internal sealed class Reply<T>(IWorkScheduler scheduler) : IThreadPoolWorkItem
{
    private readonly TaskCompletionSource<T> _source = new();
    private T? _value;
    private Exception? _error;

    public Task<T> Task => _source.Task;

    public void Give(T value)
    {
        _value = value;
        scheduler.Schedule(this);
    }

    public void Refuse(Exception error)
    {
        _error = error;
        scheduler.Schedule(this);
    }

    /// <summary>The store did not take what the answer speaks of; whether it happened is for the caller to ask.</summary>
    /// <param name="problem">Why it cannot write, as a sentence; null when that is not the reason.</param>
    public void RefuseUnstored(string? problem = null) => Refuse(
        problem is null ? ApiException.InternalServerError() : ApiException.StoreCannotWrite(problem));

    void IThreadPoolWorkItem.Execute()
    {
        if (_error is null)
        {
            _source.TrySetResult(_value!);
        }
        else
        {
            _source.TrySetException(_error);
        }
    }
}
