using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Server.Answers;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>UpdateMapRun: another concurrency or tolerance for a run in progress; what is not sent stays.</summary>
/// <remarks>Source: API reference, sections 5.5 and 8.2.</remarks>
internal static class UpdateMapRun
{
    public static Operation Of(MapRunService runs) =>
        new Operation<MapRunUpdate>(nameof(UpdateMapRun), mutates: true)
        {
            Naming = ["FlowName", "ExecutionName", "MapRunName"],
            Reading = (parameters, _) => Read(parameters, runs.Limits),
            Subject = request => Subject.Flow(request.Key.Execution.Flow),
            Run = async (request, caller, answer, cancellationToken) => MapRunJson.WriteUpdated(
                answer, await runs.UpdateAsync(caller.Account, request, cancellationToken)),
        };

    public static MapRunUpdate Read(Parameters parameters, Limits limits)
    {
        var key = MapRunParameters.Key(parameters);
        int? concurrency = parameters.Optional("Concurrency") is null
            ? null
            : parameters.Integer("Concurrency", 1, limits.MapRunConcurrency, absent: 0);
        int? count = parameters.Optional("ToleratedFailedCount") is null
            ? null
            : parameters.Integer("ToleratedFailedCount", 0, int.MaxValue, absent: 0);
        var share = parameters.Percentage("ToleratedFailedPercentage");
        return concurrency is null && count is null && share is null
            ? throw ApiException.InvalidArgument(
                "Concurrency",
                "nothing is to be changed; send 'Concurrency', 'ToleratedFailedCount' or 'ToleratedFailedPercentage'")
            : new MapRunUpdate(key, concurrency, count, share);
    }
}
