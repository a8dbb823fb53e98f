using System.Globalization;
using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>ListFlowVersions: versions of a flow, newest first.</summary>
/// <remarks>Source: API reference, sections 4.3 and 6.7.</remarks>
internal static class ListFlowVersions
{
    private const string TokenOf = "versions";

    public static Operation Of(VersionService versions) =>
        new Operation<(FlowName Flow, long? Before, int Limit)>(nameof(ListFlowVersions), mutates: false)
        {
            Naming = ["FlowName"],
            Reading = (parameters, _) => Read(parameters),
            Subject = request => Subject.Flow(request.Flow),
            Run = async (request, caller, answer, cancellationToken) => Write(answer, await versions.ListAsync(
                caller.Account, request.Flow, request.Before, request.Limit, cancellationToken)),
        };

    public static (FlowName Flow, long? Before, int Limit) Read(Parameters parameters) => (
        FlowName.Lookup(parameters.Required("FlowName")),
        Before(parameters),
        parameters.Integer("Limit", least: 1, most: 1000, absent: 60));

    public static void Write(Utf8JsonWriter answer, VersionPage page)
    {
        answer.WriteStartArray("FlowVersions"u8);
        foreach (var version in page.Versions)
        {
            answer.WriteStartObject();
            VersionJson.Write(answer, version);
            answer.WriteEndObject();
        }

        answer.WriteEndArray();
        if (page.HasMore)
        {
            var last = page.Versions[^1].Number.ToString(CultureInfo.InvariantCulture);
            answer.WriteString("NextToken"u8, PageToken.Of(TokenOf, last));
        }
    }

    private static long? Before(Parameters parameters)
    {
        if (PageToken.Read(parameters, TokenOf) is not { } place)
        {
            return null;
        }

        return long.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw PageToken.Invalid(parameters.Required("NextToken"));
    }
}
