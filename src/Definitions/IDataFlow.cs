using Sluice.Definitions.States;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions;

/// <summary>
/// How data enters and leaves states. The two languages share one control flow and differ in this; each has its own
/// implementation, pure, made together with the flow and holding the flow's constructors or mappings.
/// </summary>
/// <remarks>
/// Size and nesting limits are part of it, since the languages differ there too; what exceeds one fails with
/// <see cref="StepFailure.IsByNameOnly"/>. Source: definition language, section 3.2; classic language, section 2.
/// </remarks>
public interface IDataFlow
{
    /// <summary>What the flow's own scope begins with.</summary>
    /// <param name="variables">Those of no state; <see cref="Variables.Execution"/> holds the input.</param>
    Outcome<ScopeData> Begin(Variables variables);

    /// <summary>The state's own input: what a constructor or mapping makes of the scope's data.</summary>
    Outcome<JsonPayload> Enter(State state, ScopeData data, Variables variables);

    /// <summary>What a state that ran leaves behind.</summary>
    /// <param name="data">The scope's data, as it was given to <see cref="Enter"/>.</param>
    /// <param name="input">What <see cref="Enter"/> made of it.</param>
    /// <param name="raw">
    /// The raw result of the state's body; null for a body that has none, such as a Pass or a Choice that only jumps.
    /// </param>
    Outcome<StateResult> Leave(State state, ScopeData data, JsonPayload input, JsonPayload? raw, Variables variables);

    /// <summary>What a scope inside a state begins with: a branch, an iteration, the steps of a choice option.</summary>
    /// <param name="input">The state's own input.</param>
    Outcome<ScopeData> Open(State state, JsonPayload input, InnerScope inner, Variables variables);

    /// <summary>What a scope inside a state has come to, once it has ended.</summary>
    JsonPayload Close(ScopeData data);

    /// <summary>The raw result of a state whose inner scopes have all ended.</summary>
    /// <param name="results">
    /// What <see cref="Close"/> made of each, by <see cref="InnerScope.Index"/>; of a choice only the option that ran.
    /// </param>
    JsonPayload Join(State state, IReadOnlyList<JsonPayload> results);

    /// <summary>What a failed state leaves behind when one of its Catch rules matches.</summary>
    /// <param name="rule">The place of the matching rule in <see cref="State.Catch"/>.</param>
    /// <param name="variables"><see cref="Variables.Error"/> is the failure.</param>
    Outcome<StateResult> Caught(State state, int rule, ScopeData data, JsonPayload input, Variables variables);

    /// <summary>The execution's output, once its own scope has ended.</summary>
    Outcome<JsonPayload> Finish(ScopeData data, Variables variables);
}

/// <summary>What a scope carries from state to state.</summary>
/// <param name="Input">
/// State machine: the data on its way to the next state. Classic: the container's input, the same for all its steps.
/// </param>
/// <param name="Local">State machine: always <c>{}</c>. Classic: the merged outputs of the steps that have run.</param>
public readonly record struct ScopeData(JsonPayload Input, JsonPayload Local);

/// <summary>One of the scopes that a state runs.</summary>
/// <param name="Index">Which branch, element or option it is, from 0.</param>
/// <param name="Item">The element that an iteration is for; null elsewhere.</param>
public readonly record struct InnerScope(int Index, JsonValue? Item = null);

/// <summary>What a state leaves behind.</summary>
/// <param name="Output">The state's own output, for its history.</param>
/// <param name="Data">What the scope carries on.</param>
/// <param name="Global">The global variables after the state; null when it wrote none.</param>
public readonly record struct StateResult(JsonPayload Output, ScopeData Data, JsonObject? Global);
