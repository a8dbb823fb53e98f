using System.Net;

namespace Sluice.Outbound.Tests;

public sealed class EgressPolicyTests
{
    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("127.8.8.8")]
    [InlineData("169.254.169.254")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:0:10.0.0.1")]
    [InlineData("::ffff:0:169.254.169.254")]
    [InlineData("::10.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("64:ff9b:1::a00:1")]
    [InlineData("2002:a00:1::1")]
    [InlineData("2001:0:a00:1::1")]
    [InlineData("fd00::1")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%1")]
    [InlineData("ff02::1")]
    public void Public_only_denies_addresses_that_are_not_public(string address) =>
        Assert.False(EgressPolicy.PublicOnly.Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    public void Public_only_allows_public_addresses(string address) =>
        Assert.True(EgressPolicy.PublicOnly.Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("::10.1.2.3")]
    [InlineData("::ffff:0:10.1.2.3")]
    [InlineData("64:ff9b::10.1.2.3")]
    [InlineData("64:ff9b:1:a01:2:300::")]
    [InlineData("64:ff9b:1:a:1:203::")]
    [InlineData("64:ff9b:1:0:a:102:300:0")]
    [InlineData("64:ff9b:1::10.1.2.3")]
    [InlineData("2002:a01:203::1")]
    [InlineData("2001:0:a01:203::1")]
    [InlineData("2001::f5fe:fdfc")]
    public void An_address_that_a_translator_or_tunnel_takes_for_a_denied_one_is_denied(string address)
    {
        Assert.False(Deny("10.0.0.0/8").Allows(IPAddress.Parse(address)));
        Assert.True(Deny("172.16.0.0/12").Allows(IPAddress.Parse(address)));
    }

    [Fact]
    public void An_address_with_another_inside_is_allowed_where_it_is_named_or_the_inner_one_is()
    {
        var translated = IPAddress.Parse("64:ff9b::10.1.2.3");
        Assert.True((Deny("0.0.0.0/0", "::/0") with { Allowed = [IPNetwork.Parse("64:ff9b::/96")] }).Allows(translated));
        Assert.True((Deny("10.0.0.0/8") with { Allowed = [IPNetwork.Parse("10.1.0.0/16")] }).Allows(translated));
        Assert.False((Deny("10.0.0.0/8") with { Allowed = [IPNetwork.Parse("10.2.0.0/16")] }).Allows(translated));
    }

    [Fact]
    public void An_IPv4_address_written_as_IPv6_counts_as_IPv4() =>
        Assert.True(Deny("::/0").Allows(IPAddress.Parse("::ffff:8.8.8.8")));

    [Fact]
    public void Everything_is_allowed_by_default() =>
        Assert.True(new ConnectionOptions().Egress.Allows(IPAddress.Loopback));

    private static EgressPolicy Deny(params string[] ranges) => new([.. ranges.Select(IPNetwork.Parse)], []);
}
