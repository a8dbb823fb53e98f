using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Targets;

namespace Sluice.Simulation;

/// <summary>A service that does what its parameters say, when the simulation lets it.</summary>
/// <remarks>
/// Parameters: <c>fail</c> (answer this code while the attempt is below <c>succeedAt</c>), <c>never</c> (do not answer
/// while the attempt is below it), <c>value</c> (answered as <c>{"value": …}</c>). What it answers depends on parameters
/// alone, so a call made again after a crash is answered alike.
/// </remarks>
public sealed class ScriptedTarget : ITaskTarget
{
    private readonly List<ScriptedCall> _calls = [];

    public IReadOnlyCollection<string> Actions { get; } = ["HTTP:Request"];

    /// <summary>Calls that wait for their answer.</summary>
    public IReadOnlyList<ScriptedCall> Waiting => _calls;

    /// <summary>Answers nothing for now, so that calls are out for as long as a test wants.</summary>
    public bool IsHolding { get; set; }

    /// <summary>The most calls that ever waited at once.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Every call ever made, by attempt key.</summary>
    public Dictionary<string, int> Made { get; } = [];

    /// <summary>Tokens that were handed out, in order.</summary>
    public List<(string Token, JsonObject Parameters)> Tokens { get; } = [];

    public Task<Outcome<JsonPayload>> InvokeAsync(TaskCall call, CancellationToken cancellationToken)
    {
        Made[call.AttemptKey] = Made.GetValueOrDefault(call.AttemptKey) + 1;
        var parameters = (JsonObject)call.Parameters.Value;
        if (call.TaskToken is { } token)
        {
            Tokens.Add((token, parameters));
        }

        var scripted = new ScriptedCall(parameters, cancellationToken);
        _calls.Add(scripted);
        MostAtOnce = Math.Max(MostAtOnce, _calls.Count);
        cancellationToken.Register(() =>
        {
            _calls.Remove(scripted);
            scripted.Cancel();
        });
        return scripted.Answered;
    }

    /// <summary>Answers one of the waiting calls, unless its script says never.</summary>
    public void Answer(ScriptedCall call)
    {
        _calls.Remove(call);
        call.Answer();
    }

    /// <summary>Forgets all calls, as a crash of the caller does.</summary>
    public void Forget() => _calls.Clear();
}

/// <summary>One call that waits for its answer.</summary>
public sealed class ScriptedCall(JsonObject parameters, CancellationToken cancellationToken)
{
    // Whoever waits goes on inside Answer, on the simulation's thread.
    private readonly TaskCompletionSource<Outcome<JsonPayload>> _source = new();

    public Task<Outcome<JsonPayload>> Answered => _source.Task;

    /// <summary>The script says that no answer ever comes.</summary>
    public bool IsSilent => parameters.Get("never") is JsonBoolean { Value: true };

    public void Answer()
    {
        if (parameters.Get("fail") is JsonString code)
        {
            _source.TrySetResult(new StepFailure(code.Value, "as the script says"));
        }
        else
        {
            _source.TrySetResult(JsonPayload.Of(JsonObject.Of(("value", parameters.Get("value")))));
        }
    }

    public void Cancel() => _source.TrySetCanceled(cancellationToken);
}
