using Sluice.Server.Wire;

namespace Sluice.Server.Tests.Wire;

public sealed class CallTargetTests
{
    private static readonly (string, string) Acs3 = ("Authorization", "ACS3-HMAC-SHA256 Credential=a");
    private static readonly (string, string) ActionHeader = ("x-acs-action", "FromHeader");
    private static readonly (string, string) VersionHeader = ("x-acs-version", "2019-03-15");

    [Fact]
    public void Rpc_takes_action_and_version_from_the_parameters_although_there_are_headers()
    {
        var request = Some.Request(query: "Action=FromQuery&Version=2019-03-15", headers: [ActionHeader]);

        Assert.Equal(new CallTarget("FromQuery", "2019-03-15"), CallTarget.Of(request, mustBeSigned: true));
        Assert.Equal(new CallTarget("FromQuery", "2019-03-15"), CallTarget.Of(request, mustBeSigned: false));
    }

    [Fact]
    public void Rpc_never_falls_back_to_headers_that_nothing_signs() => Assert.Equal(
        "MissingRequiredParams: The HTTP query 'Action' must be specified.",
        Some.Error(() => CallTarget.Of(
            Some.Request(query: "AccessKeyId=a", headers: [ActionHeader, VersionHeader]), mustBeSigned: true)));

    [Fact]
    public void An_open_server_falls_back_to_the_headers() => Assert.Equal(
        new CallTarget("FromHeader", "2019-03-15"),
        CallTarget.Of(Some.Request(headers: [ActionHeader, VersionHeader]), mustBeSigned: false));

    [Fact]
    public void Acs3_takes_action_and_version_from_the_headers() => Assert.Equal(
        new CallTarget("FromHeader", "2019-03-15"),
        CallTarget.Of(Some.Request(headers: [Acs3, ActionHeader, VersionHeader]), mustBeSigned: true));

    [Fact]
    public void Acs3_refuses_a_parameter_that_contradicts_its_header() => Assert.Equal(
        "InvalidArgument: Parameter error. Action: 'Other' contradicts the header x-acs-action, 'FromHeader'.",
        Some.Error(() => CallTarget.Of(Some.Request(query: "Action=Other", headers: [Acs3, ActionHeader]), true)));

    [Fact]
    public void Acs3_accepts_a_parameter_that_agrees_with_its_header() => Assert.Equal(
        "FromHeader",
        CallTarget.Of(Some.Request(query: "Action=FromHeader", headers: [Acs3, ActionHeader]), true).Action);

    [Fact]
    public void A_caller_with_headers_and_no_credentials_lacks_a_key() => Assert.Equal(
        "MissingRequiredParams: The HTTP query 'AccessKeyId' must be specified.",
        Some.Error(() => CallTarget.Of(Some.Request(headers: [ActionHeader, VersionHeader]), mustBeSigned: true)));

    [Theory]
    [InlineData("", "MissingRequiredParams: The HTTP query 'Version' must be specified.")]
    [InlineData(
        "2015-04-01",
        "APIVersionNotSupported: The requested API version '2015-04-01' is not supported yet. Please check.")]
    public void Another_version_is_refused(string version, string expected) =>
        Assert.Equal(expected, Some.Error(() => new CallTarget("ListFlows", version).CheckVersion("2019-03-15")));
}
