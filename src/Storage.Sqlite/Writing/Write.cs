namespace Sluice.Storage.Sqlite.Writing;

/// <summary>Something to be written, and whoever waits for it.</summary>
internal abstract class Write
{
    /// <summary>To be run alone, outside a transaction.</summary>
    public virtual bool IsAside => false;

    /// <summary>Runs the statements, inside a transaction. May be run again when that was rolled back.</summary>
    public abstract void Apply();

    /// <summary>The transaction is durable.</summary>
    public abstract void Complete();

    /// <summary>Nothing was written, or nobody knows.</summary>
    public abstract void Fail(Exception exception);
}

/// <summary>A write with an answer. Continuations run where it is completed: on the writer's thread.</summary>
internal sealed class Write<T>(Func<T> apply) : Write
{
    private readonly TaskCompletionSource<T> _completion = new();
    private T? _result;

    public Task<T> Task => _completion.Task;

    public override void Apply() => _result = apply();

    public override void Complete() => _completion.SetResult(_result!);

    public override void Fail(Exception exception) => _completion.SetException(exception);
}

/// <summary>Something that the writer's connection does between transactions. Continuations run elsewhere.</summary>
internal sealed class Aside<T>(Func<T> apply) : Write
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public override bool IsAside => true;

    public Task<T> Task => _completion.Task;

    public override void Apply() => _result = apply();

    public override void Complete() => _completion.SetResult(_result!);

    public override void Fail(Exception exception) => _completion.SetException(exception);
}
