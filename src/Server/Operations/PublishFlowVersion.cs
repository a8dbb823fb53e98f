using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>PublishFlowVersion: the working copy, as it stands, under the next number.</summary>
/// <remarks>Without a description the version takes the flow's. Source: API reference, section 6.6.</remarks>
internal static class PublishFlowVersion
{
    public static Operation Of(VersionService versions) =>
        new Operation<(FlowName Flow, string? Description)>(nameof(PublishFlowVersion), mutates: true)
        {
            Naming = ["FlowName"],
            Reading = (parameters, _) => Read(parameters),
            Subject = request => Subject.Flow(request.Flow),
            Run = async (request, caller, answer, cancellationToken) =>
            {
                var version = await versions.PublishAsync(
                    caller.Account, request.Flow, request.Description, cancellationToken);

                answer.WriteString("FlowName"u8, request.Flow.Value);
                VersionJson.Write(answer, version);
            },
        };

    public static (FlowName Flow, string? Description) Read(Parameters parameters) =>
        (FlowName.Lookup(parameters.Required("FlowName")), parameters.Find("Description"));
}
