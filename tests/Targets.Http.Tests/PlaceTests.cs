using Sluice.Model.Json;

namespace Sluice.Targets.Http.Tests;

public sealed class PlaceTests
{
    [Theory]
    [InlineData("""{"url":"http://Example.com/a?b"}""", "example.com:80")]
    [InlineData("""{"url":"https://example.com:8443"}""", "example.com:8443")]
    [InlineData("""{"url":"https://[::1]/x"}""", "[::1]:443")]
    public void A_call_goes_to_the_host_and_port_of_its_url(string parameters, string place) =>
        Assert.Equal(new CallPlace(place, 7), PlaceOf(parameters));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"url":17}""")]
    [InlineData("""{"url":"nowhere"}""")]
    public void One_that_will_fail_goes_nowhere_and_has_no_limit(string parameters) =>
        Assert.Equal(new CallPlace("HTTP:Request"), PlaceOf(parameters));

    private static CallPlace PlaceOf(string parameters)
    {
        using var target = new HttpTarget(new() { Connections = new() { MaxConnectionsPerHost = 7 } });
        Assert.True(JsonPayload.TryParse(
            System.Text.Encoding.UTF8.GetBytes(parameters), 100, out var payload, out _));
        return target.PlaceOf(new TaskCall(
            HttpTarget.Request, payload, null, "key", 1_000, new(Sluice.Model.Names.AccountId.Default, "f", "e", "s", "", default)));
    }
}
