using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Server.Operations;

namespace Sluice.Server.Tests.Operations;

/// <summary>Parameters of the operations on versions and aliases. Source: API reference, sections 6.6 to 6.11.</summary>
public sealed class VersionOperationTests
{
    private static readonly (string, string) Flow = ("FlowName", "orders");

    private static readonly (string, string) Name = ("Name", "live");

    [Fact]
    public void A_description_that_is_not_sent_is_told_from_an_empty_one()
    {
        Assert.Equal((FlowName.Lookup("orders"), null), PublishFlowVersion.Read(Some.Parameters(Flow)));
        Assert.Equal("", PublishFlowVersion.Read(Some.Parameters(Flow, ("Description", ""))).Description);
    }

    [Fact]
    public void A_version_to_delete_may_be_any_text() => Assert.Equal(
        (FlowName.Lookup("orders"), "x"), DeleteFlowVersion.Read(Some.Parameters(Flow, ("FlowVersion", "x"))));

    [Theory]
    [InlineData("""[{"Version":"3","Weight":100}]""", 3, 100)]
    [InlineData("""[{"Version":3,"Weight":"100"}]""", 3, 100)]
    [InlineData("""[{"Version":"3"}]""", 3, 100)]
    [InlineData("""[{"Version":"3","Weight":null}]""", 3, 100)]
    public void One_route_may_leave_its_weight_out(string text, long version, int weight) => Assert.Equal(
        new NewAlias(
            FlowName.Lookup("orders"), AliasName.Parse("Name", "live"), new(new(version, weight), Second: null), ""),
        CreateFlowAlias.Read(Some.Parameters(Flow, Name, ("RoutingConfigurations", text))));

    [Theory]
    [InlineData("""[{"Version":"2","Weight":80},{"Version":"1","Weight":20}]""", 80, 20)]
    [InlineData("""[{"Version":2,"Weight":"100"},{"Version":1,"Weight":"0"}]""", 100, 0)]
    public void Two_routes_share_the_weight_in_the_order_they_were_sent(string text, int first, int second) => Assert.Equal(
        new AliasRouting(new AliasRoute(2, first), new AliasRoute(1, second)),
        UpdateFlowAlias.Read(Some.Parameters(Flow, Name, ("RoutingConfigurations", text))).Routing);

    [Fact]
    public void Flattened_routes_are_read_too() => Assert.Equal(
        new AliasRouting(new AliasRoute(2, 80), new AliasRoute(1, 20)),
        AliasParameters.Routing(Some.Parameters(
            ("RoutingConfigurations.1.Version", "2"),
            ("RoutingConfigurations.1.Weight", "80"),
            ("RoutingConfigurations.2.Version", "1"),
            ("RoutingConfigurations.2.Weight", "20"))));

    [Theory]
    [InlineData("{}", "an array of one or two objects")]
    [InlineData("[]", "an array of one or two objects")]
    [InlineData("""[{"Version":"1"},{"Version":"2"},{"Version":"3"}]""", "an array of one or two objects")]
    [InlineData("[1]", "entry 1 is a number")]
    [InlineData("""[{"Weight":100}]""", "entry 1 needs a 'Version'")]
    [InlineData("""[{"Version":"one","Weight":100}]""", "entry 1 needs a 'Version'")]
    [InlineData("""[{"Version":1.5,"Weight":100}]""", "entry 1 needs a 'Version'")]
    [InlineData("""[{"Version":"1","Weight":"all"}]""", "entry 1 needs a 'Weight', a whole number from 0 to 100")]
    [InlineData("""[{"Version":"1","Weight":-1},{"Version":"2","Weight":101}]""", "entry 1 needs a 'Weight'")]
    [InlineData("""[{"Version":"1","Weight":50},{"Version":"2"}]""", "entry 2 needs a 'Weight'")]
    [InlineData("""[{"Version":"1","Weight":50}]""", "the weights add up to 50, not to 100")]
    [InlineData("""[{"Version":"1","Weight":60},{"Version":"2","Weight":60}]""", "the weights add up to 120")]
    [InlineData("""[{"Version":"1","Weight":50},{"Version":1,"Weight":50}]""", "both entries name version 1")]
    [InlineData("[", "JSON")]
    public void Routes_that_cannot_be_are_refused_with_what_is_wrong(string text, string told)
    {
        var error = Some.Error(() => AliasParameters.Routing(Some.Parameters(("RoutingConfigurations", text))));

        Assert.StartsWith("InvalidArgument: Parameter error. RoutingConfigurations: ", error, StringComparison.Ordinal);
        Assert.Contains(told, error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alias_that_is_made_needs_a_name_and_routes()
    {
        (string, string) routes = ("RoutingConfigurations", """[{"Version":"1"}]""");

        Assert.StartsWith(
            "InvalidArgument: Parameter error. Name: '17'",
            Some.Error(() => CreateFlowAlias.Read(Some.Parameters(Flow, ("Name", "17"), routes))),
            StringComparison.Ordinal);
        Assert.Equal(
            "MissingRequiredParams: The HTTP query 'RoutingConfigurations' must be specified.",
            Some.Error(() => CreateFlowAlias.Read(Some.Parameters(Flow, Name))));
        Assert.Equal(
            "MissingRequiredParams: The HTTP query 'Name' must be specified.",
            Some.Error(() => CreateFlowAlias.Read(Some.Parameters(Flow, routes))));
    }

    [Fact]
    public void An_update_changes_only_what_is_sent() => Assert.Equal(
        new AliasUpdate(FlowName.Lookup("orders"), AliasName.Lookup("live"), Routing: null, Description: null),
        UpdateFlowAlias.Read(Some.Parameters(Flow, Name)));

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    [InlineData("x")]
    public void Pages_have_1_to_1000_entries(string limit)
    {
        var parameters = Some.Parameters(Flow, ("Limit", limit));
        const string Start = "InvalidArgument: Parameter error. Limit: ";

        Assert.StartsWith(Start, Some.Error(() => ListFlowVersions.Read(parameters)), StringComparison.Ordinal);
        Assert.StartsWith(Start, Some.Error(() => ListFlowAliases.Read(parameters)), StringComparison.Ordinal);
        Assert.Equal(60, ListFlowVersions.Read(Some.Parameters(Flow)).Limit);
    }
}
