using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Targets.Events;

/// <summary>Reads the parameters of <c>EventBridge:PutEvents</c> as the real call does, and answers as it would: nobody gets anything.</summary>
public sealed class EventTwin : ITargetTwin, ITaskTarget
{
    public IReadOnlyCollection<string> Actions { get; } = [EventTarget.PutEvents];

    public bool Serves(string action) => action == EventTarget.PutEvents;

    public StepFailure? Check(TaskCall call) => Make(call).Failure;

    public Task<Outcome<JsonPayload>> InvokeAsync(TaskCall call, CancellationToken cancellationToken) => Task.FromResult(Make(call));

    /// <remarks>An event has a time, which is not part of the answer.</remarks>
    private static Outcome<JsonPayload> Make(TaskCall call) =>
        EventCall.Read(call).TryGet(out var wanted, out var failure)
        && wanted.Event(call, DateTimeOffset.UnixEpoch).TryGet(out var made, out failure)
            ? EventTarget.Result(made, call.IdempotencyKey)
            : failure;
}
