using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Console;

namespace Sluice.Server.Hosting;

/// <summary>The web server: one handler behind Kestrel, without routing, middleware or configuration
/// files.</summary>
internal static class WebServer
{
    /// <summary>Room for protocol parameters in a request line.</summary>
    private const int ProtocolBytes = 8 * 1024;

    /// <summary>All headers of a request together.</summary>
    public const int HeaderBytes = 64 * 1024;

    /// <summary>Headers of a request.</summary>
    public const int Headers = 100;

    /// <summary>Connections stay open this long between requests: more than the longest poll, 60
    /// seconds.</summary>
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(130);

    /// <summary>Calls in progress have this long to finish when the server stops.</summary>
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(10);

    /// <summary>A server that is ready to be started; <see cref="WebApplication.Run"/> and Ctrl-C do the
    /// rest.</summary>
    /// <param name="endpoint">Makes the handler, given loggers and the token that is cancelled when the
    /// server stops.</param>
    public static WebApplication Build(
        ServerOptions options, Func<ILoggerFactory, CancellationToken, RpcEndpoint> endpoint)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        ConfigureLogging(builder.Logging, options);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTime);
        builder.Services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);

        var app = builder.Build();
        var loggers = app.Services.GetRequiredService<ILoggerFactory>();
        var handler = endpoint(loggers, app.Lifetime.ApplicationStopping);
        app.Run(handler.HandleAsync);
        return app;
    }

    /// <summary>Log lines of every room look alike.</summary>
    public static void ConfigureLogging(ILoggingBuilder logging, ServerOptions options) =>
        logging.SetMinimumLevel(options.LogLevel).AddSimpleConsole(WriteOneLine);

    private static void WriteOneLine(SimpleConsoleFormatterOptions console)
    {
        console.SingleLine = true;
        console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        console.UseUtcTimestamp = true;
    }

    private static void Configure(KestrelServerOptions kestrel, ServerOptions options)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;

        // Old clients put a whole definition into the request line (protocol, section 2).
        limits.MaxRequestLineSize = options.Engine.Limits.RequestBytes + ProtocolBytes;
        limits.MaxRequestHeadersTotalSize = HeaderBytes;
        limits.MaxRequestHeaderCount = Headers;
        limits.MaxRequestBufferSize = limits.MaxRequestLineSize + HeaderBytes;
        limits.KeepAliveTimeout = KeepAlive;
        limits.RequestHeadersTimeout = options.HeaderTime;

        // The body is counted where it is read, so that a large one gets the documented error.
        limits.MaxRequestBodySize = null;

        // The slowest rates stay at their defaults: they count only while bytes are due, never during a long
        // poll.
        var gate = new ConnectionGate(options.MaxConnections);
        foreach (var url in options.Listen)
        {
            kestrel.Listen(url.EndPoint, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.Use(next => connection => gate.RunAsync(connection, next));
            });
        }
    }
}
