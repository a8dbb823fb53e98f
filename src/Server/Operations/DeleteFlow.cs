using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>DeleteFlow: the name is free at once; cleaning up goes on behind the answer.</summary>
/// <remarks>Source: API reference, section 6.3.</remarks>
internal static class DeleteFlow
{
    public static Operation Of(FlowService flows) => new Operation<FlowName>(nameof(DeleteFlow), mutates: true)
    {
        Naming = ["Name"],
        Reading = (parameters, _) => Read(parameters),
        Subject = Subject.Flow,
        Run = (name, caller, _, cancellationToken) => flows.DeleteAsync(caller.Account, name, cancellationToken),
    };

    public static FlowName Read(Parameters parameters) => FlowName.Lookup(parameters.Required("Name"));
}
