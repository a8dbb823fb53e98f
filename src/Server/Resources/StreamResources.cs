using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Resources;

/// <summary>What is answered while it happens.</summary>
internal sealed class StreamResources(WatchService watches, TimeProvider time)
{
    /// <summary>A browser that connects again says here what it had.</summary>
    private const string LastEventIdHeader = "Last-Event-ID";

    private const string LastEventId = "lastEventId";

    private readonly EventStreams _streams = new(time);

    public IEnumerable<Resource> All => [Execution, Account];

    private Resource Execution => new(
        "GET",
        "/executions/{flow}/{name}/stream",
        new WideOperation<(ExecutionKey Key, long After)>("WatchExecution", mutates: false)
        {
            Naming = ["flow", "name"],
            Reading = (parameters, _) => (OwnParameters.Execution(parameters), After(parameters)),
            Subject = request => Subject.Flow(request.Key.Flow),
            Run = async (request, caller, _, cancellationToken) => new Besides
            {
                Pieces = _streams.FollowAsync(
                    await watches.FollowAsync(caller.Account, request.Key, cancellationToken),
                    request.After,
                    CancellationToken.None),
            },
        })
    {
        Summary = "The events of an execution as they happen, with 'id' the event's number; it ends with the event 'end'.",
        Query =
        [
            new Field("after", Shape.Text, "Number of the last event that is there already; the header Last-Event-ID wins.").OrNone,
        ],
        Answer = Shapes.Event,
        IsStream = true,
        Headers = [(LastEventIdHeader, LastEventId)],
    };

    private Resource Account => new(
        "GET",
        "/stream",
        new WideOperation<Parameters>("WatchExecutions", mutates: false)
        {
            Naming = [],
            Reading = (parameters, _) => parameters,
            Subject = _ => Subject.AllFlows,
            Run = (_, caller, _, _) => Task.FromResult(new Besides
            {
                Pieces = _streams.FollowAsync(watches.Follow(caller.Account), CancellationToken.None),
            }),
        })
    {
        Summary = "The account's executions as they change, each as it stands; 'reset' says that there were too many to tell.",
        Answer = Shapes.ExecutionBrief,
        IsStream = true,
    };

    private static long After(Parameters parameters)
    {
        if ((parameters.Optional(LastEventId) ?? parameters.Optional("after")) is not { } text)
        {
            return 0;
        }

        return ExecutionResources.ReadEvent(text) ?? throw ApiException.InvalidArgument(
            "after", $"'{Excerpt.Of(text)}' is not the number of an event; begin without one");
    }
}
