using Sluice.Workbench;
using static Sluice.Targets.Services.Tests.Services;

namespace Sluice.Targets.Services.Tests;

/// <summary>Goal: a service gets what the flow has written, where its style has it. Method: a server that keeps what has come.</summary>
public sealed class RequestTests
{
    [Fact]
    public async Task An_rpc_service_gets_its_parameters_in_a_form_and_the_action_in_headers()
    {
        await using var server = LoopbackServer.Answering("200 OK", "{}");

        await InvokeAsync(Rpc(server.Url), Call(
            "ECS:DescribeInstances",
            """{"RegionId":"cn-hangzhou","PageSize":10,"DryRun":false,"Name":"a&b 中","None":null,"Tag":[{"Key":"k","Value":"v"},{"Key":"l"}],"Ids":["x","y"],"Empty":[]}"""));

        Assert.Equal("POST / HTTP/1.1", server.Request.Line);
        Assert.Equal(
            "RegionId=cn-hangzhou&PageSize=10&DryRun=false&Name=a%26b%20%E4%B8%AD&Tag.1.Key=k&Tag.1.Value=v&Tag.2.Key=l&Ids.1=x&Ids.2=y",
            server.Request.Text);
        Assert.Equal(
            ("DescribeInstances", "2014-05-26", "application/x-www-form-urlencoded", "application/json", "attempt-7"),
            (server.Request.Header("x-acs-action"), server.Request.Header("x-acs-version"), server.Request.Header("Content-Type"),
                server.Request.Header("Accept"), server.Request.Header("Idempotency-Key")));
    }

    [Fact]
    public async Task An_rpc_service_can_have_them_in_the_query()
    {
        await using var server = LoopbackServer.Answering("200 OK", "{}");

        await InvokeAsync(Rpc(server.Url) with { TakesQuery = true }, Call("ECS:Run", """{"b":"2 3","a":1}"""));

        Assert.Equal("POST /?a=1&b=2%203 HTTP/1.1", server.Request.Line);
        Assert.Equal("", server.Request.Text);
    }

    [Theory]
    [InlineData("GET /clusters/{Id}/nodes", """{"Id":"c/1","pageSize":5}""", "GET /clusters/c%2F1/nodes?pageSize=5 HTTP/1.1", "")]
    [InlineData("DELETE /clusters/{Id}", """{"Id":7}""", "DELETE /clusters/7 HTTP/1.1", "")]
    [InlineData("POST /clusters", """{"name":"n","tags":[1],"none":null}""", "POST /clusters HTTP/1.1", """{"name":"n","tags":[1]}""")]
    [InlineData("PUT /clusters/{Id}", """{"Id":"c"}""", "PUT /clusters/c HTTP/1.1", "")]
    [InlineData("POST /logs", """{"body":[1,2],"project":"p"}""", "POST /logs?project=p HTTP/1.1", "[1,2]")]
    [InlineData("POST /logs", """{"body":"as it is"}""", "POST /logs HTTP/1.1", "as it is")]
    public async Task A_roa_service_gets_path_query_and_body(string route, string parameters, string line, string body)
    {
        await using var server = LoopbackServer.Answering("200 OK", "{}");

        await InvokeAsync(Roa(server.Url, "Api", route), Call("CS:Api", parameters));

        Assert.Equal((line, body), (server.Request.Line, server.Request.Text));
        Assert.Equal("Api", server.Request.Header("x-acs-action"));
    }

    [Theory]
    [InlineData("""{"Version":"1"}""", "Version")]
    [InlineData("""{"AccessKeyId":"mine"}""", "AccessKeyId")]
    public async Task What_belongs_to_the_call_is_no_parameter(string parameters, string name)
    {
        await using var server = LoopbackServer.Answering("200 OK", "{}");

        var failure = (await InvokeAsync(Rpc(server.Url), Call("ECS:Run", parameters))).Failure!;

        Assert.Equal("FnF.InvalidArgument", failure.Code);
        Assert.Contains(name, failure.Cause, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
        Assert.Equal(failure, new ServiceTwin([Rpc(server.Url)]).Check(Call("ECS:Run", parameters)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Id":""}""")]
    [InlineData("""{"Id":{"a":1}}""")]
    public async Task A_path_without_its_parameter_is_not_called(string parameters)
    {
        await using var server = LoopbackServer.Answering("200 OK", "{}");

        var failure = (await InvokeAsync(Roa(server.Url, "Api", "GET /clusters/{Id}"), Call("CS:Api", parameters))).Failure!;

        Assert.Equal("FnF.InvalidArgument", failure.Code);
        Assert.Contains("/clusters/{Id}", failure.Cause, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task An_api_of_a_roa_service_that_is_not_listed_names_the_key_to_add()
    {
        var failure = (await InvokeAsync(Roa("http://127.0.0.1:1", "Api", "GET /a"), Call("CS:Other", "{}"))).Failure!;

        Assert.Equal("FnF.ActionNotSupported", failure.Code);
        Assert.Contains("services.CS.apis", failure.Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET")]
    [InlineData("get /a")]
    [InlineData("GET a")]
    [InlineData("GET /a?b")]
    [InlineData("GET /{}")]
    [InlineData("TRACE /a")]
    public void A_route_that_is_none_is_refused(string text) => Assert.False(ServiceRoute.TryParse(text, out _));

    [Fact]
    public async Task A_service_is_told_as_what_it_is_and_its_calls_belong_to_it()
    {
        await using var server = LoopbackServer.Answering("200 OK", "{}");
        using var target = new ServiceTarget(new() { Services = [Rpc(server.Url)] });

        var entry = Assert.Single(target.Entries);

        Assert.Equal(("ECS", "rpc"), (entry.Name, entry.Backend));
        Assert.Equal(["ECS:*"], entry.Actions);
        Assert.Equal("ECS", target.PlaceOf(Call("ECS:DescribeRegions", "{}")).Entry);
        Assert.Equal(TargetProbe.Reached, await entry.Probe!(CancellationToken.None));
        Assert.Empty(server.Requests);
    }
}
