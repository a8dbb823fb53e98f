using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>DescribeFlow: a flow's working copy, or a published version of it.</summary>
/// <remarks>Source: API reference, section 6.4.</remarks>
internal static class DescribeFlow
{
    public static Operation Of(FlowService flows) =>
        new Operation<(FlowName Name, string? Version)>(nameof(DescribeFlow), mutates: false)
        {
            Naming = ["Name", "FlowVersion"],
            Reading = (parameters, _) => Read(parameters),
            Subject = request => Subject.Flow(request.Name),
            Run = async (request, caller, answer, cancellationToken) => FlowJson.Write(
                answer, await flows.GetAsync(caller.Account, request.Name, request.Version, cancellationToken)),
        };

    public static (FlowName Name, string? Version) Read(Parameters parameters) =>
        (FlowName.Lookup(parameters.Required("Name")), parameters.Optional("FlowVersion"));
}
