using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>UpdateFlowAlias: what is sent replaces, what is not sent stays.</summary>
/// <remarks>The answer nests the alias. Source: API reference, sections 5.5 and 6.10.</remarks>
internal static class UpdateFlowAlias
{
    public static async Task HandleAsync(
        Parameters parameters,
        AccountId account,
        AliasService aliases,
        Utf8JsonWriter answer,
        CancellationToken cancellationToken)
    {
        var alias = await aliases.UpdateAsync(account, Read(parameters), cancellationToken);

        AliasJson.WriteNested(answer, alias);
    }

    public static AliasUpdate Read(Parameters parameters)
    {
        var (flow, name) = AliasParameters.Names(parameters);
        return new(
            flow, AliasName.Lookup(name), AliasParameters.Routing(parameters), parameters.Find("Description"));
    }
}
