using Sluice.Engine.Api;
using Sluice.Server.Answers;
using Sluice.Server.Permissions;

namespace Sluice.Server.Operations;

/// <summary>DescribeMapRun: how far the items of a distributed Map are.</summary>
/// <remarks>Source: API reference, sections 5.5 and 8.1.</remarks>
internal static class DescribeMapRun
{
    public static Operation Of(MapRunService runs) =>
        new Operation<MapRunKey>(nameof(DescribeMapRun), mutates: false)
        {
            Naming = ["FlowName", "ExecutionName", "MapRunName"],
            Reading = (parameters, _) => MapRunParameters.Key(parameters),
            Subject = key => Subject.Flow(key.Execution.Flow),
            Run = async (key, caller, answer, cancellationToken) => MapRunJson.Write(
                answer, await runs.DescribeAsync(caller.Account, key, cancellationToken)),
        };
}
