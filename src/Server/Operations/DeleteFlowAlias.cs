using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Permissions;

namespace Sluice.Server.Operations;

/// <summary>DeleteFlowAlias: the versions stay.</summary>
/// <remarks>Source: API reference, section 6.11.</remarks>
internal static class DeleteFlowAlias
{
    public static Operation Of(AliasService aliases) =>
        new Operation<(FlowName Flow, AliasName Name)>(nameof(DeleteFlowAlias), mutates: true)
        {
            Naming = ["FlowName", "Name"],
            Reading = (parameters, _) => AliasParameters.Key(parameters),
            Subject = request => Subject.Flow(request.Flow),
            Run = (request, caller, _, cancellationToken) =>
                aliases.DeleteAsync(caller.Account, request.Flow, request.Name, cancellationToken),
        };
}
