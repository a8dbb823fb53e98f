using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>ListFlowAliases: aliases of a flow by name, ascending; weights are text here.</summary>
/// <remarks>Source: API reference, sections 4.3, 5.5 and 6.11.</remarks>
internal static class ListFlowAliases
{
    private const string TokenOf = "aliases";

    public static Operation Of(AliasService aliases) =>
        new Operation<(FlowName Flow, string? After, int Limit)>(nameof(ListFlowAliases), mutates: false)
        {
            Naming = ["FlowName"],
            Reading = (parameters, _) => Read(parameters),
            Subject = request => Subject.Flow(request.Flow),
            Run = async (request, caller, answer, cancellationToken) => Write(answer, await aliases.ListAsync(
                caller.Account, request.Flow, request.After, request.Limit, cancellationToken)),
        };

    public static (FlowName Flow, string? After, int Limit) Read(Parameters parameters) => (
        FlowName.Lookup(parameters.Required("FlowName")),
        PageToken.Read(parameters, TokenOf),
        parameters.Integer("Limit", least: 1, most: 1000, absent: 60));

    public static void Write(Utf8JsonWriter answer, AliasPage page)
    {
        answer.WriteStartArray("Aliases"u8);
        foreach (var alias in page.Aliases)
        {
            AliasJson.WriteListed(answer, alias);
        }

        answer.WriteEndArray();
        if (page.HasMore)
        {
            answer.WriteString("NextToken"u8, PageToken.Of(TokenOf, page.Aliases[^1].Name));
        }
    }
}
