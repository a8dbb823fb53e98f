using System.Diagnostics;
using Sluice.Cli.Configuration;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;
using Sluice.Engine;
using Sluice.Server;
using Sluice.Server.Health;
using Sluice.Server.Logging;
using Sluice.Server.Starting;

namespace Sluice.Cli.Serving;

/// <summary>The server, from its start until it is asked to stop.</summary>
internal static class ServerRun
{
    /// <param name="isForDevelopment">It says what somebody who just tries it has to know.</param>
    /// <exception cref="StartException">The settings are wrong, or the machine does not let it start.</exception>
    public static async Task RunAsync(CommandLine line, Surroundings surroundings, bool isForDevelopment = false)
    {
        using var ephemeral = line.IsEphemeral ? new EphemeralData() : null;
        var values = surroundings.FindSettings(ephemeral is null ? line : line.WithData(ephemeral.Path));
        var options = SluiceOptions.Read(values) with { IsInMemory = ephemeral is not null };
        if (options is { IsInMemory: true, Cluster: not null })
        {
            throw new StartException(Texts.ClusterInMemory, StartException.Usage);
        }

        foreach (var remark in options.Remarks)
        {
            surroundings.Say(remark);
        }

        using var loggers = LoggerFactory.Create(logging => LogLines.Configure(logging, options.Log));
        using var disk = DiskWatch.Of(options.Data, TimeProvider.System);
        await using var composition = await Composition.OpenAsync(options, loggers, disk, EndAtOnce, CancellationToken.None);
        if (composition.GivenUp is { } loss)
        {
            surroundings.Say(Texts.FormatLossAccepted(loss));
        }

        using var watch = MemoryWatch.Start(composition.Memory, TimeProvider.System);
        await using var server = SluiceServer.Build(
            options.Server,
            composition.Access,
            composition.Engine,
            composition.Memory,
            loggers,
            Collecting.Of(options.Telemetry, options.MetricsListen),
            composition.Queues,
            composition.Objects,
            disk,
            composition.Events);
        await server.StartAsync();
        using var stopping = server.Stopping.Register(composition.BeginStop);
        surroundings.Output.WriteLine(isForDevelopment
            ? DevBanner.Of(
                options,
                server.Urls,
                composition.Access.IsOpen,
                composition.StorePlace,
                server.AuthorityPath,
                took: DateTime.Now - Process.GetCurrentProcess().StartTime)
            : Banner.Of(options, server.Urls, composition.Access.IsOpen, server.AuthorityPath, composition.StorePlace));
        foreach (var url in server.MetricsUrls)
        {
            surroundings.Output.WriteLine(Texts.FormatMetricsAt(url));
        }

        if (options is { Telemetry.Prometheus: true, MetricsListen.Count: 0 } && !composition.Access.IsOpen)
        {
            surroundings.Say(Texts.MetricsNowhere);
        }

        _ = TellRecoveredAsync(composition.Engine, surroundings.Output);
        await server.WaitForShutdownAsync();
    }

    // Beside the banner, since a store with much in it takes its time, and calls are answered already.
    private static async Task TellRecoveredAsync(SluiceEngine engine, TextWriter output)
    {
        if (Banner.Of(await engine.Recovered) is { } sentence)
        {
            output.WriteLine(sentence);
        }
    }

    // The log has said why. What is stored is safe; a process that goes on could only do harm.
    private static void EndAtOnce(Exception failure) => Environment.Exit(
        ClusterSeat.IsOutcast(failure) ? ClusterSeat.ExitCode : StartException.Environment);
}
