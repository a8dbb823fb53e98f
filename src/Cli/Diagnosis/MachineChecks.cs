using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Sluice.Cli.Configuration;
using Sluice.Cli.Serving;
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
        $"sluice {Banner.Version}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, "
        + $"{RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors");

    public static Finding Memory(SluiceOptions options)
    {
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var sentence = $"{Megabytes(available)} MiB for this process, {Megabytes(options.Memory.Bytes)} of them for what callers send.";
        return available < LittleMemory
            ? new("memory", Verdict.Doubtful, sentence, "Give it 256 MiB or more; with less, callers are refused early.")
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
                $"It is {now:yyyy-MM-dd HH:mm:ss}Z here, and there are files written at {newest:yyyy-MM-dd HH:mm:ss}Z.",
                "Set the clock of this machine, and keep it right with NTP: waits, schedules and signatures go by it.")
            : new("clock", Verdict.Good, $"{now:yyyy-MM-dd HH:mm:ss}Z; nothing here was written later.");
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
            yield return new("certificate", Verdict.Good, $"It is made by a local authority in {options.Server.TlsDirectory}; clients have to trust that.");
            yield break;
        }

        var (until, problem) = CertificateCheck.Look(tls);
        yield return until is not { } end ? new("certificate", Verdict.Bad, problem!, "Name another file with --tls-certificate.")
            : end < now ? new("certificate", Verdict.Bad, $"{tls.Certificate} has ended at {end:yyyy-MM-dd HH:mm}Z.", "Renew it; a server that runs reads the file again by itself.")
            : end < now + Soon ? new("certificate", Verdict.Doubtful, $"{tls.Certificate} ends at {end:yyyy-MM-dd HH:mm}Z.", "Renew it; a server that runs reads the file again by itself.")
            : new("certificate", Verdict.Good, $"{tls.Certificate} is valid until {end:yyyy-MM-dd}.");
    }

    private static Finding Port(ListenUrl url, string? holder)
    {
        try
        {
            using var socket = new Socket(url.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(url.EndPoint);
            return new("port", Verdict.Good, $"{url} is free.");
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            var who = PortHolder.Find(url.EndPoint);
            return holder is not null && who?.StartsWith($"process {holder} ", StringComparison.Ordinal) == true
                ? new("port", Verdict.Good, $"The server that runs, {who}, listens on {url}.")
                : new("port", Verdict.Bad, $"{who ?? "Another program"} listens on {url}.", "Stop that one, or name another port with --listen URL.");
        }
        catch (SocketException e)
        {
            return new("port", Verdict.Bad, $"{url} cannot be listened on: {e.Message}", "Name another address with --listen URL.");
        }
    }

    private static string Megabytes(long bytes) => (bytes >> 20).ToString(CultureInfo.InvariantCulture);
}
