using Sluice.Events;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Targets.Events.Sinks;

namespace Sluice.Targets.Events;

/// <summary>Puts events on this server's buses: the action <c>EventBridge:PutEvents</c>.</summary>
/// <remarks>
/// A task is done when its event is stored with all that is owed for it; sinks and flows get it from there.
/// Source: definition language, sections 8.4 and 10.5.
/// </remarks>
/// <param name="buses">Stay the caller's.</param>
public sealed class EventTarget(EventBuses buses, EventSinks sinks, TimeProvider time) : ITaskTarget
{
    public const string PutEvents = "EventBridge:PutEvents";

    public IReadOnlyCollection<string> Actions { get; } = [PutEvents];

    public IReadOnlyList<TargetEntry> Entries { get; } =
    [
        new TargetEntry(PutEvents, "embedded")
        {
            Actions = [PutEvents],
            NoAnswer = [EventFailures.Internal],
            Probe = _ => TargetProbe.OfAsync(
                () => buses.Store.ListAsync(AccountId.Default, "", most: 1),
                e => e is not (OperationCanceledException or ObjectDisposedException)),
        },
        .. sinks.Entries,
    ];

    public async Task<Outcome<JsonPayload>> InvokeAsync(TaskCall call, CancellationToken cancellationToken)
    {
        if (!EventCall.Read(call).TryGet(out var wanted, out var failure)
            || !wanted.Event(call, time.GetUtcNow()).TryGet(out var made, out failure))
        {
            return failure;
        }

        try
        {
            await buses.PutAsync(call.Context.Account, wanted.Bus, [made]);
            return Result(made, call.IdempotencyKey);
        }
        catch (EventException e)
        {
            return EventFailures.Refused(e);
        }
        catch (Exception e) when (e is not (OperationCanceledException or ObjectDisposedException))
        {
            // The disk is full, or the file cannot be used: nothing was stored.
            return new StepFailure(EventFailures.Internal, $"The event could not be stored: {e.Message.TrimEnd('.')}.");
        }
    }

    internal static JsonPayload Result(TakenEvent made, string requestId) => JsonPayload.Of(JsonObject.Of(
        ("FailedEntryCount", JsonValue.Of(0)),
        ("EntryList", new JsonArray(JsonObject.Of(("EventId", JsonValue.Of(made.Id))))),
        ("EventId", JsonValue.Of(made.Id)),
        ("RequestId", JsonValue.Of(requestId))));
}
