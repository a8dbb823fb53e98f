using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Targets;

namespace Sluice.Testing.Worlds;

/// <summary>One call to a <see cref="ScriptedTarget"/>: on its way, and then waiting for its answer.</summary>
public sealed class ScriptedCall : IThreadPoolWorkItem
{
    // Whoever waits goes on inside Answer, on the thread of whoever answers.
    private readonly TaskCompletionSource<Outcome<JsonPayload>> _source = new();
    private readonly ScriptedTarget _target;
    private readonly ScriptedAnswer _script;
    private readonly CancellationToken _cancellationToken;

    internal ScriptedCall(
        ScriptedTarget target, TaskCall content, ScriptedAnswer script, CancellationToken cancellationToken)
    {
        (_target, Content, _script, _cancellationToken) = (target, content, script, cancellationToken);
        if (!script.OutlivesItsCall)
        {
            cancellationToken.Register(Cancel);
        }
    }

    /// <summary>What was asked.</summary>
    public TaskCall Content { get; }

    /// <summary>The idempotency key that came with it.</summary>
    public string IdempotencyKey => Content.IdempotencyKey;

    /// <summary>When it can be answered.</summary>
    public DateTimeOffset ReadyAt { get; private set; }

    /// <summary>What the script says.</summary>
    public Outcome<JsonPayload> Result => _script.Result;

    /// <summary>The script says that no answer ever comes.</summary>
    public bool IsSilent => _script.IsSilent;

    internal Task<Outcome<JsonPayload>> Answered => _source.Task;

    /// <summary>Whether it can be answered by then.</summary>
    public bool IsReady(DateTimeOffset now) => !IsSilent && ReadyAt <= now;

    void IThreadPoolWorkItem.Execute() => Arrive();

    /// <summary>The call arrives, unless it was called off first.</summary>
    internal void Arrive()
    {
        if (!_source.Task.IsCompleted)
        {
            ReadyAt = _target.Take(this) + _script.After;
        }
    }

    internal void Answer() => _source.TrySetResult(Result);

    private void Cancel()
    {
        _target.Drop(this);
        _source.TrySetCanceled(_cancellationToken);
    }
}
