using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>DeleteFlow: the name is free at once; cleaning up goes on behind the answer.</summary>
/// <remarks>Source: API reference, section 6.3.</remarks>
internal static class DeleteFlow
{
    public static Task HandleAsync(
        Parameters parameters, AccountId account, FlowService flows, CancellationToken cancellationToken) =>
        flows.DeleteAsync(account, Read(parameters), cancellationToken);

    public static FlowName Read(Parameters parameters) => FlowName.Lookup(parameters.Required("Name"));
}
