using System.Net.Sockets;
using Sluice.Server;
using Sluice.Server.Authentication;
using Sluice.Server.Hosting;

try
{
    var commandLine = CommandLine.Parse(args);
    if (commandLine.ShowsHelp || commandLine.ShowsVersion)
    {
        Console.Out.Write(commandLine.ShowsHelp ? CommandLine.Help : $"sluice {Banner.Version}\n");
        return 0;
    }

    await RunAsync(ServerOptions.Read(commandLine, Environment.GetEnvironmentVariable));
    return 0;
}
catch (StartException e)
{
    Console.Error.WriteLine($"sluice: {e.Message}");
    return e.ExitCode;
}

static async Task RunAsync(ServerOptions options)
{
    using var loggers = LoggerFactory.Create(logging => WebServer.ConfigureLogging(logging, options));
    await using var composition = await Composition.OpenAsync(options, loggers, EndAtOnce, CancellationToken.None);
    var key = options.Authentication.Key;
    var authenticator = key is null ? null : new Authenticator(key, options.Authentication, TimeProvider.System);
    await using var server = WebServer.Build(options, (loggers, stopping) =>
        new RpcEndpoint(composition.Operations(stopping), authenticator, loggers.CreateLogger<RpcEndpoint>()));

    try
    {
        await server.StartAsync();
    }
    catch (Exception e) when (e is IOException or SocketException)
    {
        throw new StartException(
            $"Cannot listen on {options.Listen}: {e.Message} Name another address with --listen URL.",
            StartException.Environment);
    }

    Console.Out.WriteLine(Banner.Of(options, server.Urls.Single()));
    await server.WaitForShutdownAsync();
}

// The log has said why. What is stored is safe; a process that goes on could only do harm.
static void EndAtOnce(Exception failure) => Environment.Exit(StartException.Environment);
