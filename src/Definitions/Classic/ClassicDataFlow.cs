using Sluice.Definitions.Classic.Mappings;
using Sluice.Definitions.States;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.Classic;

/// <summary>
/// How data moves in the classic language: a step gets its parent's input and local, and its output is merged into
/// its parent's local.
/// </summary>
/// <param name="flow">The mappings of the flow itself.</param>
/// <param name="steps">The mappings of each step, by its id.</param>
/// <remarks>Source: classic language, sections 2, 6.2 and 7.</remarks>
internal sealed class ClassicDataFlow(StepMappings flow, StepMappings[] steps) : IDataFlow
{
    public Outcome<ScopeData> Begin(Variables variables)
    {
        var given = variables.Execution.Input;
        var input = flow.Input?.Build(given.Value, JsonObject.Empty, variables) ?? given;
        return input.TryGet(out var built, out var failure)
            ? Carry(new ScopeData(built, JsonPayload.EmptyObject), variables.Limits)
            : failure;
    }

    public Outcome<JsonPayload> Enter(State state, ScopeData data, Variables variables)
    {
        var input = steps[state.Id].Input is { } mappings
            ? mappings.Build(data.Input.Value, data.Local.Value, variables)
            : Merge(data.Input, data.Local);
        return input.TryGet(out var built, out _)
            && DataSize.Check("The step's input", variables.Limits, built) is { } tooLarge
                ? tooLarge
                : input;
    }

    /// <remarks>What a task's service answered is the step's local as it is.</remarks>
    public Outcome<StateResult> Leave(
        State state, ScopeData data, JsonPayload input, JsonPayload? raw, Variables variables)
    {
        var local = raw ?? JsonPayload.EmptyObject;
        if (!Output(state, input, local, variables).TryGet(out var output, out var failure))
        {
            return failure;
        }

        return DataSize.Check("The step's input, local and output", variables.Limits, input, local, output)
            is { } tooLarge
                ? tooLarge
                : Result(data, output, variables.Limits);
    }

    public Outcome<ScopeData> Open(State state, JsonPayload input, InnerScope inner, Variables variables)
    {
        var begun = inner.Item is { } item ? WithItem(steps[state.Id], input, inner.Index, item) : input;
        return Carry(new ScopeData(begun, JsonPayload.EmptyObject), variables.Limits);
    }

    public JsonPayload Close(ScopeData data) => data.Local;

    /// <remarks>Source: classic language, section 2.5.</remarks>
    public JsonPayload Join(State state, IReadOnlyList<JsonPayload> results) => state is ChoiceState
        ? results[0]
        : JsonPayload.Of(new JsonArray([.. results.Select(result => result.Value)]));

    public Outcome<StateResult> Caught(
        State state, int rule, ScopeData data, JsonPayload input, Variables variables)
    {
        var error = variables.Error!;
        var local = JsonObject.Of(("error", JsonValue.Of(error.Code)), ("cause", JsonValue.Of(error.Cause)));
        var output = steps[state.Id].Error?.Build(input.Value, local, variables) ?? JsonPayload.EmptyObject;
        if (!output.TryGet(out var built, out var failure))
        {
            return failure;
        }

        return DataSize.Check("The step's input and output", variables.Limits, input, built) is { } tooLarge
            ? tooLarge
            : Result(data, built, variables.Limits);
    }

    public Outcome<JsonPayload> Finish(ScopeData data, Variables variables)
    {
        var output = flow.Output?.Build(data.Input.Value, data.Local.Value, variables) ?? data.Local;
        return output.TryGet(out var built, out _)
            && DataSize.Check("The output of the execution", variables.Limits, built) is { } tooLarge
                ? tooLarge
                : output;
    }

    private Outcome<JsonPayload> Output(State state, JsonPayload input, JsonPayload local, Variables variables)
    {
        if (steps[state.Id].Output is { } mappings)
        {
            return mappings.Build(input.Value, local.Value, variables);
        }

        if (state is ParallelState or MapState)
        {
            return JsonPayload.EmptyObject;
        }

        return local.Value is JsonObject
            ? local
            : new StepFailure(
                FailureCodes.InvalidOutput,
                $"The result is {local.Value.KindName}, and only an object can be the step's output. "
                + "Make one with outputMappings.");
    }

    private static Outcome<StateResult> Result(ScopeData data, JsonPayload output, Limits limits)
    {
        var carried = Carry(data with { Local = Merge(data.Local, output) }, limits);
        return carried.TryGet(out var after, out var failure)
            ? new StateResult(output, after, Global: null)
            : failure;
    }

    /// <summary>The scope's data again, if it is within the limits: it stands in one event.</summary>
    private static Outcome<ScopeData> Carry(ScopeData data, Limits limits) =>
        DataSize.Check("The input and local that the series carries", limits, data.Input, data.Local) is { } tooLarge
            ? tooLarge
            : data;

    private static JsonPayload WithItem(StepMappings mappings, JsonPayload input, int index, JsonValue item)
    {
        var added = mappings.IndexKey is { } key
            ? JsonObject.Of((mappings.ItemKey!, item), (key, JsonValue.Of(index)))
            : JsonObject.Of((mappings.ItemKey!, item));
        return JsonPayload.Of(JsonObject.Merge((JsonObject)input.Value, added));
    }

    /// <remarks>Both are objects: nothing else gets into a scope.</remarks>
    private static JsonPayload Merge(JsonPayload first, JsonPayload second) =>
        ((JsonObject)second.Value).Count == 0 ? first
        : ((JsonObject)first.Value).Count == 0 ? second
        : JsonPayload.Of(JsonObject.Merge((JsonObject)first.Value, (JsonObject)second.Value));
}
