using Sluice.Cli.Configuration;
using Sluice.Model.Names;
using Sluice.Server.Starting;
using Sluice.Targets.Services;

namespace Sluice.Cli.Tests.Configuration;

public sealed class ConfiguredServicesTests
{
    private const string Right = "endpoint: \"https://a.example\", version: 2014-05-26, accessKey: { id: i, secret: s }";

    [Fact]
    public void A_service_is_read_with_all_that_is_said_of_it()
    {
        var services = Read(
            """
            services:
              ECS:
                endpoint: https://ecs.cn-hangzhou.aliyuncs.com
                version: 2014-05-26
                parameters: query
                accessKey: { id: i, secret: "${secret:S}" }
                roles:
                  acs:ram::1:role/r: { id: r, secret: x, securityToken: t }
                accounts: ["2000000000000000"]
              CS:
                endpoint: https://cs.cn-hangzhou.aliyuncs.com
                version: "2015-12-15"
                style: ROA
                apis:
                  DescribeClusters: GET /api/v1/clusters
                  DeleteCluster: DELETE /clusters/{ClusterId}
                accessKey: { id: i, secret: s }
            """);

        var (ecs, cs) = (services[0], services[1]);
        Assert.Equal(
            ("ECS", "https://ecs.cn-hangzhou.aliyuncs.com/", "2014-05-26", ServiceStyle.Rpc, true, "hidden"),
            (ecs.Name, ecs.Endpoint.ToString(), ecs.Version, ecs.Style, ecs.TakesQuery, ecs.Key!.Secret));
        Assert.Equal(("r", "t"), (ecs.RoleKeys["acs:ram::1:role/r"].Id, ecs.RoleKeys["acs:ram::1:role/r"].SecurityToken));
        Assert.Equal([AccountId.Parse("Account", "2000000000000000")], ecs.Accounts);
        Assert.Equal((ServiceStyle.Roa, HttpMethod.Delete, "/clusters/{ClusterId}"), (cs.Style, cs.Apis["DeleteCluster"].Method, cs.Apis["DeleteCluster"].Path));
    }

    [Theory]
    [InlineData("{ ECS: { " + Right + ", endpont: x } }", "there is no key 'endpont' here; Did you mean 'endpoint'")]
    [InlineData("{ ECS: { version: v, accessKey: { id: i, secret: s } } }", "sluice.yaml:1:13: ECS needs 'endpoint'")]
    [InlineData("{ ECS: { endpoint: \"https://a\", accessKey: { id: i, secret: s } } }", "ECS needs 'version'")]
    [InlineData("{ ECS: { endpoint: a, version: v, accessKey: { id: i, secret: s } } }", "sluice.yaml:1:30: endpoint must be a whole URL")]
    [InlineData("{ ECS: { endpoint: \"https://a\", version: \"v v\", accessKey: { id: i, secret: s } } }", "version must be the date")]
    [InlineData("{ ECS: { endpoint: \"https://a\", version: v } }", "ECS needs 'accessKey' or 'roles'")]
    [InlineData("{ ECS: { " + Right + ", style: SOAP } }", "style must be RPC or ROA")]
    [InlineData("{ ECS: { " + Right + ", style: ROA } }", "needs 'apis'")]
    [InlineData("{ ECS: { " + Right + ", apis: { A: GET /a } } }", "'apis' means nothing to a service of the style RPC")]
    [InlineData("{ CS: { " + Right + ", style: ROA, apis: { A: FETCH /a } } }", "A must be a method and a path, such as 'GET /clusters/{ClusterId}'")]
    [InlineData("{ ECS: { " + Right + ", accounts: [me] } }", "accounts: 'me' is not an account")]
    [InlineData("{ \"E C\": { " + Right + " } }", "'E C' is not the name of a service")]
    [InlineData("[ECS]", "services must be a mapping")]
    public void What_cannot_be_is_told_at_its_place(string services, string problem) => Assert.Contains(
        problem, Assert.Throws<StartException>(() => Read($"services: {services}")).Message, StringComparison.Ordinal);

    private static IReadOnlyList<ConfiguredService> Read(string file) =>
        SluiceOptions.Read(SomeSettings.Of(file, "", ("S", "hidden"))).Services.Services;
}
