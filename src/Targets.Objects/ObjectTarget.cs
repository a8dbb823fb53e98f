using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Objects;

namespace Sluice.Targets.Objects;

/// <summary>Reads and writes objects: the actions <c>OSS:…</c>.</summary>
/// <remarks>
/// Parameters with other names than the documented ones are ignored; a parameter whose value is null counts
/// as absent. Source: definition language, sections 8.4 and 10.6; names that it leaves open are our own.
/// </remarks>
public sealed class ObjectTarget(IObjectStore store) : ITaskTarget
{
    public const string GetObject = "OSS:GetObject";
    public const string PutObject = "OSS:PutObject";
    public const string CopyObject = "OSS:CopyObject";
    public const string DeleteObject = "OSS:DeleteObject";
    public const string ListObjects = "OSS:ListObjects";
    public const string PutBucket = "OSS:PutBucket";

    public IReadOnlyCollection<string> Actions { get; } =
        [GetObject, PutObject, CopyObject, DeleteObject, ListObjects, PutBucket];

    public IReadOnlyList<TargetEntry> Entries =>
    [
        new TargetEntry("OSS", store.Backend)
        {
            Actions = Actions,
            Address = store.Address,
            NoAnswer = [ObjectErrors.InternalError],
            Probe = store.Reach is { } reach
                ? cancellationToken => TargetProbe.OfAsync(() => reach(cancellationToken), e => e is ObjectException)
                : null,
        },
    ];

    /// <remarks>The bucket.</remarks>
    public CallPlace PlaceOf(TaskCall call) =>
        call.Parameters.Value is JsonObject parameters && parameters.Get("bucket") is JsonString { Value: var bucket }
            ? new($"bucket {bucket}")
            : new(call.Action);

    public async Task<Outcome<JsonPayload>> InvokeAsync(TaskCall call, CancellationToken cancellationToken)
    {
        try
        {
            var own = store.For(call.Context.Account);
            var result = await InvokeAsync(own, call, new ObjectParameters(call), cancellationToken);
            return result.ByteCount > call.MaxResultBytes
                ? TooLarge(call, result.ByteCount)
                : result;
        }
        catch (BadParameterException e)
        {
            return StepFailure.InvalidArgument(e.Parameter, e.Message);
        }
        catch (ResultTooLargeException e)
        {
            return TooLarge(call, e.Bytes);
        }
        catch (ObjectException e)
        {
            return e.Failure;
        }
        catch (IOException e)
        {
            return new StepFailure(
                ObjectErrors.InternalError, $"{call.Action}: reading broke off ({e.GetType().Name}).");
        }
    }

    private static Task<JsonPayload> InvokeAsync(
        IObjectStore store, TaskCall call, ObjectParameters parameters, CancellationToken cancellationToken) => call.Action switch
        {
            GetObject => Objects.GetObject.InvokeAsync(store, parameters, call.MaxResultBytes, cancellationToken),
            PutObject => Objects.PutObject.InvokeAsync(store, parameters, cancellationToken),
            CopyObject => Objects.CopyObject.InvokeAsync(store, parameters, cancellationToken),
            DeleteObject => Objects.DeleteObject.InvokeAsync(store, parameters, cancellationToken),
            ListObjects => Objects.ListObjects.InvokeAsync(store, parameters, call.MaxResultBytes, cancellationToken),
            PutBucket => Objects.PutBucket.InvokeAsync(store, parameters, cancellationToken),
            _ => throw new System.Diagnostics.UnreachableException($"Action {call.Action} is not of this target."),
        };

    private static StepFailure TooLarge(TaskCall call, long bytes) =>
        StepFailure.DataLimitExceeded($"The result of {call.Action}", bytes, call.MaxResultBytes, LimitNames.StateDataBytes);
}
