using Sluice.Model.Json;

namespace Sluice.Definitions.StateMachine;

/// <summary>The constructors of one state; null where it has none.</summary>
/// <param name="Catch">One for each Catch rule, in their order.</param>
/// <param name="Item">Of a Map: what it makes of an element.</param>
internal sealed record StateConstructors(
    Computed<JsonPayload>? Input,
    Computed<JsonPayload>? Output,
    Computed<JsonPayload>? Global,
    IReadOnlyList<Computed<JsonPayload>?> Catch,
    Computed<JsonPayload>? Item = null)
{
    public static StateConstructors None { get; } = new(null, null, null, []);
}
