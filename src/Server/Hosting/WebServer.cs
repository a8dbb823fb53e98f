using System.Net.Security;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Sluice.Server.Guests;
using Sluice.Server.Routing;
using Sluice.Server.Tls;
using Sluice.Server.Wire;

namespace Sluice.Server.Hosting;

/// <summary>The web server: one router of our own behind Kestrel, without middleware or configuration files.</summary>
internal static class WebServer
{
    /// <summary>Room for protocol parameters in a request line.</summary>
    private const int ProtocolBytes = 8 * 1024;

    /// <summary>What is read ahead of the application, of one connection.</summary>
    private const int ReadAheadBytes = 64 * 1024;

    /// <summary>What may come over a connection of HTTP/2 before the application takes it: the least that is allowed.</summary>
    private const int Http2Window = 65_535;

    /// <summary>Whoever reads an answer more slowly than that is cut off: a page of 4 MiB that nobody reads is gone after a
    /// minute.</summary>
    private static readonly MinDataRate AnswerRate = new(bytesPerSecond: 64 * 1024, gracePeriod: TimeSpan.FromSeconds(5));

    /// <summary>Connections stay open this long between requests: more than the longest poll, 60
    /// seconds.</summary>
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(130);

    /// <summary>Calls in progress have this long to finish when the server stops; the store closes after it, and all is
    /// over within ten seconds.</summary>
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(8);

    /// <summary>A server that is ready to be started; signals end it.</summary>
    /// <param name="requestBytes">The longest request that is read, wherever its parameters are.</param>
    /// <param name="lobby">Stays the caller's to dispose, after the server.</param>
    /// <param name="certificate">For https URLs; null when there are none.</param>
    /// <param name="stop">Stays the caller's to dispose, after the server.</param>
    /// <param name="metrics">Listeners of metrics, beside those of the options.</param>
    /// <param name="add">Adds what starts and stops with the server.</param>
    /// <param name="router">Makes it, given the server's services and the token that is cancelled when it stops.</param>
    public static WebApplication Build(
        HostingOptions options,
        int requestBytes,
        Lobby lobby,
        ServerCertificate? certificate,
        ILoggerFactory loggers,
        StopOrder stop,
        IReadOnlyList<ListenUrl> metrics,
        Action<IServiceCollection>? add,
        Func<IServiceProvider, CancellationToken, Router> router)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration()
            .UseSockets(sockets =>
            {
                sockets.CreateBoundListenSocket = ListenSocket.Bind;
                sockets.MaxReadBufferSize = ReadAheadBytes;
            })
            .ConfigureKestrel(kestrel => Configure(kestrel, options, metrics, requestBytes, lobby, certificate));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTime);
        builder.Services.AddSingleton<IHostLifetime>(services => new StopSignals(
            stop, services.GetRequiredService<IHostApplicationLifetime>()));
        add?.Invoke(builder.Services);

        var app = builder.Build();
        if (options.TrustedProxies.Count > 0)
        {
            app.UseForwardedHeaders(Trusting(options.TrustedProxies));
        }

        app.Run(router(app.Services, app.Lifetime.ApplicationStopping).AnswerAsync);
        return app;
    }

    /// <summary>Reads the headers from behind, as far as proxies can be trusted.</summary>
    private static ForwardedHeadersOptions Trusting(IEnumerable<System.Net.IPNetwork> proxies)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null,
        };

        // The library trusts loopback unasked.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            options.KnownIPNetworks.Add(proxy);
        }

        return options;
    }

    private static void Configure(
        KestrelServerOptions kestrel,
        HostingOptions options,
        IReadOnlyList<ListenUrl> metrics,
        int requestBytes,
        Lobby lobby,
        ServerCertificate? certificate)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;

        // Old clients put a whole definition into the request line (protocol, section 2).
        limits.MaxRequestLineSize = requestBytes + ProtocolBytes;
        limits.MaxRequestHeadersTotalSize = HeadLimits.HeaderBytes;
        limits.MaxRequestHeaderCount = HeadLimits.Headers;
        limits.MaxRequestBufferSize = limits.MaxRequestLineSize + HeadLimits.HeaderBytes;
        limits.Http2.MaxRequestHeaderFieldSize = HeadLimits.HeaderBytes;
        limits.Http2.InitialConnectionWindowSize = Http2Window;
        limits.Http2.InitialStreamWindowSize = Http2Window;
        limits.Http2.MaxStreamsPerConnection = options.Http2Streams;
        limits.KeepAliveTimeout = KeepAlive;
        limits.RequestHeadersTimeout = options.HeaderTime;

        // The body is counted where it is read, so that a large one gets the documented error.
        limits.MaxRequestBodySize = null;

        // Connections in the middle of their TLS handshake have not come to the gate yet.
        limits.MaxConcurrentConnections = 2L * options.MaxConnections;

        // Rates count only while bytes are due, never during a long poll. For what comes there is a deadline besides.
        limits.MinResponseDataRate = AnswerRate;
        var gate = new ConnectionGate(lobby);
        foreach (var (url, isForMetrics) in options.Listen.Select(url => (url, false)).Concat(metrics.Select(url => (url, true))))
        {
            kestrel.Listen(url.EndPoint, listen =>
            {
                // The gate speaks HTTP, so it stands inside TLS.
                listen.Protocols = url.IsTls ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
                if (url.IsTls)
                {
                    listen.UseHttps(Handshake(certificate!));
                }

                listen.Use(next => connection => gate.RunAsync(connection, next));
                if (isForMetrics)
                {
                    listen.Use(next => connection =>
                    {
                        connection.Features.Set(MetricsConnection.Mark);
                        return next(connection);
                    });
                }
            });
        }
    }

    private static TlsHandshakeCallbackOptions Handshake(ServerCertificate certificate) => new()
    {
        OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = certificate.Get(),
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        }),
    };
}
