using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>UpdateFlowAlias: what is sent replaces, what is not sent stays.</summary>
/// <remarks>The answer nests the alias. Source: API reference, sections 5.5 and 6.10.</remarks>
internal static class UpdateFlowAlias
{
    public static Operation Of(AliasService aliases) =>
        new Operation<AliasUpdate>(nameof(UpdateFlowAlias), mutates: true)
        {
            Naming = ["FlowName", "Name"],
            Reading = (parameters, _) => Read(parameters),
            Subject = request => Subject.Flow(request.Flow),
            Run = async (request, caller, answer, cancellationToken) => AliasJson.WriteNested(
                answer, await aliases.UpdateAsync(caller.Account, request, cancellationToken)),
        };

    public static AliasUpdate Read(Parameters parameters)
    {
        var (flow, name) = AliasParameters.Names(parameters);
        return new(
            flow, AliasName.Lookup(name), AliasParameters.Routing(parameters), parameters.Find("Description"));
    }
}
