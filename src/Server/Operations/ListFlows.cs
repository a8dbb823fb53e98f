using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Server.Answers;
using Sluice.Server.Paging;
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
    private static readonly PagedList<string> Pages = new("Flows", PageToken.OfName("flows"), most: 1000);

    public static Operation Of(FlowService flows) =>
        new Operation<(string? After, string? ResourceGroup, int Limit)>(nameof(ListFlows), mutates: false)
        {
            ReadsPages = true,
            Naming = [],
            Reading = (parameters, _) => Read(parameters),
            Subject = _ => Subject.AllFlows,
            Run = async (request, caller, answer, cancellationToken) => Write(answer, await flows.ListAsync(
                caller.Account, request.After, request.ResourceGroup, request.Limit, cancellationToken)),
        };

    public static (string? After, string? ResourceGroup, int Limit) Read(Parameters parameters) => (
        Pages.Place(parameters),
        parameters.Optional("ResourceGroupId"),
        Pages.Limit(parameters));

    public static void Write(Utf8JsonWriter answer, Page<FlowView> page) =>
        Pages.Write(answer, page.Items, page.Next(flow => flow.Name), FlowJson.Write);
}
