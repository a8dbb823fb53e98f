using System.Net;
using Sluice.Identity.Callers;

namespace Sluice.Identity.Tests.Callers;

public sealed class OriginTests
{
    [Fact]
    public void Conditions_name_time_address_and_transport()
    {
        var conditions = new Origin(IPAddress.Parse("203.0.113.7"), IsSecure: true)
            .Conditions(new DateTimeOffset(2025, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)));

        Assert.Equal("203.0.113.7", conditions["ACS:sourceip"]);
        Assert.Equal("true", conditions["acs:SecureTransport"]);
        Assert.Equal("2025-01-02T02:04:05.000Z", conditions["acs:CurrentTime"]);
        Assert.DoesNotContain("acs:SourceIp", default(Origin).Conditions(default).Keys);
    }
}
