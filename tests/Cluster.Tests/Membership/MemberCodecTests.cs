using System.Net;
using Orleans;
using Orleans.Runtime;
using Sluice.Cluster.Membership;
using Sluice.Storage;

namespace Sluice.Cluster.Tests.Membership;

public sealed class MemberCodecTests
{
    [Fact]
    public void A_member_is_read_as_it_was_written()
    {
        var (start, alive) = (new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), new DateTime(2026, 1, 2, 3, 5, 0, DateTimeKind.Utc));
        var other = SiloAddress.New(new IPEndPoint(IPAddress.Parse("10.0.0.6"), 8710), 7);
        var entry = new MembershipEntry
        {
            SiloAddress = SiloAddress.New(new IPEndPoint(IPAddress.Parse("10.0.0.5"), 8710), 123_456),
            Status = SiloStatus.Active,
            SiloName = "one",
            HostName = "host",
            ProxyPort = 9,
            StartTime = start,
            SuspectTimes = [Tuple.Create(other, alive)],
        };

        var read = MemberCodec.Decode(new MemberRow(
            entry.SiloAddress.ToParsableString(), 4, MemberCodec.Milliseconds(alive), MemberCodec.Encode(entry)));

        Assert.Equal(entry.SiloAddress, read.SiloAddress);
        Assert.Equal(
            (SiloStatus.Active, "one", "host", 9, start, alive),
            (read.Status, read.SiloName, read.HostName, read.ProxyPort, read.StartTime, read.IAmAliveTime));
        Assert.Equal([Tuple.Create(other, alive)], read.SuspectTimes);
    }

    [Fact]
    public void What_a_newer_release_has_written_is_refused() =>
        Assert.Throws<InvalidDataException>(() => MemberCodec.Decode(new MemberRow("10.0.0.5:8710@1", 0, 0, [9])));
}
