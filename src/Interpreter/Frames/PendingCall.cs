using Sluice.Model.Json;

namespace Sluice.Interpreter.Frames;

/// <summary>The call of the attempt in hand: what is needed to make it again after a crash.</summary>
/// <param name="AwaitsReport">The task is done when somebody reports with its token, not when the call answers.</param>
/// <param name="Nonce">The random part of the attempt's token; 0 where nothing can report.</param>
/// <param name="LastEventId">The attempt's newest event: cause of the one that ends it.</param>
internal sealed record PendingCall(
    string Action, JsonPayload Parameters, bool AwaitsReport, ulong Nonce, long LastEventId)
{
    /// <summary>How often it was made for this attempt: more than once when the engine went down meanwhile.</summary>
    public int Calls { get; init; } = 1;

    /// <summary>The key that the other side has seen with each of them; null until there is more than one.</summary>
    public string? RequestId { get; init; }

    /// <summary>Who has decided what comes of it; null for whoever has the token. Not stored: it ends with that.</summary>
    public string? DecidedBy { get; init; }
}
