using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Sluice.Cli.Configuration;
using Sluice.Cli.Serving;
using Sluice.Cli.Wording;
using Sluice.Server.Hosting;
using Sluice.Server.Tls;

namespace Sluice.Cli.Diagnosis;

/// <summary>What a server needs of the machine: versions, memory, clock, ports, certificate. Nothing is changed.</summary>
internal static class MachineChecks
{
    private const long LittleMemory = 192L << 20;

    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    /// <summary>Files of a server that has just written bear a time a little ahead of what is read here, at the most.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    public static Finding Versions() => new(
        "versions",
        Verdict.Good,
        Texts.FormatVersions(Banner.Version, RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription, RuntimeInformation.ProcessArchitecture, Environment.ProcessorCount));

    public static Finding Memory(SluiceOptions options)
    {
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var sentence = Texts.FormatMemoryThere(Megabytes(available), Megabytes(options.Memory.Bytes));
        return available < LittleMemory
            ? new("memory", Verdict.Doubtful, sentence, Texts.MemoryLittle)
            : new("memory", Verdict.Good, sentence);
    }

    /// <param name="data">The data directory.</param>
    public static Finding Clock(string data, DateTimeOffset now)
    {
        var newest = (Directory.Exists(data) ? Directory.GetFiles(data) : [])
            .Append(typeof(MachineChecks).Assembly.Location)
            .Where(File.Exists)
            .Select(file => (DateTimeOffset)File.GetLastWriteTimeUtc(file))
            .DefaultIfEmpty(now)
            .Max();
        return newest > now + Slack
            ? new(
                "clock",
                Verdict.Bad,
                Texts.FormatClockBehind($"{now:yyyy-MM-dd HH:mm:ss}", $"{newest:yyyy-MM-dd HH:mm:ss}"),
                Texts.ClockNext)
            : new("clock", Verdict.Good, Texts.FormatClockGood($"{now:yyyy-MM-dd HH:mm:ss}"));
    }

    /// <param name="holder">The process that has the data directory; null when none has.</param>
    public static IEnumerable<Finding> Ports(SluiceOptions options, string? holder) =>
        options.Server.Hosting.Listen.Select(url => Port(url, holder));

    public static IEnumerable<Finding> Certificate(SluiceOptions options, DateTimeOffset now)
    {
        var tls = options.Server.Tls;
        if (!options.Server.Hosting.Listen.Any(url => url.IsTls))
        {
            yield break;
        }

        if (tls.Certificate is null)
        {
            yield return new("certificate", Verdict.Good, Texts.FormatCertificateOwn(options.Server.TlsDirectory));
            yield break;
        }

        var (until, problem) = CertificateCheck.Look(tls);
        yield return until is not { } end ? new("certificate", Verdict.Bad, problem!, Texts.CertificateNext)
            : end < now ? new("certificate", Verdict.Bad, Texts.FormatCertificateEnded(tls.Certificate, $"{end:yyyy-MM-dd HH:mm}"), Texts.CertificateRenew)
            : end < now + Soon ? new("certificate", Verdict.Doubtful, Texts.FormatCertificateEnds(tls.Certificate, $"{end:yyyy-MM-dd HH:mm}"), Texts.CertificateRenew)
            : new("certificate", Verdict.Good, Texts.FormatCertificateGood(tls.Certificate, $"{end:yyyy-MM-dd}"));
    }

    private static Finding Port(ListenUrl url, string? holder)
    {
        try
        {
            using var socket = new Socket(url.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(url.EndPoint);
            return new("port", Verdict.Good, Texts.FormatPortFree(url));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            var who = PortHolder.Find(url.EndPoint);
            return holder is not null && who?.StartsWith($"process {holder} ", StringComparison.Ordinal) == true
                ? new("port", Verdict.Good, Texts.FormatPortOwn(who, url))
                : new("port", Verdict.Bad, who is null ? Texts.FormatPortTakenBySomebody(url) : Texts.FormatPortTaken(who, url), Texts.PortTakenNext);
        }
        catch (SocketException e)
        {
            return new("port", Verdict.Bad, Texts.FormatPortUnusable(url, e.Message), Texts.PortUnusableNext);
        }
    }

    private static string Megabytes(long bytes) => (bytes >> 20).ToString(CultureInfo.InvariantCulture);
}
