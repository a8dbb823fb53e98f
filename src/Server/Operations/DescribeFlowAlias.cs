using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Permissions;

namespace Sluice.Server.Operations;

/// <summary>DescribeFlowAlias: where an alias leads.</summary>
/// <remarks>The answer nests the alias. Source: API reference, sections 5.5 and 6.11.</remarks>
internal static class DescribeFlowAlias
{
    public static Operation Of(AliasService aliases) =>
        new Operation<(FlowName Flow, AliasName Name)>(nameof(DescribeFlowAlias), mutates: false)
        {
            Naming = ["FlowName", "Name"],
            Reading = (parameters, _) => AliasParameters.Key(parameters),
            Subject = request => Subject.Flow(request.Flow),
            Run = async (request, caller, answer, cancellationToken) => AliasJson.WriteNested(
                answer, await aliases.GetAsync(caller.Account, request.Flow, request.Name, cancellationToken)),
        };
}
