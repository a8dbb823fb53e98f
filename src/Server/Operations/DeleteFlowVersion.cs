using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>DeleteFlowVersion: refused while an alias routes to the version.</summary>
/// <remarks>Source: API reference, sections 6.8 and 12 (Q10).</remarks>
internal static class DeleteFlowVersion
{
    public static Operation Of(VersionService versions) =>
        new Operation<(FlowName Flow, string Version)>(nameof(DeleteFlowVersion), mutates: true)
        {
            Naming = ["FlowName", "FlowVersion"],
            Reading = (parameters, _) => Read(parameters),
            Subject = request => Subject.Flow(request.Flow),
            Run = (request, caller, _, cancellationToken) =>
                versions.DeleteAsync(caller.Account, request.Flow, request.Version, cancellationToken),
        };

    public static (FlowName Flow, string Version) Read(Parameters parameters) =>
        (FlowName.Lookup(parameters.Required("FlowName")), parameters.Required("FlowVersion"));
}
