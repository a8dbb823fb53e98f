using System.Globalization;
using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Paging;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>ListFlowVersions: versions of a flow, newest first.</summary>
/// <remarks>Source: API reference, sections 4.3 and 6.7.</remarks>
internal static class ListFlowVersions
{
    private static readonly PagedList<long?> Pages = new(
        "FlowVersions",
        PageToken.Of<long?>(
            "versions",
            place => long.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
            place => string.Create(CultureInfo.InvariantCulture, $"{place}")),
        most: 1000);

    public static Operation Of(VersionService versions) =>
        new Operation<(FlowName Flow, long? Before, int Limit)>(nameof(ListFlowVersions), mutates: false)
        {
            ReadsPages = true,
            Naming = ["FlowName"],
            Reading = (parameters, _) => Read(parameters),
            Subject = request => Subject.Flow(request.Flow),
            Run = async (request, caller, answer, cancellationToken) => Write(answer, await versions.ListAsync(
                caller.Account, request.Flow, request.Before, request.Limit, cancellationToken)),
        };

    public static (FlowName Flow, long? Before, int Limit) Read(Parameters parameters) => (
        FlowName.Lookup(parameters.Required("FlowName")),
        Pages.Place(parameters),
        Pages.Limit(parameters));

    public static void Write(Utf8JsonWriter answer, Page<VersionView> page) =>
        Pages.Write(answer, page.Items, page.Next(version => (long?)version.Number), VersionJson.Write);
}
