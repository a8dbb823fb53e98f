using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>DescribeFlowAlias: where an alias leads.</summary>
/// <remarks>The answer nests the alias. Source: API reference, sections 5.5 and 6.11.</remarks>
internal static class DescribeFlowAlias
{
    public static async Task HandleAsync(
        Parameters parameters,
        AccountId account,
        AliasService aliases,
        Utf8JsonWriter answer,
        CancellationToken cancellationToken)
    {
        var (flow, name) = AliasParameters.Names(parameters);

        var alias = await aliases.GetAsync(account, flow, AliasName.Lookup(name), cancellationToken);

        AliasJson.WriteNested(answer, alias);
    }
}
