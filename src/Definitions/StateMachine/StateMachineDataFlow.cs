using System.Text;
using Sluice.Definitions.States;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.StateMachine;

/// <summary>
/// How data moves in the state-machine language: constructors replace, everything else passes on.
/// </summary>
/// <param name="states">The constructors of each state, by its id.</param>
/// <remarks>Source: definition language, sections 3.2 to 3.5, and 8.2 for the way after an error.</remarks>
internal sealed class StateMachineDataFlow(StateConstructors[] states) : IDataFlow
{
    public Outcome<ScopeData> Begin(Variables variables)
    {
        var input = Sized("The input of the execution", variables.Execution.Input, variables.Limits);
        return input.TryGet(out var payload, out var failure) ? Carry(payload) : failure;
    }

    public Outcome<JsonPayload> Enter(State state, ScopeData data, Variables variables)
    {
        var input = states[state.Id].Input is { } constructor
            ? constructor.Evaluate(variables with { Input = data.Input, Output = null })
            : data.Input;
        return Sized("The input", input, variables.Limits);
    }

    public Outcome<StateResult> Leave(
        State state, ScopeData data, JsonPayload input, JsonPayload? result, Variables variables)
    {
        var raw = AsObject(state, result) ?? input;
        if (Sized("The raw output", raw, variables.Limits).Failure is { } tooLarge)
        {
            return tooLarge;
        }

        var (_, output, global, _, _) = states[state.Id];
        if (output is null && global is null)
        {
            return new StateResult(raw, Carry(raw), Global: null);
        }

        // Both see the raw output and the old global variables; neither sees what the other makes.
        var seen = variables with { Input = input, Output = raw };
        JsonObject? merged = null;
        if (global is not null && !Globals(global, seen).TryGet(out merged, out var failure))
        {
            return failure;
        }

        var built = output?.Evaluate(seen) ?? raw;
        return Sized("The output", built, variables.Limits).TryGet(out var sized, out failure)
            ? new StateResult(sized, Carry(sized), merged)
            : failure;
    }

    public Outcome<ScopeData> Open(State state, JsonPayload input, InnerScope inner, Variables variables)
    {
        Outcome<JsonPayload> begun = inner.Item is not { } item
            ? input
            : states[state.Id].Item is { } constructor
                ? constructor.Evaluate(variables with { Input = input, Item = item })
                : JsonPayload.Of(item);
        return Sized("The input of an iteration", begun, variables.Limits).TryGet(out var data, out var failure)
            ? Carry(data)
            : failure;
    }

    public JsonPayload Close(ScopeData data) => data.Input;

    /// <remarks>Source: definition language, sections 6.7 and 6.8.</remarks>
    public JsonPayload Join(State state, IReadOnlyList<JsonPayload> results)
    {
        var values = results.Select(result => result.Value).ToArray();
        return JsonPayload.Of(state is ParallelState
            ? JsonObject.Of([.. values.Select((value, index) => ($"Branch{index}", value))])
            : JsonObject.Of(("Items", new JsonArray(values))));
    }

    public Outcome<StateResult> Caught(
        State state, int rule, ScopeData data, JsonPayload input, Variables variables)
    {
        var output = states[state.Id].Catch[rule] is { } constructor
            ? constructor.Evaluate(variables with { Input = input, Output = null })
            : JsonPayload.EmptyObject;
        return Sized("The output", output, variables.Limits).TryGet(out var result, out var failure)
            ? new StateResult(result, Carry(result), Global: null)
            : failure;
    }

    public Outcome<JsonPayload> Finish(ScopeData data, Variables variables) =>
        Sized("The output of the execution", data.Input, variables.Limits);

    /// <remarks>
    /// A function whose end is waited for gives its value itself, in an object if it is none. Source: definition
    /// language, section 10.2.
    /// </remarks>
    private static JsonPayload? AsObject(State state, JsonPayload? result) =>
        state is TaskState { Action: TaskState.InvokeFunction, Mode: TaskMode.WaitForSystemCallback }
        && result is { Value: not JsonObject }
            ? JsonPayload.Of(JsonObject.Of(("Body", result.Value)))
            : result;

    private static ScopeData Carry(JsonPayload data) => new(data, JsonPayload.EmptyObject);

    /// <summary>The data again, if it is within the size limit.</summary>
    private static Outcome<JsonPayload> Sized(string what, Outcome<JsonPayload> data, Limits limits) =>
        data.TryGet(out var payload, out _) && payload.ByteCount > limits.StateDataBytes
            ? StepFailure.DataLimitExceeded(what, payload.ByteCount, limits.StateDataBytes, LimitNames.StateDataBytes)
            : data;

    /// <summary>All global variables, those of the constructor replacing older ones of the same name.</summary>
    private static Outcome<JsonObject> Globals(Computed<JsonPayload> constructor, Variables variables)
    {
        if (!constructor.Evaluate(variables).TryGet(out var built, out var failure))
        {
            return failure;
        }

        var limits = variables.Limits;
        var added = (JsonObject)built.Value;
        foreach (var (name, value) in added.Members)
        {
            if (CheckGlobal(name, value, limits) is { } tooLarge)
            {
                return tooLarge;
            }
        }

        var merged = JsonObject.Merge(variables.Global, added);
        var bytes = JsonPayload.Of(merged).ByteCount;
        return bytes <= limits.GlobalBytes
            ? merged
            : StepFailure.DataLimitExceeded("The set of global variables", bytes, limits.GlobalBytes, LimitNames.GlobalBytes);
    }

    private static StepFailure? CheckGlobal(string name, JsonValue value, Limits limits)
    {
        var shown = Diagnostics.Quote(name);
        var keyBytes = Encoding.UTF8.GetByteCount(name);
        if (keyBytes > limits.GlobalKeyBytes)
        {
            return StepFailure.DataLimitExceeded(
                $"The name of the global variable {shown}", keyBytes, limits.GlobalKeyBytes, LimitNames.GlobalKeyBytes);
        }

        var valueBytes = JsonPayload.Of(value).ByteCount;
        return valueBytes <= limits.GlobalValueBytes
            ? null
            : StepFailure.DataLimitExceeded(
                $"The global variable {shown}", valueBytes, limits.GlobalValueBytes, LimitNames.GlobalValueBytes);
    }
}
