using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Secrets;

namespace Sluice.Targets;

/// <summary>A service that tasks can call. One target serves one or more actions.</summary>
public interface ITaskTarget
{
    /// <summary>The actions it serves, such as <c>HTTP:Request</c>; compared ordinally.</summary>
    IReadOnlyCollection<string> Actions { get; }

    /// <summary>What stands behind it, for whoever runs the server: one entry for each thing that is set up by itself.</summary>
    IReadOnlyList<TargetEntry> Entries =>
        Actions.Count == 0 ? [] : [new TargetEntry(Actions.Min(StringComparer.Ordinal)!, "other") { Actions = Actions }];

    /// <summary>Whether it serves an action: one of those, or one of more than it could list. Be quick.</summary>
    bool Serves(string action) => Actions.Contains(action);

    /// <summary>What would have to be set for it to serve an action that it does not serve, as a sentence; null for nothing.</summary>
    string? AdviceFor(string action) => null;

    /// <summary>Where a call goes to, from its parameters alone, checked or not. Be quick.</summary>
    /// <remarks>Calls of one place share what the engine lets be out at once, and those of other places do not wait for them.</remarks>
    CallPlace PlaceOf(TaskCall call) => new(call.Action);

    /// <summary>Makes the call and waits for its answer.</summary>
    /// <returns>The answer, or the failure the task ends with. What the other side does wrong is never thrown.</returns>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was cancelled: the attempt timed out, was stopped, or the engine is stopping.
    /// </exception>
    Task<Outcome<JsonPayload>> InvokeAsync(TaskCall call, CancellationToken cancellationToken);
}

/// <summary>One attempt of a task.</summary>
/// <param name="Action">One of the target's actions.</param>
/// <param name="Parameters">A JSON object, as the action's reference asks for; not yet checked.</param>
/// <param name="TaskToken">For callback modes: the token that reports on this attempt. A credential: never logged.</param>
/// <param name="IdempotencyKey">
/// The same when an attempt is made again after a crash, different for each attempt: to pass on to the other side.
/// </param>
/// <param name="MaxResultBytes">
/// Results larger than this are refused with <c>FnF.DataLimitExceeded</c>; the setting <c>limits.stateDataBytes</c>.
/// </param>
public sealed record TaskCall(
    string Action,
    JsonPayload Parameters,
    string? TaskToken,
    string IdempotencyKey,
    int MaxResultBytes,
    TaskContext Context)
{
    /// <summary>Where the definition names secrets in the parameters; what looks like a reference elsewhere is data.</summary>
    public IReadOnlyList<SecretPlace> Secrets { get; init; } = [];
}
