using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Paging;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>ListFlowAliases: aliases of a flow by name, ascending; weights are text here.</summary>
/// <remarks>Source: API reference, sections 4.3, 5.5 and 6.11.</remarks>
internal static class ListFlowAliases
{
    private static readonly PagedList<string> Pages = new("Aliases", PageToken.OfName("aliases"), most: 1000);

    public static Operation Of(AliasService aliases) =>
        new Operation<(FlowName Flow, string? After, int Limit)>(nameof(ListFlowAliases), mutates: false)
        {
            ReadsPages = true,
            Naming = ["FlowName"],
            Reading = (parameters, _) => Read(parameters),
            Subject = request => Subject.Flow(request.Flow),
            Run = async (request, caller, answer, cancellationToken) => Write(answer, await aliases.ListAsync(
                caller.Account, request.Flow, request.After, request.Limit, cancellationToken)),
        };

    public static (FlowName Flow, string? After, int Limit) Read(Parameters parameters) => (
        FlowName.Lookup(parameters.Required("FlowName")),
        Pages.Place(parameters),
        Pages.Limit(parameters));

    public static void Write(Utf8JsonWriter answer, Page<AliasView> page) =>
        Pages.Write(answer, page.Items, page.Next(alias => alias.Name), AliasJson.WriteListed);
}
