using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Server.Answers;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>ListFlows: flows by name, ascending.</summary>
/// <remarks>
/// The reference gives the limit as below 1 000, older pages as 1 000, and real clients send that.
/// Source: API reference, sections 4.3 and 6.5.
/// </remarks>
internal static class ListFlows
{
    private const string TokenOf = "flows";

    public static Operation Of(FlowService flows) =>
        new Operation<(string? After, string? ResourceGroup, int Limit)>(nameof(ListFlows), mutates: false)
        {
            Naming = [],
            Reading = (parameters, _) => Read(parameters),
            Subject = _ => Subject.AllFlows,
            Run = async (request, caller, answer, cancellationToken) => Write(answer, await flows.ListAsync(
                caller.Account, request.After, request.ResourceGroup, request.Limit, cancellationToken)),
        };

    public static (string? After, string? ResourceGroup, int Limit) Read(Parameters parameters) => (
        PageToken.Read(parameters, TokenOf),
        parameters.Optional("ResourceGroupId"),
        parameters.Integer("Limit", least: 1, most: 1000, absent: 60));

    public static void Write(Utf8JsonWriter answer, FlowPage page)
    {
        answer.WriteStartArray("Flows"u8);
        foreach (var flow in page.Flows)
        {
            answer.WriteStartObject();
            FlowJson.Write(answer, flow);
            answer.WriteEndObject();
        }

        answer.WriteEndArray();
        if (page.HasMore)
        {
            answer.WriteString("NextToken"u8, PageToken.Of(TokenOf, page.Flows[^1].Flow.Name));
        }
    }
}
