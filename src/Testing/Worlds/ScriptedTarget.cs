using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Targets;

namespace Sluice.Testing.Worlds;

/// <summary>A service that does what a script says, when its owner lets it. It never calls out.</summary>
/// <remarks>
/// The script is asked once for each call as it leaves the caller, one made again after a crash included, and should answer
/// the same attempt alike. A call that its caller's death overtakes on the way never arrives.
/// </remarks>
/// <param name="actions">Those that it serves, such as <c>HTTP:Request</c>.</param>
/// <param name="script">What comes of each call.</param>
/// <param name="scheduler">Brings each call to the service; null when that takes no time.</param>
public sealed class ScriptedTarget(
    IReadOnlyCollection<string> actions,
    Func<TaskCall, ScriptedAnswer> script,
    IWorkScheduler? scheduler,
    TimeProvider time) : ITaskTarget
{
    private readonly List<ScriptedCall> _calls = [];
    private readonly List<(string IdempotencyKey, Outcome<JsonPayload> Result)> _answered = [];
    private readonly List<(string Token, JsonObject Parameters, DateTimeOffset At)> _tokens = [];
    private readonly Dictionary<string, int> _made = [];
    private readonly Dictionary<string, DateTimeOffset> _firstCame = [];

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Actions => actions;

    /// <summary>Calls that wait for their answer, in the order they came.</summary>
    public IReadOnlyList<ScriptedCall> Waiting => _calls;

    /// <summary>Offers nothing to be answered for now, so that calls are out for as long as its owner wants.</summary>
    public bool IsHolding { get; set; }

    /// <summary>The most calls that ever waited at once.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>How often each attempt has come, by its key.</summary>
    public IReadOnlyDictionary<string, int> Made => _made;

    /// <summary>Task tokens that were handed out, in order, with the parameters of the call and when it came.</summary>
    public IReadOnlyList<(string Token, JsonObject Parameters, DateTimeOffset At)> Tokens => _tokens;

    /// <summary>Answers that were given to the present caller, in order.</summary>
    public IReadOnlyList<(string IdempotencyKey, Outcome<JsonPayload> Result)> Answered => _answered;

    /// <summary>Called as each call leaves the caller.</summary>
    public Action<TaskCall>? OnLeaving { get; set; }

    /// <summary>When the next answer that is not there yet will be; null when there is none.</summary>
    public DateTimeOffset? NextReady => _calls
        .Where(call => !call.IsSilent && call.ReadyAt > time.GetUtcNow())
        .Min(call => (DateTimeOffset?)call.ReadyAt);

    /// <summary>Calls that may be out at one place; null for any number.</summary>
    public int? MostAtPlace { get; set; }

    /// <inheritdoc/>
    /// <remarks>What the parameter <c>place</c> says.</remarks>
    public CallPlace PlaceOf(TaskCall call) =>
        call.Parameters.Value is JsonObject parameters && parameters.Get("place") is JsonString { Value: var place }
            ? new(place, MostAtPlace)
            : new(call.Action, MostAtPlace);

    /// <inheritdoc/>
    public Task<Outcome<JsonPayload>> InvokeAsync(TaskCall call, CancellationToken cancellationToken)
    {
        OnLeaving?.Invoke(call);
        var scripted = new ScriptedCall(this, call, script(call), cancellationToken);
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

    /// <summary>One of the calls that could be answered now; null when there is none.</summary>
    /// <param name="choose">Which of so many comes next, 0 being the oldest; null for first come, first served.</param>
    public ScriptedCall? Next(Func<int, int>? choose = null)
    {
        var now = time.GetUtcNow();
        var ready = IsHolding ? 0 : _calls.Count(call => call.IsReady(now));
        if (ready == 0)
        {
            return null;
        }

        var place = choose?.Invoke(ready) ?? 0;
        return _calls.First(call => call.IsReady(now) && place-- == 0);
    }

    /// <summary>Answers one of the waiting calls; its caller goes on before this returns.</summary>
    public void Answer(ScriptedCall call)
    {
        _calls.Remove(call);
        _answered.Add((call.IdempotencyKey, call.Result));
        call.Answer();
    }

    /// <summary>Forgets all calls, as the death of the caller does.</summary>
    public void Forget()
    {
        _calls.Clear();
        _answered.Clear();
    }

    /// <returns>When the attempt first came.</returns>
    internal DateTimeOffset Take(ScriptedCall call)
    {
        _made[call.IdempotencyKey] = _made.GetValueOrDefault(call.IdempotencyKey) + 1;
        _firstCame.TryAdd(call.IdempotencyKey, time.GetUtcNow());
        if (call.Content is { TaskToken: { } token, Parameters.Value: JsonObject parameters })
        {
            _tokens.Add((token, parameters, time.GetUtcNow()));
        }

        _calls.Add(call);
        MostAtOnce = Math.Max(MostAtOnce, _calls.Count);
        return _firstCame[call.IdempotencyKey];
    }

    internal void Drop(ScriptedCall call) => _calls.Remove(call);
}
