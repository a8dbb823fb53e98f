using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>CreateFlowAlias: a name for one version, or for two that share the starts.</summary>
/// <remarks>Source: API reference, section 6.9.</remarks>
internal static class CreateFlowAlias
{
    public static Operation Of(AliasService aliases) =>
        new Operation<NewAlias>(nameof(CreateFlowAlias), mutates: true)
        {
            Naming = ["FlowName", "Name"],
            Reading = (parameters, _) => Read(parameters),
            Subject = request => Subject.Flow(request.Flow),
            Run = async (request, caller, answer, cancellationToken) =>
            {
                var alias = await aliases.CreateAsync(caller.Account, request, cancellationToken);

                answer.WriteString("FlowName"u8, request.Flow.Value);
                AliasJson.Write(answer, alias);
            },
        };

    public static NewAlias Read(Parameters parameters)
    {
        var (flow, name) = AliasParameters.Names(parameters);
        return new(
            flow,
            AliasName.Parse("Name", name),
            AliasParameters.Routing(parameters)
                ?? throw ApiException.MissingRequiredParams(AliasParameters.RoutingConfigurations),
            parameters.Find("Description") ?? "");
    }
}
