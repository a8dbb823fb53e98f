using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>DeleteFlowVersion: refused while an alias routes to the version.</summary>
/// <remarks>Source: API reference, sections 6.8 and 12 (Q10).</remarks>
internal static class DeleteFlowVersion
{
    public static Task HandleAsync(
        Parameters parameters, AccountId account, VersionService versions, CancellationToken cancellationToken)
    {
        var (flow, version) = Read(parameters);

        return versions.DeleteAsync(account, flow, version, cancellationToken);
    }

    public static (FlowName Flow, string Version) Read(Parameters parameters) =>
        (FlowName.Lookup(parameters.Required("FlowName")), parameters.Required("FlowVersion"));
}
