using System.Collections;
using System.Net.Sockets;
using Sluice.Engine;
using Sluice.Server;
using Sluice.Server.Audit;
using Sluice.Server.Backups;
using Sluice.Server.Checking;
using Sluice.Server.Configuration;
using Sluice.Server.Exports;
using Sluice.Server.Health;
using Sluice.Server.Hosting;
using Sluice.Server.Operations;
using Sluice.Server.Routing;
using Sluice.Server.Rpc;
using Sluice.Server.Starting;
using Sluice.Server.Tls;
using Sluice.Server.Welcome;

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
    Say(e.Message);
    return e.ExitCode;
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException)
{
    // A file, a disk or a network of this machine: its own words say more to the operator than where in the code it was.
    Say(e.Message);
    return StartException.Environment;
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

    var options = ServerOptions.Read(FindSettings(commandLine));
    foreach (var remark in options.Remarks)
    {
        Say(remark);
    }

    await RunAsync(options);
    return 0;
}

// What verbs need of the settings they read, but a file that nobody understands is none.
static SettingValues ReadSettings(CommandLine commandLine)
{
    var values = FindSettings(commandLine);
    var problems = new SettingProblems();
    values.File.Report(problems);
    problems.ThrowIfAny();
    return values;
}

static SettingValues FindSettings(CommandLine commandLine)
{
    var values = new SettingValues(
        commandLine,
        Environment.GetEnvironmentVariable,
        ConfigurationFile.Find(commandLine, Environment.GetEnvironmentVariable));
    var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Select(variable => KeyValuePair.Create((string)variable.Key, (string?)variable.Value ?? ""));
    foreach (var sentence in UnknownVariables.In(environment, values))
    {
        Say(sentence);
    }

    return values;
}

static void Say(string sentence) => Console.Error.WriteLine($"sluice: {sentence}");

static async Task RunAsync(ServerOptions options)
{
    using var loggers = LoggerFactory.Create(logging => WebServer.ConfigureLogging(logging, options));
    await using var composition = await Composition.OpenAsync(options, loggers, EndAtOnce, CancellationToken.None);
    if (composition.GivenUp is { } loss)
    {
        Say($"started with a loss that was accepted. {loss}");
    }

    var access = composition.Access;
    await using var audit = new AuditLog(options.Audit, TimeProvider.System, loggers.CreateLogger<AuditLog>());
    var certificate = options.Listen.Any(url => url.IsTls)
        ? ServerCertificate.Open(
            options.Tls,
            Path.Combine(options.Data, "tls"),
            TimeProvider.System,
            loggers.CreateLogger<ServerCertificate>())
        : null;
    await using var server = WebServer.Build(options, certificate, (loggers, stopping) => new Router(
        [new WelcomePage(), new Liveness()],
        RpcCodec.Door(
            [Api.Flows(composition.Operations(stopping)), access.Sts(), access.Extension()],
            options.Engine.Limits,
            access.Guards(composition.Engine, audit),
            loggers),
        stopping));

    await server.StartAsync();
    Console.Out.WriteLine(Banner.Of(options, [.. server.Urls], access.IsOpen, certificate?.AuthorityPath));
    _ = TellRecoveredAsync(composition.Engine);
    await server.WaitForShutdownAsync();
}

// Beside the banner, since a store with much in it takes its time, and calls are answered already.
static async Task TellRecoveredAsync(SluiceEngine engine)
{
    if (Banner.Of(await engine.Recovered) is { } sentence)
    {
        Console.Out.WriteLine(sentence);
    }
}

// The log has said why. What is stored is safe; a process that goes on could only do harm.
static void EndAtOnce(Exception failure) => Environment.Exit(StartException.Environment);
