using Sluice.Storage.Postgres.Connecting;

namespace Sluice.Storage.Postgres.Writing;

/// <summary>Something to be written, and whoever waits for it. What waits runs on elsewhere.</summary>
internal abstract class Write
{
    public abstract void Fail(Exception problem);
}

/// <summary>What shards have decided: goes together with others like it.</summary>
internal sealed class CommitWrite(CommitBatch batch) : Write
{
    private readonly TaskCompletionSource<CommitResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CommitBatch Batch => batch;

    public Task<CommitResult> Task => _completion.Task;

    public void Complete(CommitResult result) => _completion.SetResult(result);

    public override void Fail(Exception problem) => _completion.SetException(problem);
}

/// <summary>A transaction of its own, of as many statements as it takes.</summary>
internal abstract class TransactionWrite : Write
{
    /// <summary>Runs the statements; the answer is kept for <see cref="Complete"/>.</summary>
    public abstract Task ApplyAsync(Session session);

    public abstract void Complete();
}

internal sealed class TransactionWrite<T>(Func<Session, Task<T>> apply) : TransactionWrite
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Task => _completion.Task;

    public override async Task ApplyAsync(Session session) => _result = await apply(session).ConfigureAwait(false);

    public override void Complete() => _completion.SetResult(_result!);

    public override void Fail(Exception problem) => _completion.SetException(problem);
}
