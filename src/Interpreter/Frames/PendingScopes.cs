using Sluice.Model.Json;

namespace Sluice.Interpreter.Frames;

/// <summary>The scopes that a container's attempt in hand runs. Never changes: how far they are is in their frames.</summary>
/// <remarks>So a container is stored when it opens and when it is done, and not with each of its iterations.</remarks>
/// <param name="First">Index of the first: 0, or the place of a choice's option.</param>
/// <param name="AtOnce">How many may run at once, 1 or more.</param>
/// <param name="Items">Of a Map: an array with an element for each scope; null elsewhere.</param>
internal sealed record PendingScopes(int First, int Count, int AtOnce, JsonPayload? Items = null);
