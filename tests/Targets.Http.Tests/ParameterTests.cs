using Sluice.Model;
using Sluice.Model.Json;
using static Sluice.Targets.Http.Tests.Tasks;

namespace Sluice.Targets.Http.Tests;

public sealed class ParameterTests
{
    [Theory]
    [InlineData("""{"method":"GET"}""", "url: it is required.")]
    [InlineData("""{"method":"GET","url":null}""", "url: it is required.")]
    [InlineData("""{"method":"GET","url":7}""", "url: it must be a non-empty string, not a number.")]
    [InlineData("""{"method":"GET","url":""}""", "url: it must be a non-empty string, not an empty one.")]
    [InlineData("""{"method":"GET","url":"/relative"}""", "url: ")]
    [InlineData("""{"method":"GET","url":"host.example/path"}""", "url: it must be a complete URL")]
    [InlineData("""{"method":"GET","url":"http://"}""", "url: it must be a complete URL")]
    [InlineData("""{"method":"GET","url":"ftp://h/"}""", "url: the scheme must be http or https, not 'ftp'.")]
    [InlineData("""{"method":"GET","url":"file:///etc/passwd"}""", "url: the scheme must be http or https, not 'file'.")]
    [InlineData("""{"method":"GET","url":"http://user@h/"}""", "url: a user name or password cannot be part of it")]
    [InlineData("""{"method":"GET","url":"http://a:b@h/"}""", "url: a user name or password cannot be part of it")]
    [InlineData("""{"method":"GET","url":"http://good\\@evil/"}""", "url: it holds a backslash")]
    [InlineData("""{"method":"GET","url":"http://h/\r\nX: y"}""", "url: it holds a backslash or a control character.")]
    [InlineData("""{"url":"http://h/"}""", "method: it is required.")]
    [InlineData("""{"url":"http://h/","method":"TRACE"}""", "method: it must be GET, POST, PATCH, PUT, DELETE or HEAD.")]
    [InlineData("""{"url":"http://h/","method":"GET\r\n"}""", "method: it must be GET")]
    [InlineData("""{"url":"http://h/","method":"POST","body":7}""", "body: it must be a string, an object or an array, not a number.")]
    [InlineData("""{"url":"http://h/","method":"GET","query":"a=b"}""", "query: it must be an object, not a string.")]
    [InlineData("""{"url":"http://h/","method":"GET","query":{"a":[1]}}""", "query.a: it must be a string, a number or a boolean, not an array.")]
    [InlineData("""{"url":"http://h/","method":"GET","headers":[]}""", "headers: it must be an object, not an array.")]
    [InlineData("""{"url":"http://h/","method":"GET","headers":{"A":null}}""", "headers.A: it must be a string, a number or a boolean, not null.")]
    public async Task A_bad_parameter_fails_the_task_and_is_named(string parameters, string start)
    {
        var failure = await FailureAsync(Call(Assert.IsType<JsonObject>(Parse(parameters))));

        Assert.Equal(FailureCodes.InvalidArgument, failure.Code);
        Assert.StartsWith(start, failure.Cause, StringComparison.Ordinal);
        Assert.EndsWith(".", failure.Cause, StringComparison.Ordinal);
        Assert.False(failure.IsByNameOnly);
    }

    [Theory]
    [InlineData("X\r\nInjected")]
    [InlineData("X Y")]
    [InlineData("X:Y")]
    [InlineData("Ä")]
    [InlineData("")]
    [InlineData("Host")]
    [InlineData("content-length")]
    [InlineData("Transfer-Encoding")]
    [InlineData("CONNECTION")]
    public async Task A_header_name_that_is_none_or_not_the_flows_to_set_is_refused(string name)
    {
        var failure = await FailureAsync(Get("http://127.0.0.1:1/", ("headers", Map((name, Text("v"))))));

        Assert.Equal(FailureCodes.InvalidArgument, failure.Code);
        Assert.StartsWith("headers: '", failure.Cause, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Cause);
    }

    [Theory]
    [InlineData("v\r\nInjected: yes")]
    [InlineData("v\nInjected: yes")]
    [InlineData("v\r")]
    [InlineData("\0")]
    [InlineData("\u007f")]
    public async Task A_header_value_of_more_than_one_line_is_refused(string value)
    {
        var failure = await FailureAsync(Get("http://127.0.0.1:1/", ("headers", Map(("X-A", Text(value))))));

        Assert.Equal(FailureCodes.InvalidArgument, failure.Code);
        Assert.StartsWith("headers: 'X-A' holds a line break", failure.Cause, StringComparison.Ordinal);
        Assert.DoesNotContain("Injected", failure.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_given_twice_in_different_letters_is_refused()
    {
        var headers = Map(("X-Id", Text("1")), ("x-id", Text("2")));

        var failure = await FailureAsync(Get("http://127.0.0.1:1/", ("headers", headers)));

        Assert.Equal("headers: 'x-id' is given twice; capital letters make no difference.", failure.Cause);
    }

    [Fact]
    public void The_target_serves_one_action()
    {
        using var target = new HttpTarget(new HttpTargetOptions());

        Assert.Equal(["HTTP:Request"], target.Actions);
    }

    [Fact]
    public void An_option_out_of_range_is_refused_when_the_target_is_made() =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new HttpTarget(new() { Connections = new() { MaxConnectionsPerHost = 0 } }));
}
