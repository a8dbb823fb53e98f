using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Engine.Flows;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Paging;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Resources;

/// <summary>By what of their input the executions of a flow are found.</summary>
internal sealed class SearchKeyResources(SearchKeyService keys)
{
    private static readonly OwnPage<string> Pages = new(PageToken.OfName("search keys"), most: 100, usual: 100);

    public IEnumerable<Resource> All => [List, Get, Put];

    private Resource List => new("GET", "/search-keys", new Operation<(string? After, int Limit)>("ListSearchKeys", mutates: false)
    {
        Naming = [],
        Reading = (parameters, _) => (Pages.Place(parameters), Pages.Limit(parameters)),
        Subject = _ => Subject.AllFlows,
        Run = async (request, caller, answer, cancellationToken) =>
        {
            var (items, next) = await keys.ListAsync(caller.Account, request.After, request.Limit, cancellationToken);
            Pages.Write(answer, items, next, static (json, item) =>
            {
                json.WriteString("flow"u8, item.Flow);
                Write(json, item.Keys);
            });
        },
    })
    {
        Summary = "The search keys of all flows that have some, by flow; a page may hold few, even none, and still not be the last one.",
        Query = Pages.Fields,
        Answer = Shape.PageOf(Shape.Object(
            "FlowSearchKeys", [new Field("flow", Shape.Text, "The flow's name."), .. Shapes.SearchKeys.Fields])),
    };

    private Resource Get => new("GET", "/flows/{flow}/search-keys", new Operation<FlowName>("GetSearchKeys", mutates: false)
    {
        Naming = ["flow"],
        Reading = (parameters, _) => OwnParameters.Flow(parameters),
        Subject = Subject.Flow,
        Run = async (flow, caller, answer, cancellationToken) =>
            Write(answer, await keys.GetAsync(caller.Account, flow, cancellationToken)),
    })
    {
        Summary = "The search keys of a flow.",
        Answer = Shapes.SearchKeys,
    };

    private Resource Put => new(
        "PUT",
        "/flows/{flow}/search-keys",
        new Operation<(FlowName Flow, IReadOnlyList<SearchKey> Keys)>("PutSearchKeys", mutates: true)
        {
            Naming = ["flow"],
            Reading = (parameters, _) => (OwnParameters.Flow(parameters), Read(parameters)),
            Subject = request => Subject.Flow(request.Flow),
            Run = async (request, caller, answer, cancellationToken) =>
            {
                await keys.PutAsync(caller.Account, request.Flow, request.Keys, cancellationToken);
                Write(answer, request.Keys);
            },
        })
    {
        Summary = "Replaces the search keys of a flow, ten at most; executions that begin from then on are found by them.",
        Body = [new Field("keys", Shape.ListOf(Shapes.SearchKey), "All of them; an empty list for none.")],
        Answer = Shapes.SearchKeys,
    };

    private static void Write(Utf8JsonWriter json, IReadOnlyList<SearchKey> all)
    {
        json.WriteStartArray("keys"u8);
        foreach (var key in all)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, key.Name);
            json.WriteString("path"u8, key.Path);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <exception cref="ApiException"><c>InvalidArgument</c>: not a list of objects with 'name' and 'path'.</exception>
    private static List<SearchKey> Read(Parameters parameters)
    {
        try
        {
            using var list = JsonDocument.Parse(parameters.Required("keys"));
            return list.RootElement.ValueKind == JsonValueKind.Array
                ? [.. list.RootElement.EnumerateArray().Select(Read)]
                : throw Refuse();
        }
        catch (JsonException)
        {
            throw Refuse();
        }
    }

    private static SearchKey Read(JsonElement item, int place)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            throw Refuse();
        }

        foreach (var member in item.EnumerateObject())
        {
            if (member.Name is not ("name" or "path") || member.Value.ValueKind != JsonValueKind.String)
            {
                throw ApiException.InvalidArgument(
                    $"keys[{place}].{Excerpt.Of(member.Name)}", "a search key has 'name' and 'path', both texts");
            }
        }

        return new(TextOf(item, "name"), TextOf(item, "path"));
    }

    private static string TextOf(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static ApiException Refuse() => ApiException.InvalidArgument(
        "keys", """it is no list of objects such as {"name": "order", "path": "$.order.id"}""");
}
