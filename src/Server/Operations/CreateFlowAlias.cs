using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>CreateFlowAlias: a name for one version, or for two that share the starts.</summary>
/// <remarks>Source: API reference, section 6.9.</remarks>
internal static class CreateFlowAlias
{
    public static async Task HandleAsync(
        Parameters parameters,
        AccountId account,
        AliasService aliases,
        Utf8JsonWriter answer,
        CancellationToken cancellationToken)
    {
        var request = Read(parameters);

        var alias = await aliases.CreateAsync(account, request, cancellationToken);

        answer.WriteString("FlowName"u8, request.Flow.Value);
        AliasJson.Write(answer, alias);
    }

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
