using System.Text;
using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Server.Answers;
using Sluice.Server.Operations;

namespace Sluice.Server.Tests.Answers;

/// <summary>Answers about versions and aliases, as clients expect them. Source: API reference, section 5.5.</summary>
public sealed class VersionShapeTests
{
    private static readonly DateTimeOffset Created = DateTimeOffset.FromUnixTimeMilliseconds(1_735_787_045_678);

    private static readonly AliasView Alias =
        new("live", "d", new AliasRouting(new(2, 80), new AliasRoute(1, 20)), Created);

    [Fact]
    public void A_version_is_text() => Assert.Equal(
        """{"Version":"12","Description":"d","CreatedTime":"2025-01-02T03:04:05.678Z"}""",
        Json(json => VersionJson.Write(json, new(12, "d", Created))));

    [Fact]
    public void An_alias_that_was_made_is_flat_and_has_weights_that_are_numbers() => Assert.Equal(
        """
        {"Name":"live","Description":"d","RoutingConfigurations":[{"Version":"2","Weight":80},{"Version":"1","Weight":20}],"CreatedTime":"2025-01-02T03:04:05.678Z"}
        """,
        Json(json => AliasJson.Write(json, Alias)));

    [Fact]
    public void An_alias_that_is_shown_is_nested() => Assert.Equal(
        """
        {"Alias":{"Name":"live","Description":"d","RoutingConfigurations":[{"Version":"2","Weight":100}],"CreatedTime":"2025-01-02T03:04:05.678Z"}}
        """,
        Json(json => AliasJson.WriteNested(json, Alias with { Routing = new(new(2, 100), Second: null) })));

    [Fact]
    public void Weights_in_a_list_are_text() => Assert.Equal(
        """
        {"Aliases":[{"Name":"live","Description":"d","RoutingConfigurations":[{"Version":"2","Weight":"80"},{"Version":"1","Weight":"20"}],"CreatedTime":"2025-01-02T03:04:05.678Z"}]}
        """,
        Json(json => ListFlowAliases.Write(json, new([Alias], HasMore: false))));

    [Fact]
    public void Empty_lists_are_shown()
    {
        Assert.Equal("""{"FlowVersions":[]}""", Json(json => ListFlowVersions.Write(json, new([], HasMore: false))));
        Assert.Equal("""{"Aliases":[]}""", Json(json => ListFlowAliases.Write(json, new([], HasMore: false))));
    }

    [Fact]
    public void Tokens_lead_on_behind_the_last()
    {
        var versions = Token(json => ListFlowVersions.Write(json, new([new(7, "", Created)], HasMore: true)));
        var aliases = Token(json => ListFlowAliases.Write(json, new([Alias], HasMore: true)));

        Assert.Equal(7, ListFlowVersions.Read(Some.Parameters(("FlowName", "f"), ("NextToken", versions))).Before);
        Assert.Equal("live", ListFlowAliases.Read(Some.Parameters(("FlowName", "f"), ("NextToken", aliases))).After);
        Assert.StartsWith(
            "InvalidArgument: Parameter error. NextToken",
            Some.Error(() => ListFlowVersions.Read(Some.Parameters(("FlowName", "f"), ("NextToken", aliases)))),
            StringComparison.Ordinal);
    }

    private static string Token(Action<Utf8JsonWriter> write) =>
        JsonDocument.Parse(Json(write)).RootElement.GetProperty("NextToken").GetString()!;

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = AnswerBuffer.Rent();
        buffer.Json.WriteStartObject();
        write(buffer.Json);
        buffer.Json.WriteEndObject();
        return Encoding.UTF8.GetString(buffer.Written);
    }
}
