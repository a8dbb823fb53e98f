using Sluice.Cli.Checking;
using Sluice.Cli.Tests.Configuration;

namespace Sluice.Cli.Tests.Checking;

/// <summary>What <c>check</c> knows of services is what the settings say.</summary>
public sealed class SetUpTests
{
    [Theory]
    [InlineData("ECS:DescribeInstances", null)]
    [InlineData("HTTP:Request", null)]
    [InlineData("HTTP:Reqest", "")]
    [InlineData("ecs:DescribeInstances", "The service that is set up is called 'ECS': write ECS:DescribeInstances.")]
    [InlineData("SMS:Send", "Add services.SMS to the settings, with the endpoint and the version of the service; see docs/services.md.")]
    public void An_action_is_served_when_the_settings_have_its_service(string action, string? missing) => Assert.Equal(
        missing, SetUp.ReadActions(SomeSettings.Of("services: { ECS: { accessKey: { secret: \"${secret:elsewhere}\" } } }"))(action));
}
