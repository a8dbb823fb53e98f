using System.Net.Sockets;
using Sluice.Server;
using Sluice.Server.Audit;
using Sluice.Server.Backups;
using Sluice.Server.Checking;
using Sluice.Server.Configuration;
using Sluice.Server.Hosting;
using Sluice.Server.Operations;
using Sluice.Server.Tls;

try
{
    return args switch
    {
        ["check", .. var rest] => Check(rest),
        ["check-store", .. var rest] => StoreCheckCommand.Run(rest, ReadSettings, Console.Out, Console.Error),
        ["backup", .. var rest] => await BackupCommand.RunAsync(rest, ReadSettings, Console.Out),
        ["audit", .. var rest] => AuditExport.Run(rest, ReadSettings, Console.Out),
        _ => await ServeAsync(CommandLine.Parse(args)),
    };
}
catch (StartException e)
{
    Console.Error.WriteLine($"sluice: {e.Message}");
    return e.ExitCode;
}

static int Check(string[] arguments) =>
    DefinitionCheck.Run(
        arguments,
        LimitSettings.Read(ReadSettings(CommandLine.Parse([]))),
        Console.Out,
        Console.OpenStandardInput);

static async Task<int> ServeAsync(CommandLine commandLine)
{
    if (commandLine.ShowsHelp || commandLine.ShowsVersion)
    {
        Console.Out.Write(commandLine.ShowsHelp ? Help.Text : $"sluice {Banner.Version}\n");
        return 0;
    }

    await RunAsync(ServerOptions.Read(ReadSettings(commandLine)));
    return 0;
}

static SettingValues ReadSettings(CommandLine commandLine) => new(
    commandLine,
    Environment.GetEnvironmentVariable,
    ConfigurationFile.Find(commandLine, Environment.GetEnvironmentVariable));

static async Task RunAsync(ServerOptions options)
{
    using var loggers = LoggerFactory.Create(logging => WebServer.ConfigureLogging(logging, options));
    await using var composition = await Composition.OpenAsync(options, loggers, EndAtOnce, CancellationToken.None);
    var access = composition.Access;
    await using var audit = new AuditLog(options.Audit, TimeProvider.System, loggers.CreateLogger<AuditLog>());
    var certificate = options.Listen.Any(url => url.IsTls)
        ? ServerCertificate.Open(
            options.Tls,
            Path.Combine(options.Data, "tls"),
            TimeProvider.System,
            loggers.CreateLogger<ServerCertificate>())
        : null;
    await using var server = WebServer.Build(options, certificate, (loggers, stopping) => new RpcEndpoint(
        [Api.Flows(composition.Operations(stopping)), access.Sts(), access.Extension()],
        options.Engine.Limits,
        access.Guards(composition.Engine, audit),
        loggers.CreateLogger<RpcEndpoint>()));

    try
    {
        await server.StartAsync();
    }
    catch (Exception e) when (e is IOException or SocketException)
    {
        throw new StartException(
            $"Cannot listen on {string.Join(" and ", options.Listen)}: {e.Message} "
            + "Name another address with --listen URL.",
            StartException.Environment);
    }

    Console.Out.WriteLine(Banner.Of(options, [.. server.Urls], access.IsOpen, certificate?.AuthorityPath));
    await server.WaitForShutdownAsync();
}

// The log has said why. What is stored is safe; a process that goes on could only do harm.
static void EndAtOnce(Exception failure) => Environment.Exit(StartException.Environment);
