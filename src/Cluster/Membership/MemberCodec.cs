using Sluice.Model.Packing;
using Sluice.Storage;

namespace Sluice.Cluster.Membership;

/// <summary>A member as bytes. Stored, and read by nodes of other releases.</summary>
internal static class MemberCodec
{
    private const byte Form = 1;

    /// <remarks>But for when it was last alive, which the store has beside it.</remarks>
    public static byte[] Encode(MembershipEntry entry)
    {
        var writer = new PackedWriter();
        writer.Byte(Form);
        writer.Byte((byte)entry.Status);
        writer.Text(entry.SiloName ?? "");
        writer.Text(entry.HostName ?? "");
        writer.Count(entry.ProxyPort);
        writer.Number(Milliseconds(entry.StartTime));
        var suspects = entry.SuspectTimes ?? [];
        writer.Count(suspects.Count);
        foreach (var (by, at) in suspects)
        {
            writer.Text(by.ToParsableString());
            writer.Number(Milliseconds(at));
        }

        return writer.ToArray();
    }

    /// <exception cref="InvalidDataException">A newer release has written it.</exception>
    public static MembershipEntry Decode(MemberRow row)
    {
        var reader = new PackedReader(row.Body);
        if (reader.Byte() != Form)
        {
            throw new InvalidDataException($"The member '{row.Address}' is of a newer release.");
        }

        var entry = new MembershipEntry
        {
            SiloAddress = SiloAddress.FromParsableString(row.Address),
            Status = (SiloStatus)reader.Byte(),
            SiloName = reader.Text(),
            HostName = reader.Text(),
            ProxyPort = reader.SmallCount(),
            StartTime = Time(reader.Number()),
            IAmAliveTime = Time(row.Alive),
            SuspectTimes = [],
        };
        for (var left = reader.ItemCount(); left > 0; left--)
        {
            entry.SuspectTimes.Add(Tuple.Create(SiloAddress.FromParsableString(reader.Text()), Time(reader.Number())));
        }

        return entry;
    }

    /// <summary>When it was alive for sure: it may have said so never since it started.</summary>
    public static DateTime EffectiveIAmAliveTime(this MembershipEntry entry) =>
        entry.IAmAliveTime > entry.StartTime ? entry.IAmAliveTime : entry.StartTime;

    public static long Milliseconds(DateTime time) =>
        new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)).ToUnixTimeMilliseconds();

    private static DateTime Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime;
}
