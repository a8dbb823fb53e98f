using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Outbound.Signing;
using Sluice.Server.OwnApi;
using Sluice.Targets;
using Sluice.Targets.Services;

namespace Sluice.Server.Tests.Admission;

/// <summary>
/// Goal: a service with the vendor's signature takes the calls that tasks make of it. Method: this server is such a service, and
/// verifies each of them with code that shares nothing with what signs them.
/// </summary>
public sealed class ServiceCallTests(AccessFixture server) : IClassFixture<AccessFixture>
{
    private const string Definition = "{Type: StateMachine, SpecVersion: v1, StartAt: a, States: [{Name: a, Type: Succeed}]}";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_rpc_call_does_what_it_says(bool inQuery)
    {
        var name = $"made-{inQuery}";

        var made = await InvokeAsync(
            Rpc(AccessFixture.Owner) with { TakesQuery = inQuery },
            "fnf:CreateFlow",
            JsonObject.Of(
                ("Name", JsonValue.Of(name)),
                ("Type", JsonValue.Of("FDL")),
                ("Description", JsonValue.Of("多 a&b=c+d ~*'()")),
                ("Definition", JsonValue.Of(Definition))));
        var shown = await InvokeAsync(
            Rpc(AccessFixture.Owner) with { TakesQuery = inQuery }, "fnf:DescribeFlow", JsonObject.Of(("Name", JsonValue.Of(name))));

        Assert.Null(made.Failure);
        var body = (JsonObject)((JsonObject)shown.Value.Value).Get("Body");
        Assert.Equal((JsonValue.Of(name), JsonValue.Of("多 a&b=c+d ~*'()")), (body.Get("Name"), body.Get("Description")));
    }

    [Fact]
    public async Task A_roa_call_goes_to_its_path()
    {
        await InvokeAsync(Rpc(AccessFixture.Owner), "fnf:CreateFlow", JsonObject.Of(
            ("Name", JsonValue.Of("by-path")), ("Type", JsonValue.Of("FDL")), ("Description", JsonValue.Of("")), ("Definition", JsonValue.Of(Definition))));

        var shown = await InvokeAsync(Own(AccessFixture.Owner), "Own:Get", JsonObject.Of(("flow", JsonValue.Of("by-path"))));
        var found = await InvokeAsync(
            Own(AccessFixture.Owner), "Own:Check", JsonObject.Of(("definition", JsonValue.Of(Definition)), ("mode", JsonValue.Of("Standard"))));

        Assert.Equal(JsonValue.Of("by-path"), Body(shown).Get("name"));
        Assert.Equal(JsonValue.Of(true), Body(found).Get("isValid"));
    }

    [Fact]
    public async Task A_refusal_has_the_services_code()
    {
        var absent = await InvokeAsync(Rpc(AccessFixture.Owner), "fnf:DescribeFlow", JsonObject.Of(("Name", JsonValue.Of("no-such"))));
        var forbidden = await InvokeAsync(Rpc(AccessFixture.Nobody), "fnf:DescribeFlow", JsonObject.Of(("Name", JsonValue.Of("no-such"))));
        var forged = await InvokeAsync(Rpc((AccessFixture.Owner.Id, "another")), "fnf:ListFlows", JsonObject.Empty);

        Assert.Equal(
            ("fnf.FlowNotExists", "fnf.AccessDenied", "fnf.SignatureNotMatch"),
            (absent.Failure!.Code, forbidden.Failure!.Code, forged.Failure!.Code));
        Assert.Contains("no-such", absent.Failure.Cause, StringComparison.Ordinal);
    }

    private static JsonObject Body(Outcome<JsonPayload> answer) => (JsonObject)((JsonObject)answer.Value.Value).Get("Body");

    private ConfiguredService Rpc((string Id, string Secret) key) =>
        new("fnf", server.Url, "2019-03-15") { Key = new SigningKey(key.Id, key.Secret) };

    private ConfiguredService Own((string Id, string Secret) key) => new("Own", new Uri(server.Url, OwnPath.Prefix), "v1")
    {
        Style = ServiceStyle.Roa,
        Key = new SigningKey(key.Id, key.Secret),
        Apis = new Dictionary<string, ServiceRoute>
        {
            ["Get"] = new(HttpMethod.Get, "/flows/{flow}"),
            ["Check"] = new(HttpMethod.Post, "/definitions/check"),
        },
    };

    private async Task<Outcome<JsonPayload>> InvokeAsync(ConfiguredService service, string action, JsonObject parameters)
    {
        using var target = new ServiceTarget(new() { Services = [service], Time = server.Time });
        return await target.InvokeAsync(
            new TaskCall(
                action,
                JsonPayload.Of(parameters),
                TaskToken: null,
                "attempt-7",
                MaxResultBytes: 64 * 1024,
                new(AccountId.Default, "f", "run", "call", "", DateTimeOffset.MaxValue)),
            CancellationToken.None);
    }
}
