using System.Globalization;
using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Paging;
using Sluice.Server.Permissions;

namespace Sluice.Server.Resources;

/// <summary>What a flow was and is: its versions, its aliases, and the outline of each.</summary>
internal sealed class VersionResources(
    FlowService flows, VersionService versions, AliasService aliases, Limits limits, AccountTurns turns)
{
    private static readonly OwnPage<long?> Versions = new(
        PageToken.Of<long?>(
            "versions",
            place => long.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
            place => string.Create(CultureInfo.InvariantCulture, $"{place}")),
        most: 100,
        usual: 50);

    private static readonly OwnPage<string> Aliases = new(PageToken.OfName("aliases"), most: 100, usual: 50);

    public IEnumerable<Resource> All => [Outline, ListVersions, ListAliases, Publish];

    private Resource Outline => new(
        "GET",
        "/flows/{flow}/outline",
        new Operation<(FlowName Flow, string? Qualifier)>("GetFlowOutline", mutates: false)
        {
            Naming = ["flow", "qualifier"],
            Reading = (parameters, _) => (OwnParameters.Flow(parameters), parameters.Optional("qualifier")),
            Subject = request => Subject.Flow(request.Flow),
            Run = async (request, caller, answer, cancellationToken) =>
            {
                var version = await VersionOfAsync(caller.Account, request.Flow, request.Qualifier, cancellationToken);
                var flow = await flows.GetAsync(caller.Account, request.Flow, version, cancellationToken);
                OutlineAnswers.Write(answer, await DefinitionResources.OutlineAsync(
                    caller.Account, flow.Definition, flow.Mode, limits, turns, cancellationToken));
            },
        })
    {
        Summary = "The shape of a flow, for whoever draws it.",
        Query = [new Field("qualifier", Shape.Text, "A version, or an alias: of two versions the one with more weight.").OrNone],
        Answer = Shapes.Outline,
    };

    private Resource ListVersions => new(
        "GET",
        "/flows/{flow}/versions",
        new Operation<(FlowName Flow, long? Before, int Limit)>("ListFlowVersions", mutates: false)
        {
            Naming = ["flow"],
            ReadsPages = true,
            Reading = (parameters, _) => (
                OwnParameters.Flow(parameters), Versions.Place(parameters), Versions.Limit(parameters)),
            Subject = request => Subject.Flow(request.Flow),
            Run = async (request, caller, answer, cancellationToken) =>
            {
                var page = await versions.ListAsync(
                    caller.Account, request.Flow, request.Before, request.Limit, cancellationToken);
                Versions.Write(answer, page.Items, page.Next(version => (long?)version.Number), Write);
            },
        })
    {
        Summary = "What was published of a flow, the newest first.",
        Query = Versions.Fields,
        Answer = Shape.PageOf(Shapes.Version),
    };

    private Resource Publish => new(
        "POST",
        "/flows/{flow}/versions",
        new Operation<(FlowName Flow, string Description)>("PublishFlowVersion", mutates: true)
        {
            Naming = ["flow"],
            Reading = (parameters, _) => (OwnParameters.Flow(parameters), parameters.Find("description") ?? ""),
            Subject = request => Subject.Flow(request.Flow),
            Run = async (request, caller, answer, cancellationToken) => Write(answer, await versions.PublishAsync(
                caller.Account, request.Flow, request.Description, cancellationToken)),
        })
    {
        Summary = "Publishes a flow as it stands, under its next number.",
        Body = [new Field("description", Shape.Text, "What is new in it.").OrNone],
        Answer = Shapes.Version,
    };

    private Resource ListAliases => new(
        "GET",
        "/flows/{flow}/aliases",
        new Operation<(FlowName Flow, string? After, int Limit)>("ListFlowAliases", mutates: false)
        {
            Naming = ["flow"],
            ReadsPages = true,
            Reading = (parameters, _) => (
                OwnParameters.Flow(parameters), Aliases.Place(parameters), Aliases.Limit(parameters)),
            Subject = request => Subject.Flow(request.Flow),
            Run = async (request, caller, answer, cancellationToken) =>
            {
                var page = await aliases.ListAsync(
                    caller.Account, request.Flow, request.After, request.Limit, cancellationToken);
                Aliases.Write(answer, page.Items, page.Next(alias => alias.Name), Write);
            },
        })
    {
        Summary = "The aliases of a flow by name, and where each leads.",
        Query = Aliases.Fields,
        Answer = Shape.PageOf(Shapes.Alias),
    };

    private async Task<string?> VersionOfAsync(
        AccountId account, FlowName flow, string? qualifier, CancellationToken cancellationToken)
    {
        if (qualifier is null || qualifier.All(char.IsAsciiDigit))
        {
            return qualifier;
        }

        var (first, second) = (
            await aliases.GetAsync(account, flow, AliasName.Lookup(qualifier), cancellationToken)).Routing;
        var heavier = second is { } other && other.Weight > first.Weight ? other : first;
        return heavier.Version.ToString(CultureInfo.InvariantCulture);
    }

    private static void Write(Utf8JsonWriter json, VersionView version)
    {
        json.WriteNumber("version"u8, version.Number);
        json.WriteString("description"u8, version.Description);
        Times.Write(json, "created"u8, version.Created);
    }

    private static void Write(Utf8JsonWriter json, AliasView alias)
    {
        json.WriteString("name"u8, alias.Name);
        json.WriteString("description"u8, alias.Description);
        json.WriteStartArray("routes"u8);
        foreach (var route in new[] { alias.Routing.First, alias.Routing.Second }.OfType<AliasRoute>())
        {
            json.WriteStartObject();
            json.WriteNumber("version"u8, route.Version);
            json.WriteNumber("weight"u8, route.Weight);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Times.Write(json, "created"u8, alias.Created);
    }
}
