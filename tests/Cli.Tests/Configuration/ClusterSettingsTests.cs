using System.Net;
using Sluice.Cli.Configuration;

namespace Sluice.Cli.Tests.Configuration;

public sealed class ClusterSettingsTests
{
    private const string Company = "store: { postgres: Host=db }\nobjects: { directory: /mnt/objects }\nsealing: { keyFile: /mnt/key }\n";

    [Fact]
    public void Without_an_address_for_other_nodes_the_server_is_alone() => Assert.Null(SluiceOptions.Read(SomeSettings.Of()).Cluster);

    [Fact]
    public void A_node_on_loopback_needs_an_address_and_what_all_nodes_share()
    {
        var options = SluiceOptions.Read(SomeSettings.Of(Company + "cluster: { listen: 'localhost:8710', failAfter: 5 }"));
        Assert.Equal(new ClusterOptions(new IPEndPoint(IPAddress.Loopback, 8710), TimeSpan.FromSeconds(5)), options.Cluster);
    }

    [Fact]
    public void What_each_node_would_make_for_itself_is_missed_all_at_once()
    {
        var mistake = Mistake("cluster: { listen: '127.0.0.1:8710' }");
        Assert.Contains("share one store; name it with store.postgres", mistake, StringComparison.Ordinal);
        Assert.Contains("the same buckets", mistake, StringComparison.Ordinal);
        Assert.Contains("SLUICE_SEALING_KEY", mistake, StringComparison.Ordinal);
        Assert.Contains("sluice.yaml:1:20", mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.0.0.5:8710", "name a certificate that all nodes know each other by with cluster.certificate")]
    [InlineData("0.0.0.0:8710", "is not an address by which other nodes reach this one")]
    [InlineData("*:8710", "is not an address by which other nodes reach this one")]
    [InlineData("10.0.0.5", "is not an address by which other nodes reach this one")]
    [InlineData("10.0.0.5:0", "is not an address by which other nodes reach this one")]
    public void An_address_that_would_not_do_is_refused(string listen, string sentence) =>
        Assert.Contains(sentence, Mistake(Company + $"cluster: {{ listen: '{listen}' }}"), StringComparison.Ordinal);

    [Fact]
    public void A_node_is_not_given_up_after_less_than_two_seconds() => Assert.Contains(
        "'1' is not a whole number from 2 to 300",
        Mistake(Company + "cluster: { listen: '127.0.0.1:8710', failAfter: 1 }"),
        StringComparison.Ordinal);

    [Fact]
    public void What_is_for_nodes_only_wants_one() => Assert.Contains(
        "is for a node of a cluster: set cluster.listen (--cluster-listen) too",
        Mistake("cluster: { failAfter: 5 }"),
        StringComparison.Ordinal);

    [Fact]
    public void A_key_is_nothing_without_its_certificate() => Assert.Contains(
        "is given without a certificate",
        Mistake(Company + "cluster: { listen: '127.0.0.1:8710', key: node.key }"),
        StringComparison.Ordinal);

    private static string Mistake(string file) => SomeSettings.Mistake(() => SluiceOptions.Read(SomeSettings.Of(file)));
}
