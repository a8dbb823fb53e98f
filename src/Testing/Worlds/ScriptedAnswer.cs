using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Testing.Worlds;

/// <summary>What comes of a call, by the script.</summary>
/// <param name="Result">The answer, or the failure that the task ends with.</param>
public sealed record ScriptedAnswer(Outcome<JsonPayload> Result)
{
    /// <summary>How long after the attempt first came the answer is there: a call that is made again does not wait anew.</summary>
    public TimeSpan After { get; init; }

    /// <summary>No answer ever comes.</summary>
    public bool IsSilent { get; init; }

    /// <summary>The answer comes even when the call was called off: the other side had not heard of that.</summary>
    public bool OutlivesItsCall { get; init; }
}
