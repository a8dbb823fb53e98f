using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>DeleteFlowAlias: the versions stay.</summary>
/// <remarks>Source: API reference, section 6.11.</remarks>
internal static class DeleteFlowAlias
{
    public static Task HandleAsync(
        Parameters parameters, AccountId account, AliasService aliases, CancellationToken cancellationToken)
    {
        var (flow, name) = AliasParameters.Names(parameters);

        return aliases.DeleteAsync(account, flow, AliasName.Lookup(name), cancellationToken);
    }
}
