using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Targets;

namespace Sluice.Simulation;

/// <summary>A service that does what its parameters say, when the simulation lets it.</summary>
/// <remarks>
/// Parameters: <c>fail</c> (answer with this code), <c>never</c> (do not answer), <c>late</c> (answer so many seconds after
/// the attempt first came, and whether or not it was called off), <c>value</c> (answered as <c>{"value": …}</c>). What it
/// answers depends on parameters alone, so a call made again after a crash is answered alike. A call that a crash overtakes
/// on its way never arrives.
/// </remarks>
/// <param name="scheduler">Brings each call to the service; null when that takes no time.</param>
public sealed class ScriptedTarget(IWorkScheduler? scheduler, TimeProvider time) : ITaskTarget
{
    private readonly List<ScriptedCall> _calls = [];
    private readonly Dictionary<string, DateTimeOffset> _firstCame = [];

    public IReadOnlyCollection<string> Actions { get; } = ["HTTP:Request"];

    /// <summary>Calls that wait for their answer.</summary>
    public IReadOnlyList<ScriptedCall> Waiting => _calls;

    /// <summary>Answers nothing for now, so that calls are out for as long as a test wants.</summary>
    public bool IsHolding { get; set; }

    /// <summary>The most calls that ever waited at once.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Every call ever made, by idempotency key.</summary>
    public Dictionary<string, int> Made { get; } = [];

    /// <summary>Tokens that were handed out, in order, and when.</summary>
    public List<(string Token, JsonObject Parameters, DateTimeOffset At)> Tokens { get; } = [];

    /// <summary>Answers that were given to the present caller, in order.</summary>
    public List<(string IdempotencyKey, Outcome<JsonPayload> Result)> Answered { get; } = [];

    /// <summary>Called as each call leaves the caller.</summary>
    public Action<TaskCall>? OnLeaving { get; set; }

    /// <summary>When the next late answer can be given; null when there is none.</summary>
    public DateTimeOffset? NextReady => _calls
        .Where(call => !call.IsSilent && call.ReadyAt > time.GetUtcNow())
        .Min(call => (DateTimeOffset?)call.ReadyAt);

    public Task<Outcome<JsonPayload>> InvokeAsync(TaskCall call, CancellationToken cancellationToken)
    {
        OnLeaving?.Invoke(call);
        var scripted = new ScriptedCall(this, call, cancellationToken);
        if (scheduler is null)
        {
            scripted.Arrive();
        }
        else
        {
            scheduler.Schedule(scripted);
        }

        return scripted.Answered;
    }

    /// <summary>One of the calls that could be answered now, drawn; null when there is none.</summary>
    public ScriptedCall? Draw(Random random)
    {
        if (IsHolding)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var ready = _calls.Count(call => call.IsReady(now));
        if (ready == 0)
        {
            return null;
        }

        var place = random.Next(ready);
        return _calls.First(call => call.IsReady(now) && place-- == 0);
    }

    /// <summary>Answers one of the waiting calls.</summary>
    public void Answer(ScriptedCall call)
    {
        _calls.Remove(call);
        Answered.Add((call.IdempotencyKey, call.Result));
        call.Answer();
    }

    /// <summary>Forgets all calls, as a crash of the caller does.</summary>
    public void Forget()
    {
        _calls.Clear();
        Answered.Clear();
    }

    internal void Take(ScriptedCall call, TaskCall content)
    {
        Made[call.IdempotencyKey] = Made.GetValueOrDefault(call.IdempotencyKey) + 1;
        _firstCame.TryAdd(call.IdempotencyKey, time.GetUtcNow());
        if (content.TaskToken is { } token)
        {
            Tokens.Add((token, (JsonObject)content.Parameters.Value, time.GetUtcNow()));
        }

        call.Come(_firstCame[call.IdempotencyKey]);
        _calls.Add(call);
        MostAtOnce = Math.Max(MostAtOnce, _calls.Count);
    }

    internal void Drop(ScriptedCall call) => _calls.Remove(call);
}

/// <summary>One call: on its way, and then waiting for its answer.</summary>
public sealed class ScriptedCall : IThreadPoolWorkItem
{
    // Whoever waits goes on inside Answer, on the simulation's thread.
    private readonly TaskCompletionSource<Outcome<JsonPayload>> _source = new();
    private readonly ScriptedTarget _target;
    private readonly TaskCall _call;
    private readonly CancellationToken _cancellationToken;

    internal ScriptedCall(ScriptedTarget target, TaskCall call, CancellationToken cancellationToken)
    {
        (_target, _call, _cancellationToken) = (target, call, cancellationToken);
        if (!IsLate)
        {
            cancellationToken.Register(Cancel);
        }
    }

    public Task<Outcome<JsonPayload>> Answered => _source.Task;

    public string IdempotencyKey => _call.IdempotencyKey;

    /// <summary>When it can be answered.</summary>
    public DateTimeOffset ReadyAt { get; private set; }

    /// <summary>What the script says.</summary>
    public Outcome<JsonPayload> Result => Parameters.Get("fail") is JsonString code
        ? new StepFailure(code.Value, "as the script says")
        : JsonPayload.Of(JsonObject.Of(("value", Parameters.Get("value"))));

    /// <summary>The script says that no answer ever comes.</summary>
    public bool IsSilent => Parameters.Get("never") is JsonBoolean { Value: true };

    private JsonObject Parameters => (JsonObject)_call.Parameters.Value;

    private int LateSeconds => Parameters.Get("late") is JsonNumber late ? (int)late.Int64 : 0;

    private bool IsLate => LateSeconds > 0;

    public bool IsReady(DateTimeOffset now) => !IsSilent && ReadyAt <= now;

    void IThreadPoolWorkItem.Execute() => Arrive();

    /// <summary>The call arrives, unless it was called off first.</summary>
    internal void Arrive()
    {
        if (!_source.Task.IsCompleted)
        {
            _target.Take(this, _call);
        }
    }

    internal void Come(DateTimeOffset firstCame) => ReadyAt = firstCame.AddSeconds(LateSeconds);

    internal void Answer() => _source.TrySetResult(Result);

    private void Cancel()
    {
        _target.Drop(this);
        _source.TrySetCanceled(_cancellationToken);
    }
}
